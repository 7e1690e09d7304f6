import fc from 'fast-check';
import { describe, expect, it, onTestFinished } from 'vitest';
import { permissions } from '#shared/kinds/algolia/catalogue';
import { decide } from '#shared/kinds/algolia/decide';
import { parseParameters } from '#shared/kinds/algolia/query-parameters';
import type { AlgoliaSpec } from '#shared/kinds/algolia/spec';
import type { Subject } from '#shared/kinds/kind';
import { practiceHere } from '../../support/practice';
import { send, sendOk, setFaults, type RawRequest } from '../../support/practice-http';
import { secure } from '../../support/secured-key';
import { referenceDecide, type ReferenceAnswer, type ReferenceKey } from '../../support/reference-algolia';

/** Both the process that creates keys and the callers are on loopback, of which all of 127.0.0.0/8 can be a source. */
const HOME = '127.0.0.1';
const ADDRESSES = [HOME, '127.0.0.6', '127.1.2.3'] as const;
const SEED = 20_261_127;
const KEYS = 160;
const REQUESTS_PER_KEY = 20;

const INDEX = ['dev_a', 'dev_b', 'prod_a', 'a_dev', 'x'] as const;

/** A request over HTTP for an operation (key-apis A4), with a body that is never complained about first. */
const REQUESTS: Readonly<Record<string, (index: string, key: string) => RawRequest>> = {
  search: (index) => ({ method: 'POST', path: `/1/indexes/${index}/query`, body: {} }),
  searchFacet: (index) => ({ method: 'POST', path: `/1/indexes/${index}/facets/f/query`, body: {} }),
  getObject: (index) => ({ path: `/1/indexes/${index}/one` }),
  browse: (index) => ({ method: 'POST', path: `/1/indexes/${index}/browse`, body: {} }),
  addObject: (index) => ({ method: 'PUT', path: `/1/indexes/${index}/one`, body: { a: 1 } }),
  updateObject: (index) => ({ method: 'POST', path: `/1/indexes/${index}/one/partial`, body: { a: 2 } }),
  getTask: (index) => ({ path: `/1/indexes/${index}/task/1` }),
  deleteObject: (index) => ({ method: 'DELETE', path: `/1/indexes/${index}/two` }),
  deleteIndex: (index) => ({ method: 'DELETE', path: `/1/indexes/${index}` }),
  clearIndex: (index) => ({ method: 'POST', path: `/1/indexes/${index}/clear` }),
  deleteBy: (index) => ({
    method: 'POST',
    path: `/1/indexes/${index}/deleteByQuery`,
    body: { filters: 'a=9' },
  }),
  listIndexes: () => ({ path: '/1/indexes' }),
  getSettings: (index) => ({ path: `/1/indexes/${index}/settings` }),
  setSettings: (index) => ({ method: 'PUT', path: `/1/indexes/${index}/settings`, body: {} }),
  readAnalytics: (index) => ({ path: `/2/searches?index=${index}` }),
  readUsage: () => ({ path: '/1/usage/total_search_operations' }),
  readLogs: () => ({ path: '/1/logs' }),
  usePersonalization: () => ({ path: '/1/strategies/personalization' }),
  listKeys: () => ({ path: '/1/keys' }),
  getKey: () => ({ path: `/1/keys/${'f'.repeat(32)}` }),
  createKey: () => ({ method: 'POST', path: '/1/keys', body: { acl: ['search'] } }),
  updateKey: () => ({ method: 'PUT', path: `/1/keys/${'f'.repeat(32)}`, body: { acl: ['search'] } }),
  deleteKey: () => ({ method: 'DELETE', path: `/1/keys/${'f'.repeat(32)}` }),
  restoreKey: () => ({ method: 'POST', path: `/1/keys/${'f'.repeat(32)}/restore` }),
};

const pattern = fc.oneof(
  { weight: 6, arbitrary: fc.constantFrom('dev_*', '*_a', '*dev*', 'prod_a', 'x', 'dev_a') },
  { weight: 1, arbitrary: fc.constantFrom('*', '**', 'd*a', ' dev_b ', 'Dev_*') },
);
const referer = fc.constantFrom('https://a.com/*', '*a.com*', 'https://b.com/', '*', 'b.com/*');
const range = fc.constantFrom('127.0.0.0/8', '127.0.0.1', '127.0.0.0/29', '127.0.0.1/32', '0.0.0.0/0');
const acl = fc.oneof(
  { weight: 2, arbitrary: fc.constant(permissions.map(({ id }): string => id)) },
  {
    weight: 1,
    arbitrary: fc.subarray(
      permissions.map(({ id }): string => id),
      { minLength: 1 },
    ),
  },
);

const keyArbitrary: fc.Arbitrary<ReferenceKey> = fc.record({
  acl,
  indexes: fc.oneof(fc.constant<string[]>([]), fc.array(pattern, { minLength: 1, maxLength: 3 })),
  referers: fc.oneof(
    { weight: 3, arbitrary: fc.constant<string[]>([]) },
    { weight: 1, arbitrary: fc.array(referer, { minLength: 1, maxLength: 2 }) },
  ),
  maxQueriesPerIPPerHour: fc.constantFrom(0, 0, 0, 1, 4),
  maxHitsPerQuery: fc.constantFrom(0, 20),
  queryParameters: fc.oneof(
    { weight: 4, arbitrary: fc.constantFrom('', 'filters=a%3Ab') },
    { weight: 1, arbitrary: range.map((source) => `restrictSources=${encodeURIComponent(source)}`) },
  ),
  expiresAt: fc.constant(null),
});

const restriction = fc.oneof(
  fc
    .array(pattern, { minLength: 1, maxLength: 2 })
    .map((list) => `restrictIndices=${encodeURIComponent(list.join(','))}`),
  fc
    .array(pattern, { minLength: 1, maxLength: 2 })
    .map((list) => `restrictIndices=${encodeURIComponent(JSON.stringify(list))}`),
  fc.constantFrom('validUntil=1', 'validUntil=4102444800', 'validUntil=soon', 'filters=x'),
  range.map((source) => `restrictSources=${encodeURIComponent(source)}`),
);

const requestArbitrary = fc.record({
  operation: fc.oneof(
    { weight: 2, arbitrary: fc.constantFrom('search', 'browse', 'addObject') },
    { weight: 1, arbitrary: fc.constantFrom(...Object.keys(REQUESTS)) },
  ),
  index: fc.constantFrom(...INDEX),
  referer: fc.constantFrom(null, null, 'https://a.com/shop', 'https://b.com/', 'https://evil.test/a.com'),
  from: fc.constantFrom(...ADDRESSES),
  /** How the key is presented: as it is, as a secured key, as one whose signature is broken, or another text. */
  as: fc.oneof(
    { weight: 6, arbitrary: fc.constant({ sort: 'key' as const }) },
    {
      weight: 3,
      arbitrary: fc.record({
        sort: fc.constant('secured' as const),
        broken: fc.constantFrom(false, false, false, true),
        query: fc.array(restriction, { maxLength: 2 }).map((all) => all.join('&')),
      }),
    },
    { weight: 1, arbitrary: fc.constant({ sort: 'nobody' as const }) },
  ),
});
type Trial = typeof requestArbitrary extends fc.Arbitrary<infer T> ? T : never;

const REFUSALS = new Set([
  '403 Invalid Application-ID or API key',
  '403 Invalid API key',
  '400 "validUntil" parameter expired (less than current date)',
  '403 IP not allowed with this API key',
  '403 Method not allowed with this API key',
  '403 Index not allowed with this API key',
  '403 Method not allowed with this referer',
  '429 Too many requests',
]);

function wordsOf({ status, message }: Pick<ReferenceAnswer, 'status' | 'message'>): string {
  return status === null ? 'allow' : `${status} ${message}`;
}

function presented({ as }: Trial, secret: string): string {
  switch (as.sort) {
    case 'key':
      return secret;
    case 'nobody':
      return 'f'.repeat(32);
    case 'secured':
      return secure(as.broken ? 'another parent' : secret, as.query);
  }
}

function subjectOf({ as }: Trial, key: ReferenceKey): Subject<AlgoliaSpec> {
  const spec: AlgoliaSpec = { ...key, description: '' };
  if (as.sort === 'key') return { sort: 'key', spec };
  // A broken signature fits no parent, so that nobody is known to have made it.
  if (as.sort === 'nobody' || as.broken) return { sort: 'unknown' };
  return { sort: 'derived', spec, verified: true, restrictions: parseParameters(as.query) };
}

describe('decide(), the practice cluster over HTTP and a naive reading of the protocol', () => {
  it(
    'agree on verdict, status and message for thousands of random requests',
    { timeout: 120_000 },
    async () => {
      const server = await practiceHere();
      onTestFinished(() => server.stop());
      const seen = new Map<string, number>();
      for (const [at, key] of fc.sample(keyArbitrary, { numRuns: KEYS, seed: SEED }).entries()) {
        const { key: secret } = await sendOk(server, {
          method: 'POST',
          path: '/1/keys',
          from: HOME,
          body: {
            acl: key.acl,
            indexes: key.indexes,
            referers: key.referers,
            maxQueriesPerIPPerHour: key.maxQueriesPerIPPerHour,
            maxHitsPerQuery: key.maxHitsPerQuery,
            queryParameters: key.queryParameters,
          },
        });
        const accepted = new Map<string, number>();
        for (const trial of fc.sample(requestArbitrary, { numRuns: REQUESTS_PER_KEY, seed: SEED + at })) {
          const { operation, index, referer: sentReferer, from, as } = trial;
          const used = accepted.get(from) ?? 0;
          const request = { operation, referer: sentReferer, ip: from, used };
          const now = Date.now();
          const expected = wordsOf(
            referenceDecide(
              as.sort === 'key'
                ? { sort: 'key', key }
                : as.sort === 'nobody'
                  ? { sort: 'nobody' }
                  : { sort: 'secured', parent: key, signatureFits: !as.broken, query: as.query },
              { ...request, index },
              now,
            ),
          );
          const { refusal } = decide(
            subjectOf(trial, key),
            { ...request, resource: index, origin: null, userToken: null },
            now,
          );
          const decided = wordsOf(refusal ?? { status: null, message: null });
          const raw = REQUESTS[operation]?.(index, String(secret));
          if (raw === undefined) throw new Error(`No request is known for ${operation}.`);
          const answer = await send(server, {
            ...raw,
            key: presented(trial, String(secret)),
            from,
            headers: sentReferer === null ? {} : { referer: sentReferer },
          });
          const { message = '' } = answer.status >= 400 ? answer.json() : {};
          const told = `${answer.status} ${String(message)}`;
          const served = REFUSALS.has(told) ? told : 'allow';
          expect({ decided, served }, JSON.stringify({ key, trial, told })).toEqual({
            decided: expected,
            served: expected,
          });
          if (served === 'allow') accepted.set(from, used + 1);
          seen.set(expected, (seen.get(expected) ?? 0) + 1);
        }
      }
      // Worth something only when every row of the table came up.
      expect([...seen.keys()].sort()).toEqual([...REFUSALS, 'allow'].sort());
      expect(Math.min(...seen.values())).toBeGreaterThan(20);
    },
  );

  it('agree on keys that have expired by the clock of the cluster', async () => {
    const server = await practiceHere();
    onTestFinished(() => server.stop());
    const { key: secret } = await sendOk(server, {
      method: 'POST',
      path: '/1/keys',
      body: { acl: ['search'], validity: 1_000 },
    });
    const search = () =>
      send(server, { ...REQUESTS['search']?.('x', ''), path: '/1/indexes/x/query', key: String(secret) });
    expect((await search()).status).not.toBe(403);
    await setFaults(server, { clockOffsetMs: 1_000_500, rules: [] });
    const answer = await search();
    expect(`${answer.status} ${String(answer.json()['message'])}`).toBe(
      '403 Invalid Application-ID or API key',
    );
  });
});
