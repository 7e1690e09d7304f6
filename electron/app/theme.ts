import type { Settings } from '#shared/contract/app';
import type { NativeTheme } from 'electron';
import { readJsonFile } from './json-file';

type Theme = Settings['theme'];

const THEMES: Readonly<Record<Theme, true>> = { system: true, light: true, dark: true, contrast: true };

function isTheme(value: unknown): value is Theme {
  return typeof value === 'string' && Object.hasOwn(THEMES, value);
}

/** The theme in a settings file, read before anything else is loaded; `system` when there is none. */
export function storedTheme(settingsFile: string): Theme {
  const accept = (value: unknown): Theme | null =>
    typeof value === 'object' && value !== null && 'theme' in value && isTheme(value.theme)
      ? value.theme
      : null;
  return readJsonFile(settingsFile, accept) ?? 'system';
}

/** The page's `--surface` (renderer/styles/tokens.css) as the window's own background; test/e2e/theme.spec.ts compares them. */
const BACKGROUNDS = {
  light: '#fbfcfd',
  dark: '#16181c',
  'contrast-light': '#ffffff',
  'contrast-dark': '#000000',
} as const;

/** Makes the system's parts (menus, dialogs, the page's colour scheme) follow the chosen theme. */
export function applyTheme(nativeTheme: NativeTheme, theme: Theme): void {
  nativeTheme.themeSource = theme === 'light' || theme === 'dark' ? theme : 'system';
}

/** What of the system's wishes for colours is looked at. */
type SystemWish = Pick<NativeTheme, 'shouldUseDarkColors' | 'shouldUseHighContrastColors'>;

function wantsContrast(theme: Theme, system: Pick<SystemWish, 'shouldUseHighContrastColors'>): boolean {
  return theme === 'contrast' || (theme === 'system' && system.shouldUseHighContrastColors);
}

/** The theme that the page is served with, so that its first picture has the colours of the window's background. */
export function pageTheme(theme: Theme, system: Pick<SystemWish, 'shouldUseHighContrastColors'>): Theme {
  return wantsContrast(theme, system) ? 'contrast' : theme;
}

/**
 * The window's background until the page has painted, so that no other colour flashes up: `theme` as chosen, with
 * the system's wish for dark and for high contrast where the choice leaves it open.
 */
export function backgroundOf(theme: Theme, system: SystemWish): string {
  const shade = theme === 'light' || theme === 'dark' ? theme : system.shouldUseDarkColors ? 'dark' : 'light';
  return BACKGROUNDS[wantsContrast(theme, system) ? (`contrast-${shade}` as const) : shade];
}
