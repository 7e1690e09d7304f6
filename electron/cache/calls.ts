import type { AppErrorData } from '#shared/errors';
import type { Cache, CacheOpening, CacheOptions } from './cache';

type Group = 'clusters' | 'keys' | 'sync' | 'operations';

type MethodOf<G extends Group> = `${G}.${keyof Cache[G] & string}`;

/** Every call that the worker answers, as `group.method` of {@link Cache}. */
export type CacheMethod = { [G in Group]: MethodOf<G> }[Group];

type AsyncCall<M extends CacheMethod> = M extends `${infer G}.${infer N}`
  ? G extends Group
    ? N extends keyof Cache[G]
      ? Cache[G][N]
      : never
    : never
  : never;

export type CacheArgs<M extends CacheMethod> =
  AsyncCall<M> extends (...args: infer Args) => unknown ? Args : never;
export type CacheAnswer<M extends CacheMethod> =
  AsyncCall<M> extends (...args: never) => Promise<infer Answer> ? Answer : never;

/** The calls as the engine implements them: the same shapes, answered at once. */
export type CacheCalls = {
  readonly [M in CacheMethod]: (...args: CacheArgs<M>) => CacheAnswer<M>;
};

interface CallRequest {
  readonly id: number;
  readonly type: 'call';
  readonly method: CacheMethod;
  readonly args: readonly unknown[];
}

/** How many arguments each call takes. */
const ARITY = {
  'clusters.list': 0,
  'clusters.insert': 1,
  'clusters.update': 1,
  'clusters.reorder': 1,
  'clusters.remove': 1,
  'keys.page': 2,
  'keys.owners': 1,
  'keys.labelled': 4,
  'keys.get': 2,
  'keys.history': 1,
  'keys.secret': 1,
  'keys.whoCan': 2,
  'keys.refOf': 1,
  'keys.findByRef': 1,
  'keys.put': 4,
  'keys.rotate': 3,
  'keys.markGone': 3,
  'sync.begin': 2,
  'sync.stage': 2,
  'sync.commit': 3,
  'sync.abort': 1,
  'operations.write': 1,
  'operations.settle': 2,
  'operations.unsettled': 0,
  'operations.list': 2,
} as const satisfies { readonly [M in CacheMethod]: CacheArgs<M>['length'] };

/**
 * Pairs a method with its arguments again after they crossed to the worker. Both ends are one build and the client's
 * calls are typed, so that the count is all there is to check.
 */
export function areArgsOf<M extends CacheMethod>(method: M, args: readonly unknown[]): args is CacheArgs<M> {
  return args.length === ARITY[method];
}

/** From the main thread to the worker; `id` comes back with the answer. */
export type CacheRequest =
  | { readonly id: number; readonly type: 'open'; readonly options: CacheOptions }
  | { readonly id: number; readonly type: 'close' }
  | CallRequest;

/** What a call came to; `value` is of the type that the call answers. */
export type CacheReply<T = unknown> =
  | { readonly type: 'answer'; readonly id: number; readonly ok: true; readonly value: T }
  | { readonly type: 'answer'; readonly id: number; readonly ok: false; readonly error: AppErrorData };

/** Gives a reply the type of the call that its id belongs to. */
export function isReplyOf<T>(reply: CacheReply, id: number): reply is CacheReply<T> {
  return reply.id === id;
}

/** From the worker to the main thread. */
export type CacheMessage =
  | CacheReply
  /** A damaged file was set aside while it was in use. */
  | { readonly type: 'reopened'; readonly opening: CacheOpening }
  /** A bug in the worker, for the log; never holds data of the user. */
  | { readonly type: 'fault'; readonly description: string };
