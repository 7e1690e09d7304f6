import { EVENT_CHANNEL } from '#shared/contract/channels';
import { events, type EventName, type EventPayload } from '#shared/contract/index';
import type { z } from 'zod';
import type { Emit } from '../services/handler-types';

/** What is needed of a window to tell it something. */
export interface EventWindow {
  readonly isDestroyed: () => boolean;
  readonly webContents: {
    readonly send: (channel: string, name: EventName, payload: unknown) => void;
  };
}

type EventTable = { readonly [N in EventName]: z.ZodType<EventPayload<N>> };
const table: EventTable = events;

/**
 * Makes the function that sends events to all windows there are. With `checkPayload` (development and tests) a
 * payload that is not of the contract throws.
 */
export function createEmit(
  windows: () => readonly EventWindow[],
  options: { readonly checkPayload: boolean },
): Emit {
  return (name, payload) => {
    const sent = options.checkPayload ? table[name].parse(payload) : payload;
    for (const window of windows()) {
      if (!window.isDestroyed()) window.webContents.send(EVENT_CHANNEL, name, sent);
    }
  };
}
