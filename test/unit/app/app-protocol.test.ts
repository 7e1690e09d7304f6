import { createAppProtocol, type AppProtocolParts } from '#electron/app/app-protocol';
import { contentSecurityPolicy } from '#electron/app/csp';
import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

let folder: string;
let handle: (request: Request) => Promise<Response>;

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

const get = (address: string) => handle(new Request(`app://castellan${address}`));

describe('the app:// protocol', () => {
  it('serves a script with its type and every security header', async () => {
    const response = await get('/assets/a.js');
    expect(response.status).toBe(200);
    expect(await response.text()).toBe('export {};');
    expect(Object.fromEntries(response.headers)).toEqual({
      'cache-control': 'no-store',
      'content-security-policy': contentSecurityPolicy(),
      'content-type': 'text/javascript; charset=utf-8',
      'cross-origin-resource-policy': 'same-origin',
      'permissions-policy': 'camera=(), display-capture=(), geolocation=(), microphone=(), usb=()',
      'referrer-policy': 'no-referrer',
      'x-content-type-options': 'nosniff',
      'x-frame-options': 'DENY',
    });
  });

  it('fills the theme into the page', async () => {
    expect(await (await get('/')).text()).toBe('<html data-theme="dark"></html>');
  });

  it('puts the kept first screen into the page, where nothing in it can end its element', async () => {
    await writeFile(
      path.join(folder, 'renderer', 'index.html'),
      `${page}<script type="application/json" id="first-screen"></script>`,
    );
    const screen = JSON.stringify({ name: '</script><script>alert(1)</script><!-- $& $1' });
    const response = await protocolWith({ firstScreen: () => screen })(
      new Request('app://castellan/index.html'),
    );
    const html = await response.text();
    const held = /id="first-screen">([^<]*)<\/script>$/.exec(html)?.[1] ?? '';
    expect(JSON.parse(held)).toEqual(JSON.parse(screen));
    await writeFile(path.join(folder, 'renderer', 'index.html'), page);
  });

  it.each(['/link.js', '/sibling/secret.js', '/missing.js', '/assets/missing.js', '/failure.html'])(
    'finds nothing at %s',
    async (address) => {
      const response = await get(address);
      expect(response.status).toBe(404);
      expect(await response.text()).toBe('');
      expect(response.headers.get('content-security-policy')).not.toBeNull();
    },
  );

  it('answers 400 to what would lead elsewhere and 405 to what is not GET', async () => {
    expect((await get('/%2e%2e%2foutside.js')).status).toBe(400);
    const post = new Request('app://castellan/index.html', { method: 'POST', body: 'x' });
    expect((await handle(post)).status).toBe(405);
  });

  it('tells what is on its way, and nothing of what is refused', async () => {
    const sent: string[] = [];
    const telling = protocolWith({ onSent: (what) => sent.push(what) });
    for (const address of ['/missing.js', '/', '/link.js', '/assets/a.js']) {
      await telling(new Request(`app://castellan${address}`));
    }
    expect(sent).toEqual(['page', 'script']);
  });

  it('shows the failure page only after a failed start', async () => {
    const failed = protocolWith({ failurePage: (nonce) => `<html data-theme="system">${nonce}</html>` });
    const response = await failed(new Request('app://castellan/failure.html'));
    expect(response.status).toBe(200);
    expect(await response.text()).toBe('<html data-theme="dark">bm9uY2U=</html>');
    expect(response.headers.get('content-security-policy')).toBe(contentSecurityPolicy('bm9uY2U='));
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
