import type { App, WebContents } from 'electron';

/**
 * Keeps every page where it is (anchors 3.10, 3.11, 3.14): no navigation or redirect in any frame, no new window,
 * no webview. `mayNavigate` is for the development server's own reloads; a build has none.
 */
export function guardNavigation(app: App, mayNavigate: (url: string) => boolean): void {
  app.on('web-contents-created', (_event, contents) => guardContents(contents, mayNavigate));
}

function guardContents(contents: WebContents, mayNavigate: (url: string) => boolean): void {
  contents.on('will-frame-navigate', (event) => {
    if (!mayNavigate(event.url)) event.preventDefault();
  });
  contents.on('will-redirect', (event) => {
    if (!mayNavigate(event.url)) event.preventDefault();
  });
  contents.on('will-attach-webview', (event) => event.preventDefault());
  contents.setWindowOpenHandler(() => ({ action: 'deny' }));
}
