import { createAppProtocol, type AppAnswer, type AppProtocolParts } from '#electron/app/app-protocol';
import { contentSecurityPolicy } from '#electron/app/csp';
import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

let folder: string;
let handle: ReturnType<typeof createAppProtocol>;

const page = '<html data-theme="system"></html>';

function protocolWith(parts: Partial<AppProtocolParts> = {}) {
  return createAppProtocol({
    root: path.join(folder, 'renderer'),
    nonce: () => 'bm9uY2U=',
    theme: () => 'dark',
    failurePage: () => null,
    firstScreen: () => null,
    onSent: () => undefined,
    ...parts,
  });
}

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'castellan-protocol-'));
  await mkdir(path.join(folder, 'renderer', 'assets'), { recursive: true });
  await mkdir(path.join(folder, 'renderer-other'));
  await writeFile(path.join(folder, 'renderer', 'index.html'), page);
  await writeFile(path.join(folder, 'renderer', 'assets', 'a.js'), 'export {};');
  await writeFile(path.join(folder, 'renderer-other', 'secret.js'), 'secret');
  await writeFile(path.join(folder, 'outside.js'), 'secret');
  await symlink(path.join(folder, 'outside.js'), path.join(folder, 'renderer', 'link.js'));
  await symlink(path.join(folder, 'renderer-other'), path.join(folder, 'renderer', 'sibling'));
  handle = protocolWith();
});

afterAll(() => rm(folder, { recursive: true, force: true }));

const requestFor = (address: string) => ({ method: 'GET', url: `app://castellan${address}` });
const get = (address: string) => handle(requestFor(address));
const textOf = ({ data }: AppAnswer): string => data.toString('utf8');

describe('the app:// protocol', () => {
  it('serves a script with its type and every security header', async () => {
    const response = await get('/assets/a.js');
    expect(response.statusCode).toBe(200);
    expect(textOf(response)).toBe('export {};');
    expect(response.headers).toEqual({
      'Cache-Control': 'no-store',
      'Content-Security-Policy': contentSecurityPolicy(),
      'Content-Type': 'text/javascript; charset=utf-8',
      'Cross-Origin-Resource-Policy': 'same-origin',
      'Permissions-Policy': 'camera=(), display-capture=(), geolocation=(), microphone=(), usb=()',
      'Referrer-Policy': 'no-referrer',
      'X-Content-Type-Options': 'nosniff',
      'X-Frame-Options': 'DENY',
    });
  });

  it('fills the theme into the page', async () => {
    expect(textOf(await get('/'))).toBe('<html data-theme="dark"></html>');
  });

  it('puts the kept first screen into the page, where nothing in it can end its element', async () => {
    await writeFile(
      path.join(folder, 'renderer', 'index.html'),
      `${page}<script type="application/json" id="first-screen"></script>`,
    );
    const screen = JSON.stringify({ name: '</script><script>alert(1)</script><!-- $& $1' });
    const response = await protocolWith({ firstScreen: () => screen })(requestFor('/index.html'));
    const html = textOf(response);
    const held = /id="first-screen">([^<]*)<\/script>$/.exec(html)?.[1] ?? '';
    expect(JSON.parse(held)).toEqual(JSON.parse(screen));
    await writeFile(path.join(folder, 'renderer', 'index.html'), page);
  });

  it.each(['/link.js', '/sibling/secret.js', '/missing.js', '/assets/missing.js', '/failure.html'])(
    'finds nothing at %s',
    async (address) => {
      const response = await get(address);
      expect(response.statusCode).toBe(404);
      expect(textOf(response)).toBe('');
      expect(response.headers).toHaveProperty('Content-Security-Policy');
    },
  );

  it('answers 400 to what would lead elsewhere and 405 to what is not GET', async () => {
    expect((await get('/%2e%2e%2foutside.js')).statusCode).toBe(400);
    const post = { ...requestFor('/index.html'), method: 'POST' };
    expect((await handle(post)).statusCode).toBe(405);
  });

  it('tells what is on its way, and nothing of what is refused', async () => {
    const sent: string[] = [];
    const telling = protocolWith({ onSent: (what) => sent.push(what) });
    for (const address of ['/missing.js', '/', '/link.js', '/assets/a.js']) {
      await telling(requestFor(address));
    }
    expect(sent).toEqual(['page', 'script']);
  });

  it('has taken the kept screen when it tells that the page is on its way', async () => {
    const order: string[] = [];
    const telling = protocolWith({
      firstScreen: () => {
        order.push('taken');
        return '{}';
      },
      onSent: (what) => order.push(what),
    });
    await telling(requestFor('/'));
    expect(order).toEqual(['taken', 'page']);
  });

  it('shows the failure page only after a failed start', async () => {
    const failed = protocolWith({ failurePage: (nonce) => `<html data-theme="system">${nonce}</html>` });
    const response = await failed(requestFor('/failure.html'));
    expect(response.statusCode).toBe(200);
    expect(textOf(response)).toBe('<html data-theme="dark">bm9uY2U=</html>');
    expect(response.headers['Content-Security-Policy']).toBe(contentSecurityPolicy('bm9uY2U='));
  });
});

describe('the content security policy', () => {
  const policy = contentSecurityPolicy();

  it('is exactly this', () => {
    expect(policy.split('; ')).toEqual([
      "default-src 'none'",
      "script-src 'self'",
      "style-src 'self'",
      "img-src 'self' data:",
      "font-src 'self'",
      "connect-src 'none'",
      "object-src 'none'",
      "frame-src 'none'",
      "worker-src 'none'",
      "base-uri 'none'",
      "form-action 'none'",
      "frame-ancestors 'none'",
    ]);
  });

  it('allows nothing unsafe and no other host', () => {
    expect(policy).not.toMatch(/unsafe|\*|https?:|ws:|blob:/);
    expect(contentSecurityPolicy('abc')).toBe(policy.replace("style-src 'self'", "style-src 'nonce-abc'"));
  });
});
