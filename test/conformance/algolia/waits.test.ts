import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { practiceProcess, type PracticeProcess } from '../../support/practice';
import { send, sendOk } from '../../support/practice-http';
import { startTap, type Tap } from '../../support/tap';
import { forV4, forV5, rawV4, rawV5, type Target } from './clients';

const SPEC = { acl: ['search'], description: 'waited for', indexes: ['dev_*'], maxHitsPerQuery: 20 } as const;
const LAG = 2;

// A lag of n: the first n reads of the key after a change still see what stood before.
describe('the waits of the official clients, on a cluster whose changes show late', () => {
  let practice: PracticeProcess;
  let tap: Tap;
  let target: Target;

  beforeEach(async () => {
    practice = await practiceProcess({ lag: LAG });
    tap = await startTap(practice.url);
    target = { port: tap.port, applicationId: practice.applicationId, key: practice.adminKey };
  });
  afterEach(async () => {
    await tap.close();
    await practice.stop();
  });

  /** The statuses of the reads of a key since the last reset. */
  const reads = (key: string) =>
    tap.requests
      .filter(({ method, target: path }) => method === 'GET' && path.startsWith(`/1/keys/${key}`))
      .map(({ status }) => status);

  /** Reads the key until nothing is outstanding, then forgets the traffic. */
  const settle = async (key: string): Promise<void> => {
    for (let i = 0; i < LAG; i += 1) {
      await send(practice, { path: `/1/keys/${key}` });
    }
    tap.reset();
  };

  describe('4.27.0', () => {
    it('waits for an added key through two 404s', async () => {
      const { key } = await rawV4(target).addApiKey(['search'], {}).wait();
      expect(reads(key)).toEqual([404, 404, 200]);
    });

    it('waits for an update, a delete and a restore', async () => {
      const client = rawV4(target);
      const { key } = await client.addApiKey(['search'], {}).wait();
      tap.reset();
      await client.updateApiKey(key, forV4(SPEC)).wait();
      expect(reads(key)).toEqual([200, 200, 200]);
      expect(await client.getApiKey(key)).toMatchObject(SPEC);
      tap.reset();
      await client.deleteApiKey(key).wait();
      expect(reads(key)).toEqual([200, 200, 404]);
      tap.reset();
      await client.restoreApiKey(key).wait();
      expect(reads(key)).toEqual([404, 404, 200]);
    });

    it('never minds the validity that ran on', async () => {
      const client = rawV4(target);
      const { key } = await client.addApiKey(['search'], {}).wait();
      await client.updateApiKey(key, forV4({ ...SPEC, validity: 300 })).wait();
      expect((await client.getApiKey(key)).validity).toBeLessThanOrEqual(300);
    });
  });

  describe('5.64.0', () => {
    it('waits for an added key through two 404s and answers its spec', async () => {
      const client = rawV5(target);
      const { key } = await client.addApiKey(forV5(SPEC));
      expect(await client.waitForApiKey({ operation: 'add', key })).toMatchObject({ value: key, ...SPEC });
      expect(reads(key)).toEqual([404, 404, 200]);
    });

    it('waits for an update, a delete and a restore', async () => {
      const client = rawV5(target);
      const { key } = await client.addApiKey({ acl: ['search'] });
      await client.waitForApiKey({ operation: 'add', key });
      tap.reset();
      const apiKey = forV5(SPEC);
      await client.updateApiKey({ key, apiKey });
      await client.waitForApiKey({ operation: 'update', key, apiKey });
      expect(reads(key)).toEqual([200, 200, 200]);
      tap.reset();
      await client.deleteApiKey({ key });
      expect(await client.waitForApiKey({ operation: 'delete', key })).toBeUndefined();
      expect(reads(key)).toEqual([200, 200, 404]);
      tap.reset();
      await client.restoreApiKey({ key });
      expect(await client.waitForApiKey({ operation: 'add', key })).toMatchObject({ ...SPEC, validity: 0 });
      expect(reads(key)).toEqual([404, 404, 200]);
    });

    it('sees a validity it has just sent come back unchanged, as the remainder is rounded up', async () => {
      const client = rawV5(target);
      const { key } = await client.addApiKey({ acl: ['search'] });
      await settle(key);
      const apiKey = forV5({ ...SPEC, validity: 300 });
      await client.updateApiKey({ key, apiKey });
      // The waits sum up to 600 ms, so that the remainder still rounds up to what was sent.
      expect(await client.waitForApiKey({ operation: 'update', key, apiKey })).toMatchObject({
        validity: 300,
      });
    });

    it('ends an update wait with empty members only where they are told', async () => {
      const client = rawV5(target);
      const { key } = await client.addApiKey(forV5(SPEC));
      await settle(key);
      await sendOk(practice, {
        method: 'PUT',
        path: '/__practice__/settings',
        body: { emptyMembers: 'emit' },
      });
      const apiKey = forV5({ acl: ['browse'], indexes: [], description: '', maxHitsPerQuery: 0 });
      await client.updateApiKey({ key, apiKey });
      expect(await client.waitForApiKey({ operation: 'update', key, apiKey })).toMatchObject({
        indexes: [],
        description: '',
        maxHitsPerQuery: 0,
        referers: [],
        queryParameters: '',
      });
    });
  });

  it('answers a restore that comes before the delete shows with 404 Key already exists', async () => {
    const client = rawV5(target);
    const { key } = await client.addApiKey({ acl: ['search'] });
    await settle(key);
    await client.deleteApiKey({ key });
    await expect(client.restoreApiKey({ key })).rejects.toMatchObject({
      status: 404,
      message: expect.stringContaining('Key already exists') as unknown,
    });
    await client.waitForApiKey({ operation: 'delete', key });
    expect(await client.restoreApiKey({ key })).toMatchObject({ key });
  });
});
