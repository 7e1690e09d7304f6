import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { addKey, send, sendOk, setFaults } from '../../support/practice-http';
import { practiceHere, type TestPractice } from '../../support/practice';

describe('the fault switches', () => {
  let practice: TestPractice;
  beforeEach(async () => {
    practice = await practiceHere();
  });
  afterEach(() => practice.stop());

  const list = () => send(practice, { path: '/1/keys' });
  const create = () => send(practice, { method: 'POST', path: '/1/keys', body: { acl: ['search'] } });
  const count = async (): Promise<number> =>
    ((await sendOk(practice, { path: '/1/keys' }))['keys'] as unknown[]).length;
  const faults = (...rules: readonly Record<string, unknown>[]) => setFaults(practice, { rules });

  it('are off at the start, shown by GET, replaced by PUT, turned off by DELETE', async () => {
    const off = { clockOffsetMs: 0, rules: [] };
    expect(await sendOk(practice, { path: '/__practice__/faults' })).toEqual(off);
    const rule = { fault: 'status', status: 503, path: '/1/nothing', times: 3 };
    await faults(rule);
    expect(await sendOk(practice, { path: '/__practice__/faults' })).toEqual({
      clockOffsetMs: 0,
      rules: [rule],
    });
    await sendOk(practice, { method: 'PUT', path: '/__practice__/faults', body: {} });
    expect(await sendOk(practice, { path: '/__practice__/faults' })).toEqual(off);
    await faults(rule);
    expect(await sendOk(practice, { method: 'DELETE', path: '/__practice__/faults' })).toEqual(off);
  });

  it('need the admin key and a valid body, and are never hit themselves', async () => {
    const key = await addKey(practice, { acl: ['search'] });
    expect((await send(practice, { path: '/__practice__/faults', key })).status).toBe(403);
    expect((await send(practice, { path: '/__practice__/faults', key: null })).status).toBe(403);
    const put = { method: 'PUT', path: '/__practice__/faults' };
    for (const body of [
      '{',
      { rules: [{ fault: 'fire' }] },
      { rules: [{ fault: 'status', status: 200 }] },
      { x: 1 },
    ]) {
      expect((await send(practice, { ...put, body })).json()).toMatchObject({ status: 400 });
    }
    await faults({ fault: 'drop', when: 'before-handling' });
    expect((await send(practice, { path: '/__practice__/faults' })).status).toBe(200);
    expect((await send(practice, { path: '/__practice__/other' })).status).toBe(404);
  });

  it('force a status, a number of times, for one method and path', async () => {
    await faults({ fault: 'status', status: 503, message: 'Down', method: 'POST', path: '/1/k*', times: 2 });
    expect((await list()).status).toBe(200);
    expect((await create()).json()).toEqual({ status: 503, message: 'Down' });
    expect((await create()).status).toBe(503);
    expect((await create()).status).toBe(200);
    expect(await count()).toBe(2);
  });

  it('force a status after the request took effect', async () => {
    await faults({ fault: 'status', status: 500, method: 'POST', carriedOut: true, times: 1 });
    expect((await create()).status).toBe(500);
    expect(await count()).toBe(2);
  });

  it('answer 429 with Retry-After', async () => {
    await faults({ fault: 'too-many-requests', retryAfterSeconds: 7, times: 1 });
    const answer = await list();
    expect(answer.json()).toEqual({ status: 429, message: 'Too many requests' });
    expect(answer.headers['retry-after']).toBe('7');
    expect((await list()).status).toBe(200);
  });

  it.each([
    ['before-handling', 0],
    ['before-answer', 1],
    ['mid-answer', 1],
  ])('drop the connection %s, after which the create took effect %i times', async (when, made) => {
    await faults({ fault: 'drop', when, method: 'POST', times: 1 });
    await expect(create()).rejects.toThrow(/hang up|aborted|ECONNRESET/);
    expect(await count()).toBe(1 + made);
  });

  it.each(['before-handling', 'before-answer', 'mid-answer'])(
    'hang %s until the client gives up',
    async (when) => {
      await faults({ fault: 'hang', when, times: 1 });
      const signal = AbortSignal.timeout(300);
      const answer = fetch(`${practice.url}/1/keys`, {
        headers: {
          'x-algolia-application-id': practice.applicationId,
          'x-algolia-api-key': practice.adminKey,
        },
        signal,
      }).then((response) => response.text());
      await expect(answer).rejects.toMatchObject({ name: 'TimeoutError' });
      expect((await list()).status).toBe(200);
    },
  );

  it('end with the cluster even while a request hangs', async () => {
    const other = await practiceHere();
    await setFaults(other, { rules: [{ fault: 'hang', when: 'before-answer' }] });
    const hanging = send(other, { path: '/1/keys' });
    const broken = expect(hanging).rejects.toThrow();
    await setFaults(other, { rules: [{ fault: 'latency', ms: 3_600_000 }] });
    const waiting = expect(send(other, { path: '/1/keys' })).rejects.toThrow();
    await sendOk(other, { path: '/__practice__/faults' });
    await other.stop();
    await broken;
    await waiting;
  });

  it('send malformed JSON with the true status', async () => {
    await faults({ fault: 'malformed-json', times: 1 });
    const answer = await list();
    expect(answer.status).toBe(200);
    expect(answer.text.length).toBeGreaterThan(0);
    expect(() => answer.json()).toThrow(SyntaxError);
  });

  it('add latency, alone or before another fault', async () => {
    await faults({ fault: 'latency', ms: 120, times: 1 }, { fault: 'status', status: 502, times: 1 });
    const begun = performance.now();
    expect((await list()).status).toBe(502);
    expect(performance.now() - begun).toBeGreaterThanOrEqual(115);
  });

  it('shift the clock: the date header and the end of keys', async () => {
    const key = await addKey(practice, { acl: ['search'], validity: 600 });
    await setFaults(practice, { clockOffsetMs: 3_600_000 });
    const { headers } = await list();
    expect(Date.parse(headers.date ?? '') - Date.now()).toBeGreaterThan(3_500_000);
    expect((await send(practice, { path: `/1/keys/${key}` })).status).toBe(404);
    await setFaults(practice, { clockOffsetMs: 0 });
    expect((await send(practice, { path: `/1/keys/${key}` })).status).toBe(200);
  });

  it('hit a share of the requests, the same one for the same random source', async () => {
    const statuses = async (): Promise<readonly number[]> => {
      let state = 1;
      const random = (size: number): Uint8Array =>
        Uint8Array.from({ length: size }, () => {
          state = (state * 1_103_515_245 + 12_345) % 2 ** 31;
          return state >> 16;
        });
      const one = await practiceHere({ random });
      await setFaults(one, { rules: [{ fault: 'status', status: 500, rate: 0.3 }] });
      const seen: number[] = [];
      for (let i = 0; i < 60; i += 1) seen.push((await send(one, { path: '/1/keys' })).status);
      await one.stop();
      return seen;
    };
    const first = await statuses();
    expect(first.filter((status) => status === 500).length).toBeGreaterThan(5);
    expect(first.filter((status) => status === 500).length).toBeLessThan(35);
    expect(await statuses()).toEqual(first);
  });
});
