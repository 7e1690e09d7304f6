import { beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import {
  addUser,
  addUserKey,
  algorithmiaHere,
  ask,
  askOk,
  keysAt,
  permissions,
  refusalOf,
  type AlgorithmiaPractice,
} from '../../support/practice-algorithmia';

const KEYS = '/v1/users/ann/keys';

describe('the fault switches of an Algorithmia-protocol practice cluster', () => {
  let practice: AlgorithmiaPractice;
  beforeEach(async () => {
    practice = await algorithmiaHere();
    onTestFinished(() => practice.stop());
    await addUser(practice, 'ann');
  });

  const faults = (...rules: readonly Record<string, unknown>[]) =>
    askOk(practice, { method: 'PUT', path: '/__practice__/faults', body: { rules } });
  const creation = {
    method: 'POST',
    path: KEYS,
    body: { key_type: 'AlgorithmKey', key_label: 'x', permissions: permissions() },
  } as const;
  const count = async () => (await keysAt(practice, KEYS)).length;

  it('need an admin key, refuse what they do not know, and are never hit themselves', async () => {
    const { api_key } = await addUserKey(practice, 'ann');
    const switches = { path: '/__practice__/faults' };
    expect(await refusalOf(practice, { ...switches, key: api_key })).toBe('403 2001');
    expect(await refusalOf(practice, { ...switches, key: null })).toBe('403 2001');
    const wrong = { ...switches, method: 'PUT', body: { rules: [{ fault: 'fire' }] } };
    expect(await refusalOf(practice, wrong)).toBe('400 6001');
    await faults({ fault: 'drop', when: 'before-handling' });
    expect((await ask(practice, switches)).status).toBe(200);
    await askOk(practice, { ...switches, method: 'DELETE' });
    expect((await ask(practice, { path: KEYS })).status).toBe(200);
  });

  it('force a status in the protocol’s own form, before or after the request took effect', async () => {
    await faults({
      fault: 'status',
      status: 503,
      message: 'Down',
      method: 'POST',
      path: `${KEYS}*`,
      times: 1,
    });
    const answer = await ask(practice, creation);
    expect(answer.json()).toEqual({ error: { code: 5001, message: 'Down' } });
    expect(answer.headers['x-error-message']).toBe('Down');
    expect(await count()).toBe(1);
    await faults({ fault: 'status', status: 500, method: 'POST', carriedOut: true, times: 1 });
    expect(await refusalOf(practice, creation)).toBe('500 5001');
    expect(await count()).toBe(2);
  });

  it('answer 429 with Retry-After, and leave a message out of the header that no header can carry', async () => {
    await faults(
      { fault: 'too-many-requests', retryAfterSeconds: 7, times: 1 },
      { fault: 'status', status: 500, message: 'Störung – 停止', times: 1 },
    );
    const limited = await ask(practice, { path: KEYS });
    expect([limited.status, limited.headers['retry-after']]).toEqual([429, '7']);
    expect(limited.headers['x-error-message']).toBe('Too many requests');
    const failed = await ask(practice, { path: KEYS });
    expect(failed.json()).toEqual({ error: { code: 5001, message: 'Störung – 停止' } });
    expect(failed.headers['x-error-message']).toBeUndefined();
  });

  it.each([
    ['before-handling', 0],
    ['before-answer', 1],
    ['mid-answer', 1],
  ])('drop the connection %s, after which the create took effect %i times', async (when, made) => {
    await faults({ fault: 'drop', when, method: 'POST', times: 1 });
    await expect(ask(practice, creation)).rejects.toThrow(/hang up|aborted|ECONNRESET/);
    expect(await count()).toBe(1 + made);
  });
});
