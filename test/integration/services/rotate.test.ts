import { describe, expect, it, onTestFinished } from 'vitest';
import type { CallOutput } from '#shared/contract/index';
import type { ClusterId, KeyRef } from '#shared/ids';
import { defaultSpec } from '#shared/kinds/algorithmia/index';
import type { AlgorithmiaSpec } from '#shared/kinds/algorithmia/spec';
import type { KeyRecord } from '#shared/keys/record';
import {
  addUser,
  algorithmiaHere,
  ask,
  askOk,
  keysAt,
  type AlgorithmiaPractice,
} from '../../support/practice-algorithmia';
import {
  connect,
  context,
  created,
  keyNamed,
  keysOf,
  practice,
  refusal,
  secretOf,
  startCastellan,
  view,
  type Castellan,
} from './harness';

interface Scene {
  readonly server: AlgorithmiaPractice;
  readonly castellan: Castellan;
  readonly id: ClusterId;
  readonly record: KeyRecord;
  readonly secret: string;
}

function specOf(changes: Partial<AlgorithmiaSpec> = {}): AlgorithmiaSpec {
  return {
    ...defaultSpec,
    owner: { sort: 'user', user: 'ann' },
    key_label: 'Subject',
    allow_data: true,
    ...changes,
  };
}

/** A connected cluster with one key of the user ann. */
async function scene(): Promise<Scene> {
  const server = await algorithmiaHere();
  onTestFinished(() => server.stop());
  await addUser(server, 'ann');
  const castellan = await startCastellan();
  const { id } = await castellan.handlers['clusters.connect'](
    {
      kind: 'algorithmia',
      name: 'ml',
      environment: 'development',
      connection: { baseUrl: server.url },
      caPem: null,
      readOnly: false,
      credential: server.adminKey,
    },
    context(),
  );
  await castellan.handlers['sync.start']({ id }, context());
  await castellan.handlers['keys.create'](
    { clusterId: id, definition: { kind: 'algorithmia', spec: specOf() }, confirmation: null },
    context(),
  );
  const record = await keyNamed(castellan, id, 'Subject');
  return { server, castellan, id, record, secret: await secretOf(castellan, record) };
}

async function rotate(
  { castellan, id }: Pick<Scene, 'castellan' | 'id'>,
  ref: KeyRef,
): Promise<CallOutput<'keys.rotate'>> {
  const { token } = await castellan.handlers['confirmations.request'](
    { clusterId: id, action: 'rotate-key', target: ref, typed: null },
    context(),
  );
  return castellan.handlers['keys.rotate']({ clusterId: id, ref, confirmation: token }, context());
}

function fault(server: AlgorithmiaPractice, rule: Readonly<Record<string, unknown>>): Promise<unknown> {
  return askOk(server, {
    method: 'PUT',
    path: '/__practice__/faults',
    body: { rules: [{ method: 'POST', times: 1, ...rule }] },
  });
}

/** What the cluster says to a read of data with this key. */
async function statusOf(server: AlgorithmiaPractice, key: string): Promise<number> {
  return (await ask(server, { path: '/v1/data/.my', key })).status;
}

describe('rotating a key', () => {
  it('gives it another secret at once, and the old one is refused', async () => {
    const here = await scene();
    expect(await statusOf(here.server, here.secret)).toBe(200);
    const outcome = await rotate(here, here.record.ref);
    if (outcome.outcome !== 'done') throw new Error(outcome.message);
    const secret = await secretOf(here.castellan, outcome.record);
    expect(secret).not.toBe(here.secret);
    expect(await statusOf(here.server, secret)).toBe(200);
    expect(await statusOf(here.server, here.secret)).toBe(401);
  });

  it('keeps it one key: its history goes on under the new ref, and the next sync finds nothing new', async () => {
    const here = await scene();
    await rotate(here, here.record.ref);
    const record = await keyNamed(here.castellan, here.id, 'Subject');
    expect(record).toMatchObject({ state: 'present', spec: here.record.spec, hasSecret: true });
    expect(record.ref).not.toBe(here.record.ref);
    expect(record.firstSeenAt).toBe(here.record.firstSeenAt);
    const history = await here.castellan.handlers['keys.history'](
      { clusterId: here.id, ref: record.ref },
      context(),
    );
    expect(history.map(({ origin }) => origin)).toEqual(['rotated-here', 'created-here']);
    expect(await here.castellan.handlers['sync.start']({ id: here.id }, context())).toEqual({
      added: 0,
      changed: 0,
      gone: 0,
    });
  });

  it.each(['before-answer', 'mid-answer'])('whose answer is lost %s is found by its id', async (when) => {
    const here = await scene();
    await fault(here.server, { fault: 'drop', when });
    const outcome = await rotate(here, here.record.ref);
    if (outcome.outcome !== 'done') throw new Error(outcome.message);
    expect(await statusOf(here.server, await secretOf(here.castellan, outcome.record))).toBe(200);
    expect(await keysOf(here.castellan, here.id)).toHaveLength(
      (await view(here.castellan, here.id)).keyCount,
    );
  });

  it('that never arrived is told as unknown, and the key stays what it is', async () => {
    const here = await scene();
    await fault(here.server, { fault: 'drop', when: 'before-handling' });
    const outcome = await rotate(here, here.record.ref);
    expect(outcome).toMatchObject({
      outcome: 'unknown',
      message: expect.stringContaining('is not known yet'),
    });
    expect(await statusOf(here.server, here.secret)).toBe(200);
    expect(await secretOf(here.castellan, here.record)).toBe(here.secret);
  });

  it('that is gone elsewhere says so', async () => {
    const here = await scene();
    const keys = await keysAt(here.server, '/v1/users/ann/keys');
    const subject = keys.find(({ key_label }) => key_label === 'Subject');
    await askOk(here.server, { method: 'DELETE', path: `/v1/users/ann/keys/${subject?.key_id}` });
    expect(await refusal(rotate(here, here.record.ref))).toMatchObject({ code: 'KEY_GONE' });
    expect((await keyNamed(here.castellan, here.id, 'Subject')).state).toBe('gone');
  });

  it('is asked about first', async () => {
    const here = await scene();
    const asked = here.castellan.handlers['keys.rotate'](
      { clusterId: here.id, ref: here.record.ref, confirmation: null },
      context(),
    );
    expect(await refusal(asked)).toMatchObject({ code: 'CONFIRMATION_REQUIRED' });
    expect(await statusOf(here.server, here.secret)).toBe(200);
  });

  it('is not offered where the secret is the key itself', async () => {
    const server = await practice();
    const castellan = await startCastellan();
    const { id } = await connect(castellan, server);
    const { ref } = await created(castellan, id, { description: 'Search' });
    expect(await refusal(rotate({ castellan, id }, ref))).toMatchObject({ code: 'NOT_OFFERED' });
  });
});
