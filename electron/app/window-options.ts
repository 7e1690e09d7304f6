import type { BrowserWindowConstructorOptions, Rectangle } from 'electron';

export const MINIMUM_SIZE = { width: 900, height: 600 } as const;

export interface WindowParts {
  readonly bounds: Partial<Rectangle> & { readonly width: number; readonly height: number };
  /** Shown until the page has painted; equals the page's own background. */
  readonly background: string;
  /** Absolute path of the built preload script. */
  readonly preload: string;
  readonly packaged: boolean;
}

/**
 * The options of every window, all security-relevant ones spelled out even where they are Electron's default
 * (anchors 3.1): a test compares the whole object.
 */
export function windowOptions({
  bounds,
  background,
  preload,
  packaged,
}: WindowParts): BrowserWindowConstructorOptions {
  return {
    ...bounds,
    minWidth: MINIMUM_SIZE.width,
    minHeight: MINIMUM_SIZE.height,
    title: 'Castellan',
    backgroundColor: background,
    show: false,
    webPreferences: {
      preload,
      contextIsolation: true,
      sandbox: true,
      nodeIntegration: false,
      nodeIntegrationInWorker: false,
      nodeIntegrationInSubFrames: false,
      webSecurity: true,
      allowRunningInsecureContent: false,
      experimentalFeatures: false,
      webviewTag: false,
      plugins: false,
      navigateOnDragDrop: false,
      safeDialogs: true,
      spellcheck: false,
      // All functions into the kept compiled script, not only those that ran until it was kept: what the first
      // screen is drawn with ran later.
      v8CacheOptions: 'bypassHeatCheckAndEagerCompile',
      devTools: !packaged,
    },
  };
}
