import { applyTheme, backgroundOf, pageTheme } from '#electron/app/theme';
import type { NativeTheme } from 'electron';
import { describe, expect, it } from 'vitest';

const system = (dark: boolean, contrast: boolean) => ({
  shouldUseDarkColors: dark,
  shouldUseHighContrastColors: contrast,
});

describe('the theme', () => {
  it.each([
    ['light', system(true, true), '#fbfcfd'],
    ['dark', system(false, true), '#16181c'],
    ['system', system(false, false), '#fbfcfd'],
    ['system', system(true, false), '#16181c'],
    ['system', system(false, true), '#ffffff'],
    ['system', system(true, true), '#000000'],
    ['contrast', system(false, false), '#ffffff'],
    ['contrast', system(true, false), '#000000'],
  ] as const)('%s with %o has the background %s', (theme, wish, background) => {
    expect(backgroundOf(theme, wish)).toBe(background);
  });

  it('puts high contrast into the page where the system wants it and nothing else is chosen', () => {
    const served = (['system', 'light', 'dark', 'contrast'] as const).map((theme) => [
      pageTheme(theme, system(true, false)),
      pageTheme(theme, system(true, true)),
    ]);
    expect(served).toEqual([
      ['system', 'contrast'],
      ['light', 'light'],
      ['dark', 'dark'],
      ['contrast', 'contrast'],
    ]);
  });

  it.each([
    ['system', 'system'],
    ['light', 'light'],
    ['dark', 'dark'],
    ['contrast', 'system'],
  ] as const)('%s makes the system parts follow %s', (theme, source) => {
    const nativeTheme = { themeSource: 'light' } as NativeTheme;
    applyTheme(nativeTheme, theme);
    expect(nativeTheme.themeSource).toBe(source);
  });
});
