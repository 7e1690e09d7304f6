import { guardNavigation } from '#electron/app/navigation';
import type { App } from 'electron';
import { EventEmitter } from 'node:events';
import { describe, expect, it } from 'vitest';

class RecordedContents extends EventEmitter {
  open: (details: unknown) => unknown = () => undefined;
  setWindowOpenHandler = (handler: (details: unknown) => unknown) => void (this.open = handler);
}

function guarded(mayNavigate: (url: string) => boolean = () => false) {
  const app = new EventEmitter();
  guardNavigation(app as App, mayNavigate);
  const contents = new RecordedContents();
  app.emit('web-contents-created', {}, contents);
  const prevents = (event: string, url: string) => {
    let prevented = false;
    contents.emit(event, { url, preventDefault: () => (prevented = true) });
    return prevented;
  };
  return { contents, prevents };
}

describe('navigation', () => {
  it.each([
    'https://evil.example/',
    'https://evil.example/?app://castellan/index.html',
    'app://castellan/index.html',
    'app://castellan/other.html',
    'file:///etc/passwd',
    'javascript:1',
    'about:blank',
    '',
  ])('to %j is refused, in any frame and by redirect', (url) => {
    const { prevents } = guarded();
    expect(prevents('will-frame-navigate', url)).toBe(true);
    expect(prevents('will-redirect', url)).toBe(true);
  });

  it('is left to the development server', () => {
    const { prevents } = guarded((url) => url.startsWith('http://localhost:5173/'));
    expect(prevents('will-frame-navigate', 'http://localhost:5173/')).toBe(false);
    expect(prevents('will-frame-navigate', 'https://evil.example/')).toBe(true);
  });

  it('into a new window or a webview is refused', () => {
    const { contents, prevents } = guarded(() => true);
    expect(contents.open({ url: 'https://www.algolia.com/' })).toEqual({ action: 'deny' });
    expect(prevents('will-attach-webview', '')).toBe(true);
  });
});
