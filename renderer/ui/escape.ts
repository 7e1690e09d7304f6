import { useEffect, useRef } from 'react';

type Close = () => void;

/** What Esc closes, innermost last. */
const layers: Close[] = [];

function onKeyDown(event: KeyboardEvent): void {
  // Dialogs, menus and tooltips close themselves on Esc and mark the event as used.
  if (event.key !== 'Escape' || event.defaultPrevented || event.isComposing) return;
  const close = layers.at(-1);
  if (close === undefined) return;
  event.preventDefault();
  close();
}

/** Lets Esc call `close` while `active`, after everything that opened later has closed. */
export function useEscape(close: Close, active = true): void {
  const latest = useRef(close);
  useEffect(() => {
    latest.current = close;
  });
  useEffect(() => {
    if (!active) return;
    const layer = () => latest.current();
    if (layers.length === 0) window.addEventListener('keydown', onKeyDown);
    layers.push(layer);
    return () => {
      layers.splice(layers.indexOf(layer), 1);
      if (layers.length === 0) window.removeEventListener('keydown', onKeyDown);
    };
  }, [active]);
}
