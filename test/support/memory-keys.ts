import type { KeyQuery } from '#shared/contract/keys';
import { type KeyRef, keyRefSchema } from '#shared/ids';
import type { KeyRecord } from '#shared/keys/record';
import type { AlgoliaSpec } from '#shared/kinds/algolia/spec';
import { defaultSpec } from '#shared/kinds/algolia/index';
import { AppError } from '#shared/errors';
import type { MemoryHandlers } from './memory-bridge';
import { clusterId } from './memory-world';

/** The key ref with this number. */
export function keyRef(number: number): KeyRef {
  return keyRefSchema.parse(number.toString(16).padStart(64, '0'));
}

/** A search-only key that never expires, with what a test wants to be different. */
export function aKey(
  number: number,
  change: Partial<KeyRecord> & { spec?: Partial<AlgoliaSpec> } = {},
): KeyRecord {
  const label = change.label ?? `Key ${String(number).padStart(5, '0')}`;
  const spec = { ...defaultSpec, acl: ['search'], description: label, ...change.spec };
  return {
    clusterId: clusterId(1),
    ref: keyRef(number),
    kind: 'algolia',
    label,
    mask: 'a1b2…9f',
    hasSecret: true,
    admin: false,
    createdAt: Date.UTC(2026, 8, 5, 9, 12),
    expiresAt: spec.expiresAt,
    state: 'present',
    firstSeenAt: Date.UTC(2026, 8, 5, 9, 12),
    lastSeenAt: Date.UTC(2026, 10, 23, 9, 12),
    goneAt: null,
    goneReason: null,
    ...change,
    spec,
  };
}

/** A main process that knows these keys: pages in the given order, filtered by text and state alone. */
export function keyHandlers(keys: readonly KeyRecord[]): MemoryHandlers {
  const inState = ({ state }: KeyQuery) =>
    keys.filter((key) => state === 'all' || (key.state === 'gone') === (state === 'gone'));
  const find = (ref: string): KeyRecord => {
    const key = keys.find((each) => each.ref === ref);
    if (key === undefined) throw new AppError('NOT_FOUND', 'There is no such key.');
    return key;
  };
  return {
    'keys.page': (query) => {
      const all = inState(query as KeyQuery);
      const matching = all.filter(({ label }) => label.toLowerCase().includes(query.text.toLowerCase()));
      const rows = matching.slice(query.offset, query.offset + query.limit);
      return { rows, total: matching.length, all: all.length, syncedAt: Date.now() };
    },
    'keys.get': ({ ref }) => find(ref),
    'keys.history': ({ ref }) => [
      { validFrom: find(ref).firstSeenAt, validTo: null, spec: find(ref).spec, origin: 'first-seen' },
    ],
    'keys.reveal': () => ({ secret: 'a1b2c3d4e5f60718293a4b5c6d7e8f9f' }),
    'keys.copySecret': () => ({ clearsAt: Date.now() + 30_000 }),
  };
}
