import { useSyncExternalStore } from 'react';
import type { Instant } from '#shared/ids';
import { formatInstant, formatPast, formatRelative } from './time';

const TICK = 15_000;

let current = Date.now();
const listeners = new Set<() => void>();
let timer: ReturnType<typeof setInterval> | undefined;

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  timer ??= setInterval(() => {
    current = Date.now();
    for (const each of listeners) each();
  }, TICK);
  return () => {
    listeners.delete(listener);
    if (listeners.size > 0) return;
    clearInterval(timer);
    timer = undefined;
  };
}

function read(): Instant {
  // Nobody ticked while nobody listened: the first reader sets the clock. React reads twice and wants one answer.
  if (listeners.size === 0 && Date.now() - current > 1000) current = Date.now();
  return current;
}

/** The present, renewed every 15 seconds by one clock for the whole window. */
export function useNow(): Instant {
  return useSyncExternalStore(subscribe, read);
}

export interface RelativeTimeProps {
  readonly at: Instant;
  /** It has happened: never shown as lying ahead. */
  readonly past?: boolean | undefined;
}

/** "in 12 days", with the absolute time and its zone as tooltip. */
export function RelativeTime({ at, past = false }: RelativeTimeProps) {
  const now = useNow();
  return (
    <time dateTime={new Date(at).toISOString()} title={formatInstant(at)}>
      {past ? formatPast(at, now) : formatRelative(at, now)}
    </time>
  );
}
