import { describe, expect, it } from 'vitest';
import { setFaults, send, sendOk } from '../../support/practice-http';
import type { TestPractice } from '../../support/practice';
import {
  connect,
  context,
  created,
  definition,
  keyNamed,
  keysOf,
  openedFrom,
  practice,
  refusal,
  secretOf,
  startCastellan,
  view,
  type Castellan,
} from './harness';
import type { ClusterId, KeyRef } from '#shared/ids';
import type { KeyRecord } from '#shared/keys/record';

const HOUR = 3_600_000;

interface Scene {
  readonly server: TestPractice;
  readonly castellan: Castellan;
  readonly id: ClusterId;
  readonly record: KeyRecord;
  readonly secret: string;
}

/** A connected cluster with one key, deleted when the case is about restoring it. */
async function scene(
  options: { readonly deleted?: boolean; readonly expiresAt?: number | null } = {},
): Promise<Scene> {
  const server = await practice();
  const castellan = await startCastellan();
  const { id } = await connect(castellan, server);
  const record = await created(castellan, id, {
    description: 'Subject',
    expiresAt: options.expiresAt ?? null,
  });
  const secret = await secretOf(castellan, record);
  if (options.deleted === true) await remove({ castellan, id }, record.ref);
  return { server, castellan, id, record, secret };
}

async function remove({ castellan, id }: Pick<Scene, 'castellan' | 'id'>, ref: KeyRef): Promise<unknown> {
  const { token } = await castellan.handlers['confirmations.request'](
    { clusterId: id, action: 'remove-key', target: ref, typed: null },
    context(),
  );
  return castellan.handlers['keys.remove']({ clusterId: id, ref, confirmation: token }, context());
}

function create({ castellan, id }: Pick<Scene, 'castellan' | 'id'>, description = 'Made'): Promise<unknown> {
  return castellan.handlers['keys.create'](
    { clusterId: id, definition: definition({ description }), confirmation: null },
    context(),
  );
}

function update({ castellan, id, record }: Scene): Promise<unknown> {
  return castellan.handlers['keys.update'](
    {
      clusterId: id,
      ref: record.ref,
      definition: definition({ description: 'Changed' }),
      opened: openedFrom(record),
      overwrite: false,
      confirmation: null,
    },
    context(),
  );
}

function restore({ castellan, id, record }: Scene): Promise<unknown> {
  return castellan.handlers['keys.restore'](
    { clusterId: id, ref: record.ref, confirmation: null },
    context(),
  );
}

async function descriptionsOn(server: TestPractice): Promise<readonly string[]> {
  const { keys } = await sendOk(server, { path: '/1/keys' });
  return (keys as { description?: string }[]).map(({ description = '' }) => description);
}

const once = (rule: Record<string, unknown>): Record<string, unknown> => ({ rules: [{ ...rule, times: 1 }] });

describe('a create whose answer is lost', () => {
  it.each([
    ['before the answer', { fault: 'drop', when: 'before-answer', method: 'POST' }],
    ['in the middle of the answer', { fault: 'drop', when: 'mid-answer', method: 'POST' }],
    ['to a malformed answer', { fault: 'malformed-json', method: 'POST' }],
    ['to a time limit', { fault: 'hang', when: 'before-answer', method: 'POST' }],
    ['to a 500 after it was carried out', { fault: 'status', status: 500, carriedOut: true, method: 'POST' }],
  ])('%s made exactly one key, which is found by reading and shown as probable', async (_case, rule) => {
    const here = await scene();
    await setFaults(here.server, once(rule));
    const outcome = await create(here);
    expect(outcome).toMatchObject({
      outcome: 'unknown',
      probable: { label: 'Made', state: 'present' },
      message: expect.stringContaining('probably this one'),
    });
    expect((await descriptionsOn(here.server)).filter((text) => text === 'Made')).toHaveLength(1);
    await here.castellan.handlers['sync.start']({ id: here.id }, context());
    expect((await keysOf(here.castellan, here.id)).filter(({ label }) => label === 'Made')).toHaveLength(1);
  });

  it('before it was carried out is unknown, and no key is claimed', async () => {
    const here = await scene();
    await setFaults(here.server, once({ fault: 'drop', when: 'before-handling', method: 'POST' }));
    expect(await create(here)).toMatchObject({ outcome: 'unknown', probable: null });
    expect(await descriptionsOn(here.server)).not.toContain('Made');
  });

  it('is not mistaken for a key with the same settings that was known before', async () => {
    const here = await scene();
    await created(here.castellan, here.id, { description: 'Made' });
    await setFaults(here.server, once({ fault: 'drop', when: 'before-handling', method: 'POST' }));
    expect(await create(here)).toMatchObject({ outcome: 'unknown', probable: null });
  });
});

describe('another change whose answer is lost', () => {
  it.each(['before-answer', 'mid-answer'])(
    'is proved by reading when it was carried out (%s)',
    async (when) => {
      const here = await scene();
      await setFaults(here.server, once({ fault: 'drop', when, method: 'PUT' }));
      expect(await update(here)).toMatchObject({
        outcome: 'done',
        settled: true,
        record: { label: 'Changed' },
      });
      await setFaults(here.server, once({ fault: 'drop', when, method: 'DELETE' }));
      expect(await remove(here, here.record.ref)).toMatchObject({
        outcome: 'done',
        record: { state: 'gone' },
      });
      await setFaults(here.server, once({ fault: 'drop', when, method: 'POST' }));
      expect(await restore(here)).toMatchObject({ outcome: 'done', record: { state: 'present' } });
      expect(await descriptionsOn(here.server)).toContain('Changed');
    },
  );

  it('is unknown when it was not, and what is there is shown', async () => {
    const here = await scene();
    await setFaults(here.server, once({ fault: 'drop', when: 'before-handling', method: 'PUT' }));
    expect(await update(here)).toMatchObject({ outcome: 'unknown', probable: { label: 'Subject' } });
    await setFaults(here.server, once({ fault: 'drop', when: 'before-handling', method: 'DELETE' }));
    expect(await remove(here, here.record.ref)).toMatchObject({
      outcome: 'unknown',
      probable: { state: 'present' },
    });
    expect(await keyNamed(here.castellan, here.id, 'Subject')).toMatchObject({ state: 'present' });
  });

  it('loses the old expiry of a restore only with a word about it', async () => {
    const here = await scene({ deleted: true, expiresAt: Date.now() + HOUR });
    await setFaults(here.server, once({ fault: 'status', status: 400, message: 'no', method: 'PUT' }));
    const error = await refusal(restore(here));
    expect(error).toMatchObject({ code: 'SPEC_REFUSED', remedy: 'Edit the key and set an expiry.' });
    expect(error.message).toContain('never expires now');
    expect(await keyNamed(here.castellan, here.id, 'Subject')).toMatchObject({
      state: 'present',
      expiresAt: null,
    });
  });

  it('sets the old expiry of a restore although that answer is lost', async () => {
    const here = await scene({ deleted: true, expiresAt: Date.now() + HOUR });
    await setFaults(here.server, once({ fault: 'drop', when: 'before-answer', method: 'PUT' }));
    expect(await restore(here)).toMatchObject({ outcome: 'done' });
    const { expiresAt } = await keyNamed(here.castellan, here.id, 'Subject');
    expect(Math.abs((expiresAt ?? 0) - (here.record.expiresAt ?? 0))).toBeLessThan(5_000);
  });
});

describe('a change that the cluster refuses', () => {
  it.each([
    ['SPEC_REFUSED', { fault: 'status', status: 400, message: 'unknown ACL "x"' }, 'unknown ACL "x"'],
    [
      'CREDENTIAL_REFUSED',
      { fault: 'status', status: 403, message: 'Invalid Application-ID or API key' },
      'refused',
    ],
    [
      'FORBIDDEN',
      { fault: 'status', status: 403, message: 'IP not allowed with this API key' },
      'IP not allowed',
    ],
    ['RATE_LIMITED', { fault: 'too-many-requests', retryAfterSeconds: 5 }, 'how often'],
    ['NOT_OFFERED', { fault: 'status', status: 402, message: 'not in your plan' }, 'not in your plan'],
  ])('fails as %s, is noted as failed, and made nothing', async (code, rule, words) => {
    const here = await scene();
    await setFaults(here.server, once({ ...rule, method: 'POST' }));
    const error = await refusal(create(here));
    expect(error).toMatchObject({ code, details: { operationId: expect.any(String) } });
    expect(error.message).toContain(words);
    expect(error.message).toContain('shop');
    expect(await descriptionsOn(here.server)).not.toContain('Made');
    // A further sync has nothing left to settle.
    await here.castellan.handlers['sync.start']({ id: here.id }, context());
    expect((await view(here.castellan, here.id)).network).toEqual({ state: 'online' });
  });
});

describe('a sync that fails', () => {
  it.each([
    ['SERVER_ERROR', { fault: 'status', status: 500, message: 'broken' }],
    ['FORBIDDEN', { fault: 'status', status: 403, message: 'IP not allowed with this API key' }],
    ['CREDENTIAL_REFUSED', { fault: 'status', status: 403, message: 'Invalid Application-ID or API key' }],
    ['BAD_ANSWER', { fault: 'malformed-json' }],
    ['BAD_ANSWER', { fault: 'status', status: 404, message: 'nothing' }],
    ['CONNECTION_LOST', { fault: 'drop', when: 'mid-answer' }],
    ['TIMEOUT', { fault: 'hang', when: 'mid-answer' }],
  ])('as %s says so in the state of the cluster, and leaves every key readable', async (code, rule) => {
    const here = await scene();
    const before = await keysOf(here.castellan, here.id);
    const { syncedAt } = await view(here.castellan, here.id);
    await setFaults(here.server, { rules: [{ ...rule, method: 'GET' }] });
    expect(await refusal(here.castellan.handlers['sync.start']({ id: here.id }, context()))).toMatchObject({
      code,
    });
    const after = await view(here.castellan, here.id);
    expect(after.network).toMatchObject({ state: 'offline', code });
    expect(after.syncedAt).toBe(syncedAt);
    expect(await keysOf(here.castellan, here.id)).toEqual(before);
    await setFaults(here.server, {});
    await here.castellan.handlers['sync.start']({ id: here.id }, context());
    expect((await view(here.castellan, here.id)).network).toEqual({ state: 'online' });
  });

  it('never holds up another cluster', async () => {
    const [broken, fine] = [await practice(), await practice()];
    const castellan = await startCastellan();
    const first = await connect(castellan, broken, { name: 'broken' });
    const second = await connect(castellan, fine, { name: 'fine' });
    await setFaults(broken, { rules: [{ fault: 'hang', when: 'before-answer', method: 'GET' }] });
    const hanging = refusal(castellan.handlers['sync.start']({ id: first.id }, context()));
    await expect.poll(async () => (await view(castellan, first.id)).network.state).toBe('syncing');
    await castellan.handlers['sync.start']({ id: second.id }, context());
    expect((await view(castellan, first.id)).network.state).toBe('syncing');
    expect((await view(castellan, second.id)).network).toEqual({ state: 'online' });
    await castellan.handlers['sync.cancel']({ id: first.id }, context());
    expect(await hanging).toMatchObject({ code: 'CANCELLED' });
    expect((await view(castellan, first.id)).network).toEqual({ state: 'online' });
  });

  it('leaves nothing half written when it is cancelled', async () => {
    const here = await scene();
    await created(here.castellan, here.id, { description: 'Another' });
    const before = await keysOf(here.castellan, here.id);
    await sendOk(here.server, { method: 'DELETE', path: `/1/keys/${here.secret}` });
    await setFaults(here.server, { rules: [{ fault: 'latency', ms: 60_000, method: 'GET' }] });
    const controller = new AbortController();
    const pending = refusal(
      here.castellan.handlers['sync.start']({ id: here.id }, context(controller.signal)),
    );
    await expect.poll(async () => (await view(here.castellan, here.id)).network.state).toBe('syncing');
    controller.abort();
    expect(await pending).toMatchObject({ code: 'CANCELLED' });
    expect(await keysOf(here.castellan, here.id)).toEqual(before);
  });
});

describe('a cluster whose clock is wrong', () => {
  it('has expiries by its own clock, and tells the difference', async () => {
    const here = await scene();
    await setFaults(here.server, { clockOffsetMs: 10 * 60_000 });
    await here.castellan.handlers['sync.start']({ id: here.id }, context());
    const { clockSkewMs } = await view(here.castellan, here.id);
    expect(Math.abs((clockSkewMs ?? 0) - 10 * 60_000)).toBeLessThan(3_000);
    const expiresAt = Date.now() + 2 * HOUR;
    const record = await created(here.castellan, here.id, { description: 'Timed', expiresAt });
    expect(Math.abs((record.expiresAt ?? 0) - expiresAt)).toBeLessThan(5_000);
    const read = await sendOk(here.server, { path: `/1/keys/${await secretOf(here.castellan, record)}` });
    expect(Number(read['validity'])).toBeGreaterThan(2 * 3600 - 610);
    expect(Number(read['validity'])).toBeLessThan(2 * 3600 - 590);
  });

  it('does not make history by a validity that merely runs', async () => {
    const here = await scene({ expiresAt: Date.now() + HOUR });
    for (let i = 0; i < 3; i += 1) await here.castellan.handlers['sync.start']({ id: here.id }, context());
    const id = { clusterId: here.id, ref: here.record.ref };
    expect(await here.castellan.handlers['keys.history'](id, context())).toHaveLength(1);
    expect((await send(here.server, { path: `/1/keys/${here.secret}` })).status).toBe(200);
  });
});
