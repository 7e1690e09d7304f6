import fc from 'fast-check';
import { describe, expect, it, onTestFinished } from 'vitest';
import { decide } from '#shared/kinds/algorithmia/decide';
import type { Subject } from '#shared/kinds/kind';
import type { AlgorithmiaSpec } from '#shared/kinds/algorithmia/spec';
import {
  addUser,
  algorithmiaHere,
  ask,
  askOk,
  type AlgorithmiaPractice,
} from '../../support/practice-algorithmia';
import type { RawRequest } from '../../support/practice-http';
import { referenceDecide, type ReferenceKey } from '../../support/reference-algorithmia';

const SEED = 20_261_127;
const KEYS = 160;
const REQUESTS_PER_KEY = 20;

/** A request over HTTP for an operation (key-apis B3 to B8). */
const REQUESTS: Readonly<Record<string, RawRequest>> = {
  readData: { path: '/v1/data/.my' },
  writeData: { method: 'PUT', path: '/v1/data/.my/nowhere/x.txt', body: 'text' },
  createAlgorithm: { method: 'POST', path: '/v1/algorithms/ann', body: {} },
  readAlgorithm: { path: '/v1/algorithms/ann/none' },
  updateAlgorithm: { method: 'PUT', path: '/v1/algorithms/ann/none', body: {} },
  compileAlgorithm: { method: 'POST', path: '/v1/algorithms/ann/none/compile' },
  publishAlgorithm: { method: 'POST', path: '/v1/algorithms/ann/none/versions', body: {} },
  deleteAlgorithm: { method: 'DELETE', path: '/v1/algorithms/ann/none' },
  listAlgorithms: { path: '/v1/users/ann/algorithms' },
  listKeys: { path: '/v1/users/ann/keys' },
  createKey: { method: 'POST', path: '/v1/users/nobody/keys', body: {} },
  updateKey: { method: 'PUT', path: '/v1/users/nobody/keys/x', body: {} },
  deleteKey: { method: 'DELETE', path: '/v1/users/nobody/keys/x' },
  listUsers: { path: '/v1/users?limit=1' },
  manageUsers: { method: 'POST', path: '/v1/users', body: {} },
  listOrganizations: { path: '/v1/organizations?limit=1' },
  manageOrganizations: { method: 'POST', path: '/v1/organizations', body: {} },
};

const call = fc
  .tuple(
    fc.constantFrom('demo', 'Demo', 'demos'),
    fc.constantFrom('Hello', 'WordCount', 'Hell'),
    fc.constantFrom('', '/0.1.0', '/0.1', '/latest', '/0.10.0'),
  )
  .map((parts) => `${parts[0]}/${parts[1]}${parts[2]}`);

const entry = fc.oneof(
  {
    weight: 5,
    arbitrary: fc
      .tuple(
        fc.constantFrom('demo', 'Demo', 'demos'),
        fc.constantFrom('Hello', 'WordCount'),
        fc.constantFrom('', '/*', '/0.*', '/0.1', '/0.1.*', '/0.1.0', '/latest'),
      )
      .map((parts) => `algo://${parts[0]}/${parts[1]}${parts[2]}`),
  },
  { weight: 2, arbitrary: fc.constantFrom('algo://demo/*', 'algo://*', 'algo://demos/*') },
);

/** What can be created: data that is written and not read is refused (B2), an admin key has no permissions. */
const keyArbitrary: fc.Arbitrary<ReferenceKey> = fc.oneof(
  {
    weight: 9,
    arbitrary: fc
      .record({
        key_type: fc.constant('standard' as const),
        algo_acl: fc.array(entry, { maxLength: 3 }),
        allow_algo: fc.boolean(),
        allow_web_algo: fc.boolean(),
        referer_host: fc.constantFrom('', 'a.com', 'A.com', 'www.a.com'),
        allow_data: fc.boolean(),
        allow_data_write: fc.boolean(),
        allow_algo_management: fc.boolean(),
      })
      .map((key): ReferenceKey => ({
        ...key,
        allow_data_write: key.allow_data && key.allow_data_write,
      })),
  },
  {
    weight: 1,
    arbitrary: fc.constant<ReferenceKey>({
      key_type: 'admin',
      algo_acl: [],
      allow_algo: false,
      allow_web_algo: false,
      referer_host: '',
      allow_data: false,
      allow_data_write: false,
      allow_algo_management: false,
    }),
  },
);

const requestArbitrary = fc.record({
  operation: fc.oneof(
    { weight: 3, arbitrary: fc.constant('callAlgorithm') },
    { weight: 2, arbitrary: fc.constantFrom(...Object.keys(REQUESTS)) },
  ),
  call,
  origin: fc.constantFrom(
    null,
    null,
    'https://a.com',
    'http://a.com:8080',
    'https://www.a.com',
    'https://nota.com',
    'null',
  ),
  referer: fc.constantFrom(null, 'https://a.com/', 'https://b.com/a.com'),
  known: fc.constantFrom(true, true, true, true, true, true, true, false),
});
type Trial = typeof requestArbitrary extends fc.Arbitrary<infer T> ? T : never;

const REFUSALS = new Set(['401 API key not found', '403 API key is not authorized for this request']);

async function create(server: AlgorithmiaPractice, key: ReferenceKey): Promise<string> {
  const { key_type, ...permissions } = key;
  const body =
    key_type === 'admin'
      ? { key_type: 'PlatformAdminKey', key_label: 'k' }
      : { key_type: 'AlgorithmKey', key_label: 'k', permissions };
  const made = await askOk(server, { method: 'POST', path: '/v1/users/ann/keys', body });
  return String(made.json()['api_key']);
}

function requestOf({ operation, call: called, origin, referer }: Trial): RawRequest {
  const headers = {
    ...(origin === null ? {} : { origin }),
    ...(referer === null ? {} : { referer }),
  };
  if (operation === 'callAlgorithm') {
    const path = origin === null ? `/v1/algo/${called}` : `/v1/web/algo/${called}`;
    return { method: 'POST', path, body: 'HAL', headers: { ...headers, 'content-type': 'text/plain' } };
  }
  const request = REQUESTS[operation];
  if (request === undefined) throw new Error(`No request is known for ${operation}.`);
  return { ...request, headers };
}

function wordsOf(
  refusal: { readonly status: number | null; readonly message: string | null } | null,
): string {
  return refusal === null || refusal.status === null ? 'allow' : `${refusal.status} ${refusal.message}`;
}

describe('decide(), the practice cluster over HTTP and a naive reading of the protocol', () => {
  it(
    'agree on verdict, status and message for thousands of random requests',
    { timeout: 120_000 },
    async () => {
      const server = await algorithmiaHere();
      onTestFinished(() => server.stop());
      await addUser(server, 'ann');
      const seen = new Map<string, number>();
      for (const [at, key] of fc.sample(keyArbitrary, { numRuns: KEYS, seed: SEED }).entries()) {
        const secret = await create(server, key);
        const spec: AlgorithmiaSpec = { ...key, key_label: 'k', owner: { sort: 'user', user: 'ann' } };
        for (const trial of fc.sample(requestArbitrary, { numRuns: REQUESTS_PER_KEY, seed: SEED + at })) {
          const { operation, origin, referer, known } = trial;
          const resource = operation === 'callAlgorithm' ? trial.call : null;
          const request = { operation, resource, origin, referer };
          const expected = wordsOf(referenceDecide(known ? key : null, request));
          const subject: Subject<AlgorithmiaSpec> = known ? { sort: 'key', spec } : { sort: 'unknown' };
          const { refusal } = decide(
            subject,
            { ...request, ip: '127.0.0.1', userToken: null, used: 0 },
            Date.now(),
          );
          const answer = await ask(server, {
            ...requestOf(trial),
            key: known ? secret : `sim${'x'.repeat(25)}`,
          });
          const body = answer.status >= 400 ? answer.json() : {};
          const { message = '' } = (body['error'] ?? {}) as { readonly message?: string };
          const told = `${answer.status} ${message}`;
          // Further on the owner's own access and the body count (B6): those answers are no refusals of the key.
          const served = REFUSALS.has(told) ? told : 'allow';
          expect({ decided: wordsOf(refusal), served }, JSON.stringify({ key, trial, told })).toEqual({
            decided: expected,
            served: expected,
          });
          const outcome = operation === 'callAlgorithm' ? `call: ${expected}` : expected;
          seen.set(outcome, (seen.get(outcome) ?? 0) + 1);
        }
      }
      expect([...seen.keys()].sort()).toEqual(
        [...REFUSALS, 'allow'].flatMap((words) => [words, `call: ${words}`]).sort(),
      );
      expect(Math.min(...seen.values())).toBeGreaterThan(50);
    },
  );
});
