/**
 * The element to give the focus back to when what opens now closes: the one that has it, or, when that is an
 * item of an open menu (which is about to vanish), the button that opened the menu.
 */
export function focusOrigin(): HTMLElement | null {
  const active = document.activeElement;
  if (!(active instanceof HTMLElement) || active === document.body) return null;
  const opener = active.closest('[role=menu]')?.getAttribute('aria-labelledby');
  return opener === null || opener === undefined ? active : document.getElementById(opener);
}

/** The first control inside `region` that can be used; null when it has none. */
export function firstControl(region: HTMLElement | null): HTMLElement | null {
  const controls =
    'input:not(:disabled), select:not(:disabled), textarea:not(:disabled), button:not(:disabled)';
  return region?.querySelector<HTMLElement>(controls) ?? null;
}

/**
 * Gives the focus back to where it came from. Where that is gone (a removed row, another screen), the list of the
 * main area gets it, or the main area itself: never the page, from where no key leads anywhere.
 */
export function giveFocusBack(origin: HTMLElement | null): void {
  const main = document.querySelector('main');
  const target = origin?.isConnected === true ? origin : (main?.querySelector('[role=grid]') ?? main);
  if (target instanceof HTMLElement) target.focus();
}
