import { createHash, randomBytes } from 'node:crypto';
import path from 'node:path';
import { listedKeys, type ClusterRow, type OperationRow, type SeenKey } from '#electron/cache/cache';
import type { CacheEngine, EngineOptions } from '#electron/cache/engine';
import type { KeyQuery } from '#shared/contract/keys';
import { clusterIdSchema, operationIdSchema, type ClusterId, type Instant } from '#shared/ids';
import type { Coverage } from '#shared/keys/coverage';
import type { AlgoliaSpec } from '#shared/kinds/algolia/spec';
import { kindOf } from '#shared/kinds/registry';

/** 2026-11-01T00:00:00Z; a fixed now for tests. */
export const NOW: Instant = Date.UTC(2026, 10, 1);
export const MINUTE = 60_000;
export const DAY = 86_400_000;

/** A data key that is always the same. */
export const DATA_KEY = Buffer.alloc(32, 7).toString('base64');
export const OTHER_DATA_KEY = Buffer.alloc(32, 9).toString('base64');

/** A UUID that follows from a name. */
function uuidOf(name: string): string {
  const hex = createHash('sha256').update(name).digest('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}

export function clusterIdOf(name: string): ClusterId {
  return clusterIdSchema.parse(uuidOf(`cluster ${name}`));
}

export function clusterRow(name: string, changes: Partial<ClusterRow> = {}): ClusterRow {
  return {
    id: clusterIdOf(name),
    kind: 'algolia',
    name,
    environment: 'development',
    connection: { applicationId: `APP${name.toUpperCase()}`, hosts: [] },
    caPem: null,
    readOnly: false,
    workOffline: false,
    position: 0,
    access: { level: 'admin' },
    createdAt: NOW,
    syncedAt: null,
    clockSkewMs: null,
    notOffered: [],
    unlisted: [],
    ...changes,
  };
}

export function specOf(changes: Partial<AlgoliaSpec> = {}): AlgoliaSpec {
  return {
    acl: ['search'],
    description: '',
    indexes: [],
    maxHitsPerQuery: 0,
    maxQueriesPerIPPerHour: 0,
    queryParameters: '',
    referers: [],
    expiresAt: null,
    ...changes,
  };
}

/** A secret of 32 hex characters that follows from a name. */
export function secretOf(name: string): string {
  return createHash('md5').update(name).digest('hex');
}

/** A key as an adapter read it; its secret follows from the name, which is also its description. */
export function seenKey(
  name: string,
  spec: Partial<AlgoliaSpec> = {},
  changes: Partial<SeenKey> = {},
): SeenKey {
  return {
    secret: secretOf(name),
    admin: false,
    spec: specOf({ description: name, ...spec }),
    createdAt: NOW - DAY,
    ...changes,
  };
}

export function keyQuery(clusterId: ClusterId, changes: Partial<KeyQuery> = {}): KeyQuery {
  return {
    clusterId,
    text: '',
    permission: null,
    owner: null,
    expiry: 'any',
    state: 'present',
    sort: { by: 'label', descending: false },
    offset: 0,
    limit: 100,
    ...changes,
  };
}

export function operationRow(
  name: string,
  clusterId: ClusterId,
  changes: Partial<OperationRow> = {},
): OperationRow {
  return {
    id: operationIdSchema.parse(uuidOf(`operation ${name}`)),
    clusterId,
    action: 'create',
    ref: null,
    before: null,
    after: specOf({ description: name }),
    state: 'open',
    result: null,
    requestId: `request-${name}`,
    startedAt: NOW,
    endedAt: null,
    ...changes,
  };
}

export function engineOptions(folder: string, changes: Partial<EngineOptions> = {}): EngineOptions {
  return {
    file: path.join(folder, 'castellan.db'),
    dataKey: DATA_KEY,
    readerOf: kindOf,
    clock: () => NOW,
    randomBytes,
    onReopened: () => undefined,
    ...changes,
  };
}

/** One whole sync. */
export function syncKeys(
  engine: CacheEngine,
  clusterId: ClusterId,
  keys: readonly SeenKey[],
  at: Instant = NOW,
  coverage: Coverage = 'everything',
) {
  const sync = engine.run('sync.begin', [clusterId, at]);
  engine.run('sync.stage', [sync, listedKeys(keys)]);
  return engine.run('sync.commit', [sync, null, coverage]);
}

/** The labels of a page, in order. */
export function labelsOf(engine: CacheEngine, query: KeyQuery, now: Instant = NOW): readonly string[] {
  return engine.run('keys.page', [query, now]).rows.map((row) => row.label);
}

/** Does all the work that waits for quiet. */
export function settle(engine: CacheEngine): void {
  while (engine.advance());
}
