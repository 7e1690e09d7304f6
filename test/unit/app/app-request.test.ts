import { judgeAppRequest } from '#electron/app/app-request';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

const base = 'app://castellan';

describe('a request over app://', () => {
  it.each([
    [`${base}/`, ['index.html'], 'text/html; charset=utf-8'],
    [base, ['index.html'], 'text/html; charset=utf-8'],
    [`${base}/index.html?theme=dark#/keys`, ['index.html'], 'text/html; charset=utf-8'],
    [`${base}/assets/index-B7x_2a.js`, ['assets', 'index-B7x_2a.js'], 'text/javascript; charset=utf-8'],
    [`${base}/assets/index-B7x_2a.css`, ['assets', 'index-B7x_2a.css'], 'text/css; charset=utf-8'],
    [`${base}/assets/icon.svg`, ['assets', 'icon.svg'], 'image/svg+xml'],
  ])('%s asks for a file', (url, segments, type) => {
    expect(judgeAppRequest('GET', url)).toEqual({ status: 200, segments, type });
  });

  it.each(['POST', 'PUT', 'DELETE', 'HEAD', 'OPTIONS', 'get', ''])(
    'with the method %j is refused',
    (method) => {
      expect(judgeAppRequest(method, `${base}/index.html`)).toEqual({ status: 405 });
    },
  );

  it.each([
    ['a parent folder', '/../main/main.js'],
    ['a parent folder inside', '/assets/../../main/main.js'],
    ['an encoded parent folder', '/%2e%2e/main/main.js'],
    ['a half-encoded parent folder', '/.%2e/main/main.js'],
    ['an encoded slash', '/assets%2f..%2findex.html'],
    ['a backslash', '/assets\\..\\index.html'],
    ['an encoded backslash', '/%5c..%5cmain.js'],
    ['an encoded NUL', '/index.html%00.js'],
    ['a NUL', '/index.html\0.js'],
    ['a drive', '/C:/Windows/win.js'],
    ['an empty segment', '//index.html'],
    ['a folder', '/assets/'],
    ['a dot file', '/.env.js'],
    ['a dot', '/./index.html'],
    ['a space', '/index .html'],
    ['a name that is not ASCII', '/índex.html'],
  ])('with %s is refused', (_name, path) => {
    expect(judgeAppRequest('GET', `${base}${path}`)).toEqual({ status: 400 });
  });

  it.each([
    'app://other/index.html',
    'app://castellan.example.com/index.html',
    'app://castellanx/index.html',
    'app://castellan:80/index.html',
    'app://user@castellan/index.html',
    'app:castellan/index.html',
    'file:///index.html',
    'https://castellan/index.html',
    '',
  ])('to another place is refused: %s', (url) => {
    expect(judgeAppRequest('GET', url)).toEqual({ status: 400 });
  });

  it.each(['/main.js.map', '/page.htm', '/program.exe', '/README', '/data.json', '/x.constructor', '/x.JS'])(
    'for a type that is not served finds nothing: %s',
    (path) => {
      expect(judgeAppRequest('GET', `${base}${path}`)).toEqual({ status: 404 });
    },
  );

  it('never gives a segment that leads elsewhere, whatever is asked', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.webPath(), fc.stringMatching(/^[./%\\a-z0-9]*\.js$/)), (path) => {
        const asked = judgeAppRequest('GET', `${base}/${path}`);
        if (asked.status !== 200) return;
        for (const segment of asked.segments) expect(segment).toMatch(/^[\w-][\w.-]*$/);
      }),
    );
  });
});
