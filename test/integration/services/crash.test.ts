import { describe, expect, it } from 'vitest';
import type { OperationRow } from '#electron/cache/cache';
import { createNodeTransport } from '#electron/clusters/node-transport';
import type { Transport } from '#electron/clusters/transport';
import type { ClusterId } from '#shared/ids';
import { askOk, keysAt, switchSettings } from '../../support/practice-algorithmia';
import { sendOk } from '../../support/practice-http';
import type { TestPractice } from '../../support/practice';
import { tempProfile } from '../../support/temp-profile';
import { algorithmScene, annsKey, makeKey, rotate, type AlgorithmScene } from './algorithms';
import {
  connect,
  context,
  created,
  definition,
  keyNamed,
  keysOf,
  openedFrom,
  operationsIn,
  practice,
  secretOf,
  startCastellan,
  TestVault,
  view,
  type Castellan,
} from './harness';

const HOUR = 3_600_000;
const LATER_MS = 5 * 60_000;

/** A transport under which the application "crashes" in a change: the answer never comes back to it. */
class CrashingTransport implements Transport {
  private readonly real = createNodeTransport();
  /** Which change is cut off, and whether it still goes out. */
  crashOn: { readonly method: string; readonly goesOut: boolean } | null = null;
  crashed = false;

  readonly send: Transport['send'] = async (request) => {
    if (this.crashOn === null || request.method !== this.crashOn.method) return this.real.send(request);
    if (this.crashOn.goesOut) await this.real.send(request);
    this.crashed = true;
    return new Promise(() => undefined);
  };
}

interface Begun {
  readonly folder: string;
  readonly vault: TestVault;
  readonly transport: CrashingTransport;
  readonly castellan: Castellan;
  readonly id: ClusterId;
}

interface Life extends Begun {
  readonly server: TestPractice;
}

async function firstLife(): Promise<Life> {
  const folder = tempProfile();
  const vault = new TestVault();
  const transport = new CrashingTransport();
  const server = await practice();
  const castellan = await startCastellan({ folder, vault, transport });
  const { id } = await connect(castellan, server);
  return { folder, vault, transport, castellan, server, id };
}

/** Lets a change begin, cuts it off, and ends the application. */
async function crash(
  { transport, castellan }: Begun,
  crashOn: NonNullable<CrashingTransport['crashOn']>,
  act: () => Promise<unknown>,
): Promise<void> {
  transport.crashOn = crashOn;
  void act().catch(() => undefined);
  await expect.poll(() => transport.crashed).toBe(true);
  await castellan.stop();
}

/** The next start, with the sync that comes with it. `laterMs`: how much later it is. */
async function secondLife({ folder, vault, id }: Begun, laterMs = 0): Promise<Castellan> {
  const castellan = await startCastellan({ folder, vault, clock: () => Date.now() + laterMs });
  await expect.poll(async () => (await view(castellan, id)).network.state).toBe('online');
  return castellan;
}

function operations({ folder, vault, id }: Begun): readonly OperationRow[] {
  return operationsIn(folder, vault, id);
}

async function lastOperation(life: Begun, castellan: Castellan): Promise<OperationRow | undefined> {
  await castellan.stop();
  return operations(life)[0];
}

function create({ castellan, id }: Life): Promise<unknown> {
  return castellan.handlers['keys.create'](
    { clusterId: id, definition: definition({ description: 'Made' }), confirmation: null },
    context(),
  );
}

describe('after a crash in the middle of a change', () => {
  it('the operation stands in the journal from before it was sent', async () => {
    const life = await firstLife();
    await crash(life, { method: 'POST', goesOut: false }, () => create(life));
    expect(operations(life)[0]).toMatchObject({
      action: 'create',
      state: 'open',
      ref: null,
      before: null,
      after: { description: 'Made' },
      result: null,
      endedAt: null,
    });
    const { keys } = await sendOk(life.server, { path: '/1/keys' });
    expect(keys).toHaveLength(1);
  });

  it('a create that was carried out is found at the next start as the probable result', async () => {
    const life = await firstLife();
    await crash(life, { method: 'POST', goesOut: true }, () => create(life));
    const castellan = await secondLife(life);
    const made = await keyNamed(castellan, life.id, 'Made');
    expect(await lastOperation(life, castellan)).toMatchObject({
      state: 'done',
      result: 'probable-by-reading',
      ref: made.ref,
    });
  });

  it('a create that never left is left open at first, and failed once that is proved', async () => {
    const life = await firstLife();
    await crash(life, { method: 'POST', goesOut: false }, () => create(life));
    const soon = await secondLife(life);
    expect(await lastOperation(life, soon)).toMatchObject({ state: 'open' });
    const later = await secondLife(life, LATER_MS);
    expect((await keysOf(later, life.id)).map(({ label }) => label)).not.toContain('Made');
    expect(await lastOperation(life, later)).toMatchObject({
      state: 'failed',
      result: 'not-found-by-reading',
    });
  });

  it.each([
    [true, { state: 'done', result: 'settled-by-reading' }, 'After'],
    [false, { state: 'failed', result: 'not-found-by-reading' }, 'Before'],
  ])('an update is settled by what the cluster shows (carried out: %s)', async (goesOut, expected, label) => {
    const life = await firstLife();
    const record = await created(life.castellan, life.id, { description: 'Before' });
    await crash(life, { method: 'PUT', goesOut }, () =>
      life.castellan.handlers['keys.update'](
        {
          clusterId: life.id,
          ref: record.ref,
          definition: definition({ description: 'After' }),
          opened: openedFrom(record),
          overwrite: false,
          confirmation: null,
        },
        context(),
      ),
    );
    const castellan = await secondLife(life, LATER_MS);
    expect(await keyNamed(castellan, life.id, label)).toMatchObject({ ref: record.ref });
    expect(await lastOperation(life, castellan)).toMatchObject(expected);
  });

  it.each([
    [true, { state: 'done', result: 'settled-by-reading' }, { state: 'gone', goneReason: 'deleted-here' }],
    [false, { state: 'failed', result: 'still-there-by-reading' }, { state: 'present' }],
  ])('a delete is settled by what the cluster shows (carried out: %s)', async (goesOut, expected, shown) => {
    const life = await firstLife();
    const record = await created(life.castellan, life.id, { description: 'Subject' });
    const { token } = await life.castellan.handlers['confirmations.request'](
      { clusterId: life.id, action: 'remove-key', target: record.ref, typed: null },
      context(),
    );
    await crash(life, { method: 'DELETE', goesOut }, () =>
      life.castellan.handlers['keys.remove'](
        { clusterId: life.id, ref: record.ref, confirmation: token },
        context(),
      ),
    );
    const castellan = await secondLife(life, LATER_MS);
    expect(await keyNamed(castellan, life.id, 'Subject')).toMatchObject(shown);
    expect(await lastOperation(life, castellan)).toMatchObject(expected);
  });

  it('a restore that was cut off before its expiry was set again is told to the user', async () => {
    const life = await firstLife();
    const { castellan, id } = life;
    const record = await created(castellan, id, { description: 'Subject', expiresAt: Date.now() + HOUR });
    const { token } = await castellan.handlers['confirmations.request'](
      { clusterId: id, action: 'remove-key', target: record.ref, typed: null },
      context(),
    );
    const key = { clusterId: id, ref: record.ref };
    await castellan.handlers['keys.remove']({ ...key, confirmation: token }, context());
    await crash(life, { method: 'POST', goesOut: true }, () =>
      castellan.handlers['keys.restore']({ ...key, confirmation: null }, context()),
    );
    const next = await secondLife(life);
    expect(await keyNamed(next, id, 'Subject')).toMatchObject({ state: 'present', expiresAt: null });
    const notices = await next.handlers['app.notices']({}, context());
    expect(notices).toMatchObject([
      { severity: 'warning', message: expect.stringMatching(/Subject.*old expiry was not set again/) },
    ]);
    expect(await lastOperation(life, next)).toMatchObject({
      state: 'done',
      result: 'restored-without-expiry',
    });
  });

  it('a restore is finished by hand without being taken for a second one', async () => {
    const life = await firstLife();
    const { castellan, id } = life;
    const record = await created(castellan, id, { description: 'Subject' });
    const { token } = await castellan.handlers['confirmations.request'](
      { clusterId: id, action: 'remove-key', target: record.ref, typed: null },
      context(),
    );
    const key = { clusterId: id, ref: record.ref };
    await castellan.handlers['keys.remove']({ ...key, confirmation: token }, context());
    await crash(life, { method: 'POST', goesOut: false }, () =>
      castellan.handlers['keys.restore']({ ...key, confirmation: null }, context()),
    );
    const next = await secondLife(life);
    const outcome = await next.handlers['keys.restore']({ ...key, confirmation: null }, context());
    expect(outcome).toMatchObject({ outcome: 'done', record: { state: 'present' } });
  });
});

describe('after a crash in the middle of a rotation', () => {
  interface Rotating extends Begun, AlgorithmScene {}

  async function rotating(): Promise<Rotating> {
    const begun = { folder: tempProfile(), vault: new TestVault(), transport: new CrashingTransport() };
    return { ...begun, ...(await algorithmScene(begun)) };
  }

  const cutOff = (life: Rotating, goesOut: boolean): Promise<void> =>
    crash(life, { method: 'POST', goesOut }, () => rotate(life, life.record.ref));

  it('the operation stands in the journal from before it was sent', async () => {
    const life = await rotating();
    await cutOff(life, false);
    expect(operations(life)[0]).toMatchObject({
      action: 'rotate',
      state: 'open',
      ref: life.record.ref,
      result: null,
    });
  });

  it('one that was carried out is found at the next start: the key goes on under its new secret', async () => {
    const life = await rotating();
    await cutOff(life, true);
    const castellan = await secondLife(life);
    const present = (await keysOf(castellan, life.id)).filter(({ label }) => label === 'Subject');
    expect(present).toMatchObject([{ state: 'present', hasSecret: true }]);
    const [record] = present;
    if (record === undefined) throw new Error('The key is not there.');
    expect(record.ref).not.toBe(life.record.ref);
    const listed = await keysAt(life.server, '/v1/users/ann/keys');
    expect(listed.map(({ api_key }) => api_key)).toContain(await secretOf(castellan, record));
    const gone = await keysOf(castellan, life.id, { state: 'gone' });
    expect(gone).toMatchObject([{ ref: life.record.ref, goneReason: 'rotated-here' }]);
    expect(await lastOperation(life, castellan)).toMatchObject({
      state: 'done',
      result: 'probable-by-reading',
      ref: record.ref,
    });
  });

  it('one that never left is left open at first, and failed once that is proved', async () => {
    const life = await rotating();
    await cutOff(life, false);
    const soon = await secondLife(life);
    expect(await lastOperation(life, soon)).toMatchObject({ state: 'open' });
    const later = await secondLife(life, LATER_MS);
    expect(await secretOf(later, await keyNamed(later, life.id, 'Subject'))).toBe(life.secret);
    expect(await lastOperation(life, later)).toMatchObject({
      state: 'failed',
      result: 'still-there-by-reading',
    });
  });

  it('one that was carried out beside a key with the same settings is not taken for that one', async () => {
    const life = await rotating();
    await makeKey(life.castellan, life.id, annsKey());
    await cutOff(life, true);
    const castellan = await secondLife(life);
    const operation = await lastOperation(life, castellan);
    expect(operation).toMatchObject({ state: 'done', result: 'probable-by-reading' });
    expect(operation?.ref).not.toBe(life.record.ref);
  });

  it('one whose key was deleted since is failed, as the key is gone', async () => {
    const life = await rotating();
    await cutOff(life, true);
    const [subject] = (await keysAt(life.server, '/v1/users/ann/keys')).filter(
      ({ key_label }) => key_label === 'Subject',
    );
    await askOk(life.server, { method: 'DELETE', path: `/v1/users/ann/keys/${subject?.key_id}` });
    const castellan = await secondLife(life, LATER_MS);
    expect(await lastOperation(life, castellan)).toMatchObject({ state: 'failed', result: 'KEY_GONE' });
  });

  it('one whose key is in a part that the cluster refuses to list stays open', async () => {
    const life = await rotating();
    await cutOff(life, true);
    await switchSettings(life.server, { userKeys: 'session' });
    const castellan = await secondLife(life, LATER_MS);
    expect(await lastOperation(life, castellan)).toMatchObject({ state: 'open', ref: life.record.ref });
  });
});

describe('a restart', () => {
  it('keeps everything readable with the network unplugged, with the time of the last sync', async () => {
    const life = await firstLife();
    await created(life.castellan, life.id, { description: 'Kept' });
    await life.castellan.handlers['sync.start']({ id: life.id }, context());
    const before = await view(life.castellan, life.id);
    const rows = await keysOf(life.castellan, life.id);
    await life.castellan.stop();
    await life.server.stop();
    const castellan = await startCastellan({ folder: life.folder, vault: life.vault });
    expect(await keysOf(castellan, life.id)).toEqual(rows);
    await expect.poll(async () => (await view(castellan, life.id)).network.state).toBe('offline');
    expect(await view(castellan, life.id)).toMatchObject({
      syncedAt: before.syncedAt,
      keyCount: before.keyCount,
    });
  });
});
