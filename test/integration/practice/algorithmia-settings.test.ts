import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import {
  addOrganization,
  addUser,
  addUserKey,
  algorithmiaHere,
  ask,
  askOk,
  keysAt,
  permissions,
  refusalOf,
  switchSettings,
  type AlgorithmiaPractice,
} from '../../support/practice-algorithmia';

const KEYS = '/v1/users/ann/keys';
const ORGANIZATION_KEYS = '/v1/organizations/acme/keys';

describe('the settings of an Algorithmia-protocol practice cluster', () => {
  let practice: AlgorithmiaPractice;
  beforeEach(async () => {
    practice = await algorithmiaHere();
    onTestFinished(() => practice.stop());
    await addUser(practice, 'ann');
    await addOrganization(practice, 'acme');
  });

  it('take away the paths to single keys, as of a server without them', async () => {
    const { key_id } = await addUserKey(practice, 'ann', {}, 'subject');
    await switchSettings(practice, { keysById: false });
    for (const [method, rest] of [
      ['GET', ''],
      ['PUT', ''],
      ['DELETE', ''],
      ['POST', '/rotate'],
    ] as const) {
      const answer = await ask(practice, { method, path: `${KEYS}/${key_id}${rest}` });
      expect([answer.status, answer.text]).toEqual([404, 'Not Found']);
    }
    const listed = await keysAt(practice, KEYS);
    expect(listed.map(({ key_label }) => key_label)).toEqual(['default-key', 'subject']);
    expect(listed.every((key) => !('key_id' in key))).toBe(true);
    await switchSettings(practice, { keysById: true });
    expect((await ask(practice, { path: `${KEYS}/${key_id}` })).status).toBe(200);
  });

  it('keep the keys of users for sessions, and leave those of organizations to admin keys', async () => {
    await switchSettings(practice, { userKeys: 'session' });
    const body = { key_type: 'AlgorithmKey', key_label: 'x', permissions: permissions() };
    expect(await refusalOf(practice, { path: KEYS })).toBe('401 2001');
    expect(await refusalOf(practice, { method: 'POST', path: KEYS, body })).toBe('401 2001');
    expect((await ask(practice, { path: '/v1/users' })).status).toBe(200);
    const { key_label, permissions: allowed } = body;
    await askOk(practice, {
      method: 'POST',
      path: ORGANIZATION_KEYS,
      body: { key_label, permissions: allowed },
    });
    expect(await keysAt(practice, ORGANIZATION_KEYS)).toHaveLength(1);
  });

  it('refuse what they do not know, and what has no such value', async () => {
    for (const body of [{ keysById: 'no' }, { userKeys: 'cookie' }, { lag: 3 }]) {
      const request = { method: 'PUT', path: '/__practice__/settings', body } as const;
      expect((await ask(practice, request)).status).toBe(400);
    }
  });
});

it('the settings of a practice cluster outlive it', async () => {
  const dataDir = await mkdtemp(path.join(os.tmpdir(), 'castellan-practice-'));
  onTestFinished(() => rm(dataDir, { recursive: true, force: true }));
  const first = await algorithmiaHere({ dataDir });
  await switchSettings(first, { userKeys: 'session' });
  await first.stop();
  const second = await algorithmiaHere({ dataDir });
  const settings = (await askOk(second, { path: '/__practice__/settings' })).json();
  await second.stop();
  expect(settings).toMatchObject({ keysById: true, userKeys: 'session' });
});
