import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { practiceProcess } from '../../support/practice';
import {
  addOrganization,
  addUser,
  addUserKey,
  algorithmiaHere,
  ask,
  askOk,
  keysAt,
  type AlgorithmiaPractice,
  type ToldKey,
} from '../../support/practice-algorithmia';

const KEYS = '/v1/users/ann/keys';

describe('what a practice cluster of the Algorithmia protocol keeps', () => {
  let dataDir: string;
  beforeEach(async () => {
    dataDir = await mkdtemp(path.join(os.tmpdir(), 'castellan-kept-'));
  });
  afterEach(() => rm(dataDir, { recursive: true, force: true }));

  const start = () => practiceProcess({ kind: 'algorithmia', dataDir });
  const secretsOf = async (practice: AlgorithmiaPractice): Promise<readonly string[]> =>
    (await keysAt(practice, KEYS)).map(({ api_key }) => api_key);
  const rotated = async (practice: AlgorithmiaPractice, { key_id }: ToldKey): Promise<ToldKey> => {
    const answer = await askOk(practice, { method: 'POST', path: `${KEYS}/${key_id}/rotate` });
    return answer.json() as unknown as ToldKey;
  };

  it('loses nothing that it acknowledged when it is killed, however often', async () => {
    const kept: string[] = [];
    const refused: string[] = [];
    let identity: string | null = null;
    for (let round = 0; round < 3; round += 1) {
      const practice = await start();
      identity ??= `${practice.applicationId} ${practice.adminKey}`;
      expect(`${practice.applicationId} ${practice.adminKey}`).toBe(identity);
      if (round === 0) await addUser(practice, 'ann');
      await addOrganization(practice, `team_${round}`);
      const keys: ToldKey[] = [];
      for (let i = 0; i < 15; i += 1) keys.push(await addUserKey(practice, 'ann', { allow_data: true }));
      const [first, second, ...rest] = keys;
      if (first === undefined || second === undefined) throw new Error('no keys');
      await askOk(practice, { method: 'DELETE', path: `${KEYS}/${first.key_id}` });
      const fresh = await rotated(practice, second);
      refused.push(first.api_key, second.api_key);
      kept.push(fresh.api_key, ...rest.map(({ api_key }) => api_key));
      await practice.kill();
    }
    const practice = await start();
    const secrets = await secretsOf(practice);
    expect(secrets).toEqual(expect.arrayContaining(kept));
    // The default-key was made with the user.
    expect(secrets).toHaveLength(kept.length + 1);
    const organizations = (await askOk(practice, { path: '/v1/organizations' })).json()['results'];
    expect((organizations as { org_name: string }[]).map(({ org_name }) => org_name)).toEqual([
      'team_0',
      'team_1',
      'team_2',
    ]);
    const statusWith = async (key: string) => (await ask(practice, { path: '/v1/data/.my', key })).status;
    expect(await Promise.all(kept.map(statusWith))).toEqual(kept.map(() => 200));
    expect(await Promise.all(refused.map(statusWith))).toEqual(refused.map(() => 401));
    await practice.stop();
  });

  it('is killed in the middle of a storm of creates and has every key that was answered', async () => {
    const practice = await start();
    await addUser(practice, 'ann');
    const answered: string[] = [];
    const killing: Promise<void>[] = [];
    const worker = async (): Promise<void> => {
      for (;;) {
        answered.push((await addUserKey(practice, 'ann')).api_key);
        if (answered.length === 60) killing.push(practice.kill());
      }
    };
    const outcomes = await Promise.allSettled(Array.from({ length: 6 }, worker));
    expect(outcomes.every(({ status }) => status === 'rejected')).toBe(true);
    await Promise.all(killing);
    const again = await start();
    expect(await secretsOf(again)).toEqual(expect.arrayContaining(answered));
    await again.stop();
  });

  it('keeps each key with exactly the one secret that was answered last when it is killed among rotations', async () => {
    const practice = await start();
    await addUser(practice, 'ann');
    const subject = await addUserKey(practice, 'ann', { allow_data: true });
    const told = [subject.api_key];
    const killing: Promise<void>[] = [];
    const rotating = (async () => {
      for (;;) {
        told.push((await rotated(practice, subject)).api_key);
        if (told.length === 30) killing.push(practice.kill());
      }
    })();
    await expect(rotating).rejects.toThrow();
    await Promise.all(killing);
    const again = await start();
    const [now] = (await keysAt(again, KEYS)).filter(({ key_id }) => key_id === subject.key_id);
    // One more rotation may have been carried out whose answer did not arrive.
    expect(told.slice(0, -1)).not.toContain(now?.api_key);
    const alive = [];
    for (const key of told) {
      if ((await ask(again, { path: '/v1/data/.my', key })).status === 200) alive.push(key);
    }
    expect(alive.filter((key) => key !== now?.api_key)).toEqual([]);
    await again.stop();
  });

  it('seeds a folder once, and refuses one that another practice cluster of its kind uses', async () => {
    const first = await practiceProcess({ kind: 'algorithmia', dataDir, seed: 'demo' });
    await expect(algorithmiaHere({ dataDir })).rejects.toThrow(
      'Another practice cluster is using this data folder.',
    );
    await askOk(first, { method: 'DELETE', path: '/v1/users/zoe_okafor' });
    await first.kill();
    const second = await algorithmiaHere({ dataDir, seed: 'demo' });
    expect((await ask(second, { path: '/v1/users/zoe_okafor' })).status).toBe(404);
    expect((await ask(second, { path: '/v1/users/ann_keller' })).status).toBe(200);
    await second.stop();
  });
});
