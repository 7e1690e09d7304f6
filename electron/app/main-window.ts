import { BrowserWindow, nativeTheme, screen } from 'electron';
import { readJsonFile, writeJsonFile } from './json-file';
import { FAILURE_ACTIONS } from './failure-page';
import { FAILURE_PAGE } from './app-url';
import { backgroundOf } from './theme';
import { windowOptions } from './window-options';
import { keepWindowState } from './window-keeper';
import { acceptWindowState, boundsFor, type WindowState } from './window-state';
import type { Log } from '../log/log';
import type { Profile } from './profile';
import type { Settings } from '#shared/contract/app';

export interface MainWindowParts {
  readonly profile: Profile;
  readonly log: Log;
  /** What the window shows: the page over app://, or the development server's. */
  readonly page: string;
  readonly preload: string;
  readonly packaged: boolean;
  readonly theme: () => Settings['theme'];
  /** Called for every new window before it loads anything. */
  readonly onCreated: (window: BrowserWindow) => void;
  readonly onFailureAction: (action: keyof typeof FAILURE_ACTIONS) => void;
}

export interface MainWindow {
  readonly windows: () => readonly BrowserWindow[];
  /** Opens the window, or brings the one there is to the front. */
  readonly show: () => void;
  /** Replaces the page with the one that says why Castellan could not start. */
  readonly showFailure: () => void;
  /** Resolves when the window's place has been written, or could not be; for the end of the application. */
  readonly saved: () => Promise<void>;
  /** Follows a change of the theme. */
  readonly applyBackground: () => void;
  /** To be called when the page's script is on its way to the window, and nothing can be drawn without us. */
  readonly scriptSent: () => void;
  /** To be called when the page asks for something: by then it has drawn what it could. */
  readonly pageAsked: () => void;
  /** Resolves when the window has all it needs to begin: then the main process is free for other work. */
  readonly underWay: Promise<void>;
  /** Resolves once the first window has painted and had a moment for its first data: work can wait for it. */
  readonly calm: Promise<void>;
}

/** From the first paint to the first list takes less than this; so does a start whose window never paints. */
const SETTLING_MS = 250;
/** From the page's first question to the picture of what it has drawn: some frames. */
const PICTURE_MS = 60;
const PATIENCE_MS = 3000;

function workAreas(): readonly Electron.Rectangle[] {
  const primary = screen.getPrimaryDisplay();
  const others = screen.getAllDisplays().filter(({ id }) => id !== primary.id);
  return [primary, ...others].map(({ workArea }) => workArea);
}

function restore(window: BrowserWindow, saved: WindowState | null): void {
  if (saved?.maximized === true) window.maximize();
  if (saved?.fullScreen === true) window.setFullScreen(true);
}

/** A promise that is resolved from outside. */
function createSignal(): { readonly given: Promise<void>; readonly give: () => void } {
  let give: () => void = () => undefined;
  const given = new Promise<void>((resolve) => {
    give = resolve;
  });
  return { given, give: () => give() };
}

/** Makes the one window of the application and keeps its place. */
export function createMainWindow(parts: MainWindowParts): MainWindow {
  const { profile, log } = parts;
  let window: BrowserWindow | null = null;
  let failed = false;
  let saving: Promise<void> = Promise.resolve();

  let asked = false;
  const underWay = createSignal();
  const calm = createSignal();

  const background = (): string => backgroundOf(parts.theme(), nativeTheme);

  const save = (state: WindowState): void => {
    if (!profile.writable) return;
    saving = writeJsonFile(profile.window, state).catch((error: unknown) =>
      log('warn', 'window.not-saved', { error }),
    );
  };

  const load = (target: BrowserWindow): void => {
    target.loadURL(failed ? FAILURE_PAGE : parts.page).catch((error: unknown) => {
      log('error', 'window.not-loaded', { error });
    });
  };

  const open = (): BrowserWindow => {
    const saved = readJsonFile(profile.window, acceptWindowState);
    const created = new BrowserWindow(
      windowOptions({
        bounds: boundsFor(saved, workAreas()),
        background: background(),
        preload: parts.preload,
        packaged: parts.packaged,
      }),
    );
    setTimeout(underWay.give, PATIENCE_MS);
    setTimeout(calm.give, PATIENCE_MS);
    created.once('ready-to-show', () => {
      setTimeout(underWay.give, SETTLING_MS);
      setTimeout(calm.give, SETTLING_MS);
      restore(created, saved);
      created.show();
      keepWindowState(created, save);
    });
    created.once('closed', () => {
      window = null;
    });
    created.webContents.on('will-frame-navigate', ({ url, isMainFrame }) => {
      const action = failureAction(url);
      if (failed && isMainFrame && action !== null) parts.onFailureAction(action);
    });
    parts.onCreated(created);
    load(created);
    return created;
  };

  return {
    windows: () => (window === null ? [] : [window]),
    show: () => {
      if (window === null) {
        window = open();
        return;
      }
      if (window.isMinimized()) window.restore();
      window.show();
      window.focus();
    },
    showFailure: () => {
      failed = true;
      if (window === null) window = open();
      else load(window);
    },
    saved: () => saving,
    applyBackground: () => window?.setBackgroundColor(background()),
    scriptSent: underWay.give,
    pageAsked: () => {
      if (asked) return;
      asked = true;
      setTimeout(underWay.give, PICTURE_MS);
    },
    underWay: underWay.given,
    calm: calm.given,
  };
}

function failureAction(url: string): keyof typeof FAILURE_ACTIONS | null {
  switch (url) {
    case FAILURE_ACTIONS.retry:
      return 'retry';
    case FAILURE_ACTIONS.folder:
      return 'folder';
    case FAILURE_ACTIONS.quit:
      return 'quit';
    default:
      return null;
  }
}
