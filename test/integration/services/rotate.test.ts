import { describe, expect, it } from 'vitest';
import { ask, askOk, keysAt, type AlgorithmiaPractice } from '../../support/practice-algorithmia';
import { algorithmScene, rotate } from './algorithms';
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
} from './harness';

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
    const here = await algorithmScene();
    expect(await statusOf(here.server, here.secret)).toBe(200);
    const outcome = await rotate(here, here.record.ref);
    if (outcome.outcome !== 'done') throw new Error(outcome.message);
    const secret = await secretOf(here.castellan, outcome.record);
    expect(secret).not.toBe(here.secret);
    expect(await statusOf(here.server, secret)).toBe(200);
    expect(await statusOf(here.server, here.secret)).toBe(401);
  });

  it('keeps it one key: its history goes on under the new ref, and the next sync finds nothing new', async () => {
    const here = await algorithmScene();
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
    const here = await algorithmScene();
    await fault(here.server, { fault: 'drop', when });
    const outcome = await rotate(here, here.record.ref);
    if (outcome.outcome !== 'done') throw new Error(outcome.message);
    expect(await statusOf(here.server, await secretOf(here.castellan, outcome.record))).toBe(200);
    expect(await keysOf(here.castellan, here.id)).toHaveLength(
      (await view(here.castellan, here.id)).keyCount,
    );
  });

  it('that never arrived is told as unknown, and the key stays what it is', async () => {
    const here = await algorithmScene();
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
    const here = await algorithmScene();
    const keys = await keysAt(here.server, '/v1/users/ann/keys');
    const subject = keys.find(({ key_label }) => key_label === 'Subject');
    await askOk(here.server, { method: 'DELETE', path: `/v1/users/ann/keys/${subject?.key_id}` });
    expect(await refusal(rotate(here, here.record.ref))).toMatchObject({ code: 'KEY_GONE' });
    expect((await keyNamed(here.castellan, here.id, 'Subject')).state).toBe('gone');
  });

  it('is asked about first', async () => {
    const here = await algorithmScene();
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
