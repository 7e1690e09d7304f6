import { describe, expect, it } from 'vitest';
import { notOfferedHere } from '#electron/clusters/not-offered';
import type { ClusterBook } from '#electron/services/cluster-book';
import { Offers } from '#electron/services/offers';
import type { RefusableAction } from '#shared/contract/clusters';
import { clusterIdSchema } from '#shared/ids';

const id = clusterIdSchema.parse('00000000-0000-4000-8000-000000000001');

interface Row {
  readonly id: typeof id;
  readonly notOffered: readonly RefusableAction[];
}

/** A book that stores one change after the other, each a moment later. */
function slowBook(): { readonly book: ClusterBook; readonly row: () => Row } {
  let row: Row = { id, notOffered: [] };
  let turn: Promise<unknown> = Promise.resolve();
  const change = async (_id: typeof id, next: (row: Row) => Row): Promise<void> => {
    const before = turn;
    turn = (async () => {
      await before;
      row = next(row);
    })();
    await turn;
  };
  return { book: { rows: () => [row], change } as unknown as ClusterBook, row: () => row };
}

describe('what a cluster was found not to offer', () => {
  it('is kept from two calls that find out at the same time', async () => {
    const { book, row } = slowBook();
    const offers = new Offers(book, () => undefined);
    await Promise.all([
      offers.learn(id, notOfferedHere(['rotate'], 'no')),
      offers.learn(id, notOfferedHere(['update'], 'no')),
    ]);
    expect(row().notOffered).toEqual(['update', 'rotate']);
  });
});
