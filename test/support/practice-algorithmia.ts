import { createSign } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import type { ClusterSettings } from '#electron/practice/algorithmia/cluster';
import { algorithmiaPractice } from '#electron/practice/algorithmia/practice-kind';
import { runPractice, type RunOptions } from '#electron/practice/practice';
import { send, type RawAnswer, type RawRequest } from './practice-http';

/** A practice cluster of the Algorithmia protocol that a test started. */
export interface AlgorithmiaPractice {
  readonly url: string;
  readonly adminKey: string;
  readonly stop: () => Promise<void>;
}

/**
 * Starts one inside the test's own process on a free port: an empty one unless `options` say otherwise. A `dataDir`
 * that is passed in is left alone by `stop`. An exception inside a route fails `stop`.
 */
export async function algorithmiaHere(options: Partial<RunOptions> = {}): Promise<AlgorithmiaPractice> {
  const dataDir = options.dataDir ?? (await mkdtemp(path.join(os.tmpdir(), 'castellan-practice-')));
  const bugs: unknown[] = [];
  const { url, adminKey, close } = await runPractice(algorithmiaPractice, {
    port: 0,
    seed: 'empty',
    lag: 0,
    onBug: (error) => {
      bugs.push(error);
    },
    ...options,
    dataDir,
  });
  return {
    url,
    adminKey,
    stop: async () => {
      await close();
      if (options.dataDir === undefined) await rm(dataDir, { recursive: true, force: true });
      if (bugs.length > 0) throw new AggregateError(bugs, 'The practice cluster met a bug.');
    },
  };
}

/** Sends one request with `Authorization: Simple` and the admin key, another key, or (`null`) none. */
export function ask(practice: AlgorithmiaPractice, raw: RawRequest): Promise<RawAnswer> {
  const authorization = raw.key === null ? {} : { authorization: `Simple ${raw.key ?? practice.adminKey}` };
  return send(
    { kind: 'algorithmia', url: practice.url, applicationId: '', adminKey: practice.adminKey },
    { ...raw, key: null, headers: { ...authorization, ...raw.headers } },
  );
}

/** Sends and expects a status of 2xx; throws with the answer otherwise. */
export async function askOk(practice: AlgorithmiaPractice, raw: RawRequest): Promise<RawAnswer> {
  const answer = await ask(practice, raw);
  if (answer.status < 200 || answer.status > 299) {
    throw new Error(`${raw.method ?? 'GET'} ${raw.path} answered ${answer.status}: ${answer.text}`);
  }
  return answer;
}

/** Status and code of a refusal. */
export async function refusalOf(practice: AlgorithmiaPractice, raw: RawRequest): Promise<string> {
  const answer = await ask(practice, raw);
  const { error } = answer.json() as { error?: { code: number; message: string } };
  return `${answer.status} ${error?.code ?? 'without code'}`;
}

/** Permissions that allow nothing but what is said. */
export function permissions(members: Record<string, unknown> = {}): Record<string, unknown> {
  return {
    allow_data: false,
    allow_data_write: false,
    allow_algo: false,
    allow_web_algo: false,
    algo_acl: [],
    ...members,
  };
}

/** Makes a user; its default-key is made with it. */
export async function addUser(practice: AlgorithmiaPractice, username: string): Promise<void> {
  const body = { username, email: `${username}@acme.example`, fullname: `The ${username}` };
  await askOk(practice, { method: 'POST', path: '/v1/users', body });
}

/** Makes an organization; the administrator owns it. */
export async function addOrganization(practice: AlgorithmiaPractice, name: string): Promise<void> {
  const types = (await askOk(practice, { path: '/v1/organization/types' })).json() as unknown as {
    id: string;
  }[];
  const body = {
    org_name: name,
    org_label: `The ${name}`,
    org_contact_name: 'Ann Keller',
    org_email: `${name}@acme.example`,
    type_id: types[0]?.id,
  };
  await askOk(practice, { method: 'POST', path: '/v1/organizations', body });
}

/** A key as the cluster tells it. */
export interface ToldKey {
  readonly key_id: string;
  readonly api_key: string;
  readonly key_label: string;
  readonly permissions?: Readonly<Record<string, unknown>>;
}

/** Makes a standard key of a user. */
export async function addUserKey(
  practice: AlgorithmiaPractice,
  username: string,
  allowed: Record<string, unknown> = {},
  label = 'test',
): Promise<ToldKey> {
  const body = { key_type: 'AlgorithmKey', key_label: label, permissions: permissions(allowed) };
  const answer = await askOk(practice, { method: 'POST', path: `/v1/users/${username}/keys`, body });
  return answer.json() as unknown as ToldKey;
}

/** The keys that a path lists. */
export async function keysAt(practice: AlgorithmiaPractice, path: string): Promise<readonly ToldKey[]> {
  return (await askOk(practice, { path })).json() as unknown as ToldKey[];
}

/** Switches what the cluster offers; settings that are not named stay as they are. */
export async function switchSettings(
  practice: AlgorithmiaPractice,
  body: Partial<ClusterSettings>,
): Promise<void> {
  await askOk(practice, { method: 'PUT', path: '/__practice__/settings', body });
}

/** A token that the cluster accepts, for tests of what it does with it. */
export async function signToken(
  practice: AlgorithmiaPractice,
  claims: Record<string, unknown>,
): Promise<string> {
  const { signingKey } = (await askOk(practice, { path: '/__practice__/settings' })).json();
  const part = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url');
  const signed = `${part({ alg: 'RS256', typ: 'JWT' })}.${part(claims)}`;
  return `${signed}.${createSign('RSA-SHA256').update(signed).sign(String(signingKey), 'base64url')}`;
}
