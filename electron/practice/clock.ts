import type { Instant } from '#shared/ids';

/** The practice cluster's own clock: the injected one, shifted by the fault switch `clockOffsetMs`. */
export interface PracticeClock {
  /** Unix ms as this cluster believes it to be: its Date header, key expiry, rate windows and logs. */
  readonly now: () => Instant;
  readonly offsetMs: () => number;
  readonly setOffset: (offsetMs: number) => void;
}

/** Wraps a clock so that it can be made to run ahead or behind. */
export function createPracticeClock(clock: () => Instant): PracticeClock {
  let offset = 0;
  return {
    now: () => clock() + offset,
    offsetMs: () => offset,
    setOffset: (offsetMs) => {
      offset = offsetMs;
    },
  };
}
