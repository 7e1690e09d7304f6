import type { KeyboardEvent } from 'react';

/** Ctrl+Enter (Cmd on macOS) sends the form from every field, also from those in which Enter is a new line. */
export function submitOnKeys(event: KeyboardEvent<HTMLFormElement>): void {
  if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey)) return;
  event.preventDefault();
  event.currentTarget.requestSubmit();
}
