import { type ClusterAdapter, type Reach } from '#electron/clusters/adapter';
import { createAlgorithmiaAdapters } from '#electron/clusters/algorithmia/adapter';
import { DEFAULT_ALGORITHMIA_LIMITS } from '#electron/clusters/algorithmia/limits';
import { createNodeTransport } from '#electron/clusters/node-transport';
import { AppError } from '#shared/errors';
import { algorithmiaSpecSchema, type AlgorithmiaSpec } from '#shared/kinds/algorithmia/spec';
import { expect, onTestFinished } from 'vitest';
import { json, startRawServer, type RawAnswer, type RawServer } from './raw-server';

export const CREDENTIAL = 'simCanaryAdminCredential0123';
export const SECRET = 'simFeedBeef+0123/456789abcde';
const NOW = Date.parse('2026-11-23T12:00:00Z');
export const never = new AbortController().signal;

/** Answers by method and path; everything else is a 404 without a code, as of a server that has no such endpoint. */
export async function serve(answers: Readonly<Record<string, RawAnswer>>): Promise<RawServer> {
  const server = await startRawServer((socket, request) => {
    const found = answers[`${request.method} ${request.path}`];
    if (found === undefined) socket.write(json(404, {}));
    else found(socket, request);
  });
  onTestFinished(() => server.close());
  return server;
}

export const reply =
  (status: number, body: unknown, headers: Readonly<Record<string, string>> = {}): RawAnswer =>
  (socket) =>
    socket.write(json(status, body, { date: new Date(NOW).toUTCString(), ...headers }));
export const refuse = (status: number, code: number, message: string): RawAnswer =>
  reply(status, { error: { code, message } });
export const page = (results: readonly unknown[], marker: string | null = null): RawAnswer =>
  reply(200, { marker, next_link: null, results });

export function open(server: Pick<RawServer, 'url'>, changes: Partial<Reach> = {}): ClusterAdapter {
  return createAlgorithmiaAdapters({
    ...DEFAULT_ALGORITHMIA_LIMITS,
    connectMs: 500,
    readMs: 500,
    changeMs: 500,
    pageSize: 2,
    visibleMs: 300,
    pollMs: 5,
  }).open(
    {
      name: 'algo-prod',
      connection: { baseUrl: server.url },
      caPem: null,
      credential: CREDENTIAL,
      clockSkewMs: null,
      ...changes,
    },
    createNodeTransport(),
    Date.now,
  );
}

export const ANN = { sort: 'user', user: 'ann' } as const;
export const spec = (changes: Partial<AlgorithmiaSpec> = {}): AlgorithmiaSpec =>
  algorithmiaSpecSchema.parse({
    key_type: 'standard',
    owner: ANN,
    key_label: 'ci',
    algo_acl: ['algo://demo/Hello/*'],
    allow_algo: true,
    allow_web_algo: false,
    referer_host: '',
    allow_data: true,
    allow_data_write: false,
    allow_algo_management: false,
    ...changes,
  });
export const KNOWN = { secret: SECRET, spec: spec() };

export const PERMISSIONS = {
  allow_data: true,
  allow_data_write: false,
  allow_algo: true,
  allow_web_algo: false,
  algo_acl: ['algo://demo/Hello/*'],
  referer_host: '',
  allow_algo_management: false,
};
export const wireKey = (changes: Readonly<Record<string, unknown>> = {}) => ({
  username: 'ann',
  key_label: 'ci',
  created_at: '2026-10-14T20:31:00Z',
  api_key_mask: 'simFee****',
  api_key: SECRET,
  key_type: 'AlgorithmKey',
  permissions: PERMISSIONS,
  key_id: 'id 1',
  ...changes,
});

export async function errorOf(pending: Promise<unknown>): Promise<AppError> {
  const error: unknown = await pending.then(
    () => null,
    (thrown: unknown) => thrown,
  );
  if (!(error instanceof AppError)) throw new Error(`Not an AppError: ${String(error)}`, { cause: error });
  const told = JSON.stringify([error.toData(), String(error.cause)]);
  expect(told).not.toContain(CREDENTIAL);
  expect(told).not.toContain(SECRET);
  return error;
}
