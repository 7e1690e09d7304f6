import { z } from 'zod';
import { clusterIdSchema, operationIdSchema } from '../ids';
import { appCalls, settingsSchema, vaultViewSchema } from './app';
import { clusterCalls, clusterViewSchema } from './clusters';
import { keyCalls } from './keys';
import { peopleCalls, peopleProgressSchema } from './people';
import { requestCalls } from './requests';

export { CALL_CHANNEL, CANCEL_CHANNEL, EVENT_CHANNEL, type BridgeObject } from './channels';

/** Every call that can be made over the bridge. What is not here cannot be called; what is here must have a handler. */
export const calls = { ...appCalls, ...clusterCalls, ...keyCalls, ...peopleCalls, ...requestCalls } as const;

export type CallName = keyof typeof calls;
export type CallInput<N extends CallName> = z.input<(typeof calls)[N]['input']>;
export type ParsedInput<N extends CallName> = z.output<(typeof calls)[N]['input']>;
export type CallOutput<N extends CallName> = z.output<(typeof calls)[N]['output']>;

/** Every event from the main process to the windows. */
export const events = {
  'clusters:changed': z.array(clusterViewSchema),
  /** Rows of this cluster changed in the cache; queries on it are to be asked again. */
  'keys:changed': z.strictObject({ clusterId: clusterIdSchema }),
  /** A long list of accounts is being read. */
  'people:progress': peopleProgressSchema,
  'settings:changed': settingsSchema,
  'vault:changed': vaultViewSchema,
  'notices:changed': z.strictObject({}),
  /** Progress of a change that was sent: shown until the key is really usable. */
  'operation:progress': z.strictObject({
    clusterId: clusterIdSchema,
    operationId: operationIdSchema,
    step: z.enum(['checking', 'sending', 'waiting', 'restoring-expiry', 'settled']),
    /** Reads made while waiting. */
    attempt: z.number().int(),
  }),
  /** A command chosen in the application menu; ids are those of the renderer's command registry. */
  'menu:command': z.strictObject({ command: z.string() }),
} as const;

export type EventName = keyof typeof events;
export type EventPayload<N extends EventName> = z.output<(typeof events)[N]>;
