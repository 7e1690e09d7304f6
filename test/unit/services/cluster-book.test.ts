import { describe, expect, it } from 'vitest';
import type { Cache, ClusterRow } from '#electron/cache/cache';
import { ClusterBook } from '#electron/services/cluster-book';
import { clusterIdSchema } from '#shared/ids';

const id = clusterIdSchema.parse('00000000-0000-4000-8000-000000000001');

const ROW: ClusterRow = {
  id,
  kind: 'algorithmia',
  name: 'ml',
  environment: 'development',
  connection: {},
  caPem: null,
  readOnly: false,
  workOffline: false,
  position: 0,
  access: { level: 'admin' },
  createdAt: 0,
  syncedAt: null,
  clockSkewMs: null,
  notOffered: [],
  unlisted: [],
};

/** A cache of one cluster that answers later, and can refuse to write. */
function slowCache(): { readonly cache: () => Cache; refuse: boolean } {
  let row = ROW;
  const later = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));
  const state = {
    refuse: false,
    cache: () =>
      ({
        clusters: {
          list: async () => {
            await later();
            return [{ ...row, keyCount: 0 }];
          },
          update: async (next: ClusterRow) => {
            await later();
            if (state.refuse) throw new Error('The disk is full.');
            row = next;
          },
        },
      }) as unknown as Cache,
  };
  return state;
}

describe('changes of a cluster’s row', () => {
  it('keep one another, however close they come', async () => {
    const book = new ClusterBook(slowCache().cache, () => undefined);
    await book.refresh();
    await Promise.all([
      book.change(id, (row) => ({ ...row, name: 'renamed' })),
      book.change(id, (row) => ({ ...row, notOffered: ['rotate'] })),
      book.change(id, (row) => ({ ...row, workOffline: true })),
    ]);
    expect(book.row(id)).toMatchObject({ name: 'renamed', notOffered: ['rotate'], workOffline: true });
  });

  it('go on after one that could not be stored', async () => {
    const slow = slowCache();
    const book = new ClusterBook(slow.cache, () => undefined);
    await book.refresh();
    slow.refuse = true;
    await expect(book.change(id, (row) => ({ ...row, name: 'lost' }))).rejects.toThrow('full');
    slow.refuse = false;
    await book.change(id, (row) => ({ ...row, readOnly: true }));
    expect(book.row(id)).toMatchObject({ name: 'ml', readOnly: true });
  });
});
