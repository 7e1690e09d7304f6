import { describe, expect, it } from 'vitest';
import type { Cache } from '#electron/cache/cache';
import { AppError } from '#shared/errors';
import { sendOk } from '../../support/practice-http';
import {
  connect,
  context,
  created,
  definition,
  formFor,
  keyNamed,
  keysOf,
  operationsIn,
  practice,
  refusal,
  startCastellan,
  view,
} from './harness';

type Part = 'journal' | 'keys' | 'clusters' | 'sync';

/** Fails writes as a full disk does, part by part, for as long as a test wants it. */
class FullDisk {
  readonly full = new Set<Part>();

  readonly before = (cache: Cache): Cache => ({
    ...cache,
    clusters: {
      ...cache.clusters,
      insert: (row) => this.guard('clusters', () => cache.clusters.insert(row)),
    },
    keys: {
      ...cache.keys,
      put: (...args) => this.guard('keys', () => cache.keys.put(...args)),
      markGone: (...args) => this.guard('keys', () => cache.keys.markGone(...args)),
    },
    sync: { ...cache.sync, commit: (...args) => this.guard('sync', () => cache.sync.commit(...args)) },
    operations: {
      ...cache.operations,
      write: (row) => this.guard('journal', () => cache.operations.write(row)),
      settle: (...args) => this.guard('journal', () => cache.operations.settle(...args)),
    },
  });

  private async guard<T>(part: Part, work: () => Promise<T>): Promise<T> {
    if (this.full.has(part)) {
      throw new AppError('CACHE_FULL', 'The disk is full.', { remedy: 'Free some space.' });
    }
    return work();
  }
}

async function scene() {
  const disk = new FullDisk();
  const server = await practice();
  const castellan = await startCastellan({ breakCache: disk.before });
  const { id } = await connect(castellan, server);
  return { disk, server, castellan, id };
}

describe('a full disk', () => {
  it('keeps a change from being sent at all when it cannot be written down first', async () => {
    const { disk, server, castellan, id } = await scene();
    disk.full.add('journal');
    const pending = castellan.handlers['keys.create'](
      { clusterId: id, definition: definition({ description: 'Made' }), confirmation: null },
      context(),
    );
    expect(await refusal(pending)).toMatchObject({ code: 'CACHE_FULL', remedy: 'Free some space.' });
    const { keys } = await sendOk(server, { path: '/1/keys' });
    expect(keys).toHaveLength(1);
  });

  it('does not hide that a change was carried out, and the next sync has it', async () => {
    const { disk, castellan, id } = await scene();
    disk.full.add('keys');
    const pending = castellan.handlers['keys.create'](
      { clusterId: id, definition: definition({ description: 'Made' }), confirmation: null },
      context(),
    );
    const error = await refusal(pending);
    expect(error).toMatchObject({ code: 'CACHE_FULL', details: { operationId: expect.any(String) } });
    expect(error.message).toBe(
      'shop carried the change out, but it could not be stored here: The disk is full.',
    );
    disk.full.clear();
    await castellan.handlers['sync.start']({ id }, context());
    expect(await keyNamed(castellan, id, 'Made')).toMatchObject({ state: 'present', hasSecret: true });
    await castellan.stop();
    expect(operationsIn(castellan.folder, castellan.vault, id)[0]).toMatchObject({
      state: 'done',
      result: 'probable-by-reading',
    });
  });

  it('leaves a cluster readable whose sync could not be stored, and says why', async () => {
    const { disk, castellan, id } = await scene();
    await created(castellan, id, { description: 'Kept' });
    const before = await keysOf(castellan, id);
    disk.full.add('sync');
    expect(await refusal(castellan.handlers['sync.start']({ id }, context()))).toMatchObject({
      code: 'CACHE_FULL',
    });
    expect((await view(castellan, id)).network).toMatchObject({ state: 'offline', code: 'CACHE_FULL' });
    expect(await keysOf(castellan, id)).toEqual(before);
  });

  it('leaves no credential behind for a cluster that could not be stored', async () => {
    const { disk, server, castellan } = await scene();
    const before = [...castellan.vault.entries.keys()];
    disk.full.add('clusters');
    const pending = castellan.handlers['clusters.connect'](formFor(server, { name: 'other' }), context());
    expect(await refusal(pending)).toMatchObject({ code: 'CACHE_FULL' });
    expect([...castellan.vault.entries.keys()]).toEqual(before);
  });
});
