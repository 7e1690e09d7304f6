import { calls } from '#shared/contract/index';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { expect, test } from './support/fixture';

/** A server on loopback that must not be reached; answers a redirect at /redirect. */
interface Outside {
  readonly url: string;
  readonly hits: () => readonly string[];
  readonly server: Server;
}

async function listenOutside(): Promise<Outside> {
  const hits: string[] = [];
  const server = createServer((request, response) => {
    hits.push(request.url ?? '');
    if (request.url === '/redirect') response.writeHead(302, { location: '/target' });
    response.end('<title>outside</title>');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, hits: () => hits, server };
}

let outside: Outside;

test.beforeEach(async () => {
  outside = await listenOutside();
});
test.afterEach(() => {
  outside.server.closeAllConnections();
  outside.server.close();
});

test('the page is served with its policy and security headers', async ({ page }) => {
  const reloaded = page.waitForResponse('app://castellan/index.html');
  await page.reload();
  const headers = await (await reloaded).allHeaders();
  expect(headers['content-security-policy']).toMatch(
    /^default-src 'none'; script-src 'self'; style-src 'self';/,
  );
  expect(headers['x-content-type-options']).toBe('nosniff');
});

test('the page itself does nothing that its policy forbids', async ({ page }) => {
  await page.addInitScript(() => {
    const violations: string[] = [];
    Object.assign(globalThis, { violations });
    document.addEventListener('securitypolicyviolation', ({ effectiveDirective, blockedURI }) => {
      violations.push(`${effectiveDirective} ${blockedURI}`);
    });
  });
  await page.reload();
  await page.getByRole('heading').first().waitFor();
  // Reports come one task after the act; this one closes the list.
  const violations = await page.evaluate(async () => {
    const image = new Image();
    image.src = 'https://example.invalid/last.png';
    const held = (globalThis as unknown as { violations: string[] }).violations;
    while (!held.some((line) => line.startsWith('img-src'))) {
      await new Promise((resolve) => requestAnimationFrame(resolve));
    }
    return held.filter((line) => !line.startsWith('img-src'));
  });
  expect(violations).toEqual([]);
});

test('inline scripts, eval and inline handlers are blocked, with a violation for each', async ({ page }) => {
  const result = await page.evaluate(async () => {
    // Chromium can report one blocked thing more than once.
    const violations = new Set<string>();
    document.addEventListener('securitypolicyviolation', ({ effectiveDirective, blockedURI }) => {
      violations.add(`${effectiveDirective} ${blockedURI}`);
    });
    const ran: string[] = [];
    Object.assign(globalThis, { ran });
    const script = document.createElement('script');
    script.textContent = 'globalThis.ran.push("inline")';
    document.body.append(script);
    const button = document.createElement('button');
    button.setAttribute('onclick', 'globalThis.ran.push("handler")');
    document.body.append(button);
    button.click();
    // In a turn of its own: while the test's own script runs, the debugger lets eval through.
    const evaluated = await new Promise((resolve) => {
      setTimeout(() => {
        try {
          // oxlint-disable-next-line no-eval -- Shows that the page cannot.
          resolve(globalThis.eval('globalThis.ran.push("eval")'));
        } catch (error) {
          resolve((error as Error).name);
        }
      });
    });
    const deadline = performance.now() + 5000;
    while (violations.size < 3 && performance.now() < deadline) {
      await new Promise((resolve) => requestAnimationFrame(resolve));
    }
    return { ran, evaluated, violations: [...violations].toSorted() };
  });
  expect(result).toEqual({
    ran: [],
    evaluated: 'EvalError',
    violations: ['script-src eval', 'script-src-attr inline', 'script-src-elem inline'],
  });
});

test('nothing that the page asks for leaves app://', async ({ page }) => {
  const requested: string[] = [];
  page.on('request', (request) => requested.push(request.url()));
  const outcomes = await page.evaluate(async (url) => {
    const failed = (promise: Promise<unknown>) =>
      promise.then(
        () => 'sent',
        () => 'blocked',
      );
    const loaded = (tag: 'img' | 'iframe' | 'script' | 'link') =>
      new Promise<string>((resolve) => {
        const element = document.createElement(tag);
        element.addEventListener('load', () => resolve('loaded'));
        element.addEventListener('error', () => resolve('blocked'));
        document.addEventListener('securitypolicyviolation', () => resolve('blocked'), { once: true });
        if (element instanceof HTMLLinkElement)
          Object.assign(element, { rel: 'stylesheet', href: `${url}/x.css` });
        else element.src = `${url}/x`;
        document.body.append(element);
      });
    return {
      fetch: await failed(fetch(`${url}/fetch`)),
      beacon: navigator.sendBeacon(`${url}/beacon`),
      image: await loaded('img'),
      script: await loaded('script'),
      style: await loaded('link'),
      frame: await loaded('iframe'),
    };
  }, outside.url);
  expect({ ...outcomes, beacon: undefined }).toEqual({
    fetch: 'blocked',
    beacon: undefined,
    image: 'blocked',
    script: 'blocked',
    style: 'blocked',
    frame: 'blocked',
  });
  expect(outside.hits()).toEqual([]);
  expect(
    requested.filter((url) => !url.startsWith('app://castellan/') && !url.startsWith(outside.url)),
  ).toEqual([]);
});

test('a whole first start asks for files of the application only, without a policy violation', async ({
  start,
}) => {
  const { page } = await start();
  const requested: string[] = [];
  const complaints: string[] = [];
  page.on('request', (request) => requested.push(request.url()));
  page.on('console', (message) => {
    if (/Content Security Policy|Refused to/.test(message.text())) complaints.push(message.text());
  });
  // The page that is still arriving cannot be asked to load anew.
  await expect(page.locator('#root > *').first()).toBeVisible();
  await page.reload();
  await page.waitForLoadState('load');
  await expect(page.locator('#root > *').first()).toBeVisible();
  expect(requested.length).toBeGreaterThan(1);
  expect(requested.filter((url) => !url.startsWith('app://castellan/'))).toEqual([]);
  expect(complaints).toEqual([]);
});

test('no link, script or redirect leads the page away', async ({ running }) => {
  const { app, page } = running;
  const before = page.url();
  for (const target of [
    outside.url,
    `${outside.url}/?app://castellan/index.html`,
    'app://castellan/other.html',
  ]) {
    await page.evaluate((href) => {
      const link = document.createElement('a');
      link.href = href;
      document.body.append(link);
      link.click();
      location.assign(href);
      location.href = href;
    }, target);
    // A navigation that began would be in the history, or ended by this round trip through the main process.
    await page.evaluate(() => window.castellan.call('ping', 'app.info', {}));
    expect(page.url()).toBe(before);
  }
  const redirected = await app.evaluate(async ({ BrowserWindow }, url) => {
    const [window] = BrowserWindow.getAllWindows();
    return window?.loadURL(url).then(
      () => 'loaded',
      () => 'refused',
    );
  }, `${outside.url}/redirect`);
  expect(redirected).toBe('refused');
  expect(outside.hits()).toEqual(['/redirect']);
  expect(page.url()).toBe(before);
});

test('no new window opens', async ({ running }) => {
  const { app, page } = running;
  const opened = await page.evaluate((url) => {
    const link = document.createElement('a');
    Object.assign(link, { href: url, target: '_blank' });
    document.body.append(link);
    link.click();
    return [window.open(url), window.open('about:blank'), window.open('app://castellan/index.html')];
  }, outside.url);
  expect(opened).toEqual([null, null, null]);
  expect(await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().length)).toBe(1);
  expect(outside.hits()).toEqual([]);
});

test('only pages of the allow-list are opened in the browser', async ({ running }) => {
  const { app, page } = running;
  await app.evaluate(({ shell }) => {
    const opened: string[] = [];
    Object.assign(globalThis, { opened });
    shell.openExternal = async (url) => {
      opened.push(url);
    };
  });
  const ask = (url: string) =>
    page.evaluate(
      (given) =>
        window.castellan.call(crypto.randomUUID(), 'app.openExternal', { url: given }) as Promise<{
          readonly ok: boolean;
          readonly error?: { readonly code: string };
        }>,
      url,
    );
  for (const url of [
    outside.url,
    'https://evil.example/',
    'javascript:alert(1)',
    'file:///etc/passwd',
    'ms-settings:privacy',
    'https://user:secret@www.algolia.com/',
  ])
    expect(await ask(url)).toMatchObject({ ok: false, error: { code: 'VALIDATION' } });
  expect(await ask('https://www.algolia.com/doc/')).toMatchObject({ ok: true });
  const opened = await app.evaluate(() => (globalThis as unknown as { opened: string[] }).opened);
  expect(opened).toEqual(['https://www.algolia.com/doc/']);
});

test('a webview never attaches', async ({ running }) => {
  const { app, page } = running;
  await page.evaluate((url) => {
    const view = document.createElement('webview');
    view.setAttribute('src', url);
    document.body.append(view);
  }, outside.url);
  await page.evaluate(() => window.castellan.call('ping', 'app.info', {}));
  const kinds = await app.evaluate(({ webContents }) =>
    webContents.getAllWebContents().map((one) => one.getType()),
  );
  expect(kinds).toEqual(['window']);
  expect(outside.hits()).toEqual([]);
});

test('permissions are denied', async ({ start }) => {
  const { page } = await start({ args: ['--use-fake-device-for-media-stream'] });
  const outcomes = await page.evaluate(async () => {
    const attempt = (promise: Promise<unknown>) =>
      promise.then(
        () => 'granted',
        (error: unknown) => (error as Error).name,
      );
    return {
      geolocation: await new Promise((resolve) =>
        navigator.geolocation.getCurrentPosition(
          () => resolve('granted'),
          ({ code }) => resolve(code),
        ),
      ),
      media: await attempt(navigator.mediaDevices.getUserMedia({ audio: true, video: true })),
      screen: await attempt(navigator.mediaDevices.getDisplayMedia()),
      notifications: await Notification.requestPermission(),
      clipboard: await attempt(navigator.clipboard.readText()),
    };
  });
  expect(outcomes).toEqual({
    geolocation: 1,
    media: 'NotAllowedError',
    screen: 'NotAllowedError',
    notifications: 'denied',
    clipboard: 'NotAllowedError',
  });
});

test('a download is not begun', async ({ running }) => {
  const { app, page } = running;
  await app.evaluate(({ session }) => {
    const seen: boolean[] = [];
    Object.assign(globalThis, { seen });
    session.defaultSession.on('will-download', (event) => seen.push(event.defaultPrevented));
  });
  await page.evaluate(() => {
    const link = document.createElement('a');
    Object.assign(link, { href: 'data:application/octet-stream,x', download: 'x.bin' });
    document.body.append(link);
    link.click();
  });
  await expect
    .poll(() => app.evaluate(() => (globalThis as unknown as { seen: boolean[] }).seen))
    .toEqual([true]);
});

test.describe('the bridge', () => {
  const names = Object.keys(calls);

  test('answers junk on every call with VALIDATION', async ({ page }) => {
    const codes = await page.evaluate(async (all) => {
      const cycle: Record<string, unknown> = {};
      cycle['self'] = cycle;
      const junk: readonly unknown[] = [
        undefined,
        null,
        7,
        'x',
        [],
        { unexpected: 1 },
        cycle,
        { id: 'x'.repeat(20_000_000) },
      ];
      const found = new Set<string>();
      let id = 0;
      for (const name of all) {
        for (const input of junk) {
          const answer = (await window.castellan.call(`junk${(id += 1)}`, name, input)) as {
            ok: boolean;
            error?: { code: string };
          };
          found.add(`${answer.ok ? 'ok' : answer.error?.code}`);
        }
      }
      return [...found];
    }, names);
    expect(codes).toEqual(['VALIDATION']);
  });

  test('refuses names that are not of the contract', async ({ page }) => {
    const codes = await page.evaluate(async () => {
      const answers = ['nothing', 'constructor', '__proto__', 'toString', ''].map((name, index) =>
        window.castellan.call(`n${index}`, name, {}),
      );
      return (await Promise.all(answers)).map((answer) => (answer as { error: { code: string } }).error.code);
    });
    expect(new Set(codes)).toEqual(new Set(['VALIDATION']));
  });

  test('refuses a foreign page in our own window, and any other window', async ({ running }) => {
    const codes = await running.app.evaluate(
      async ({ BrowserWindow }, preload) => {
        const [own] = BrowserWindow.getAllWindows();
        if (own === undefined) throw new Error('There is no window.');
        const ask = `window.castellan.call('a', 'app.info', {}).then(({ ok, error }) => ok ? 'ok' : error.code)`;
        const other = new BrowserWindow({ show: false, webPreferences: { preload } });
        await other.loadURL('app://castellan/index.html');
        const fromOther: unknown = await other.webContents.executeJavaScript(ask);
        other.destroy();
        await own.loadURL('data:text/html,foreign');
        const fromForeign: unknown = await own.webContents.executeJavaScript(ask);
        await own.loadURL('app://castellan/index.html');
        const fromOwn: unknown = await own.webContents.executeJavaScript(ask);
        return { fromOther, fromForeign, fromOwn };
      },
      path.resolve('out', 'preload', 'preload.cjs'),
    );
    expect(codes).toEqual({ fromOther: 'SENDER_REFUSED', fromForeign: 'SENDER_REFUSED', fromOwn: 'ok' });
  });

  test('is not there in a frame inside the page', async ({ page }) => {
    const inFrame = await page.evaluate(() => {
      const frame = document.createElement('iframe');
      document.body.append(frame);
      return 'castellan' in (frame.contentWindow ?? {});
    });
    expect(inFrame).toBe(false);
  });

  test('gives no stack and no path of the program in an error', async ({ page }) => {
    const answer = await page.evaluate(() =>
      window.castellan.call('e', 'keys.get', {
        clusterId: '3c7a1f80-8a1a-4b5f-9d3c-2f6a0c1d4e5b',
        ref: 'a'.repeat(64),
      }),
    );
    expect(JSON.stringify(answer)).not.toMatch(/\.js|at \w|stack/);
    expect(answer).toMatchObject({ ok: false });
  });
});
