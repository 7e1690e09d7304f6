import { useEffect } from 'react';
import { settingsSchema, type Settings } from '#shared/contract/app';

const MORE_CONTRAST = '(prefers-contrast: more)';

/** The value of `data-theme`: the choice, and high contrast where the system asks for it and nothing else is chosen. */
export function themeAttribute(theme: Settings['theme'], systemWantsContrast: boolean): Settings['theme'] {
  return theme === 'system' && systemWantsContrast ? 'contrast' : theme;
}

/**
 * The theme that the main process put into the page (electron/app/app-protocol.ts). It holds until the settings are
 * known: any other one would flash up in between.
 */
export function servedTheme(): Settings['theme'] {
  return settingsSchema.shape.theme.catch('system').parse(document.documentElement.dataset.theme);
}

/** Keeps theme and density on the document in step with the settings and the system. */
export function useAppearance({ theme, density }: Pick<Settings, 'theme' | 'density'>): void {
  useEffect(() => {
    const contrast = window.matchMedia(MORE_CONTRAST);
    const apply = () => {
      document.documentElement.dataset.theme = themeAttribute(theme, contrast.matches);
    };
    apply();
    contrast.addEventListener('change', apply);
    return () => contrast.removeEventListener('change', apply);
  }, [theme]);
  useEffect(() => {
    document.documentElement.dataset.density = density;
  }, [density]);
}

/** The theme after "Switch between light and dark": the opposite of what is on screen. */
export function oppositeTheme(theme: Settings['theme']): 'light' | 'dark' {
  if (theme === 'light') return 'dark';
  if (theme === 'dark') return 'light';
  return window.matchMedia('(prefers-color-scheme: dark)').matches ? 'light' : 'dark';
}
