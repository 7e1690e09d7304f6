/** Fixed IPC channels. Apart from the schemas, so that the preload script stays a few lines when it is bundled. */
export const CALL_CHANNEL = 'castellan:call';
export const CANCEL_CHANNEL = 'castellan:cancel';
export const EVENT_CHANNEL = 'castellan:event';

/** What the preload script puts on the window, as `window.castellan`. */
export interface BridgeObject {
  /** `id` names the call for {@link cancel}; the answer is an envelope, never a rejection. */
  readonly call: (id: string, name: string, input: unknown) => Promise<unknown>;
  readonly cancel: (id: string) => void;
  /** The listener gets name and payload; returns the function that unsubscribes. */
  readonly onEvent: (listener: (name: string, payload: unknown) => void) => () => void;
  readonly platform: string;
}
