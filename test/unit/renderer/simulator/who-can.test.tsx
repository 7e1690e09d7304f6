import { cleanup, screen, waitFor, within } from '@testing-library/react';
import { afterEach, describe, expect, it } from 'vitest';
import type { KeyHolder, WhoCanChunk, WhoCanQuery } from '#shared/contract/requests';
import { AppError } from '#shared/errors';
import { bareRequest } from '#shared/policy/decision';
import { useCurrentClusterId } from '../../../../renderer/app/router';
import { closeWhoCan, openWhoCan } from '../../../../renderer/features/simulator';
import { WhoCanDialog } from '../../../../renderer/features/who-can';
import { keyRef } from '../../../support/memory-keys';
import { aCluster, clusterId, createWorld } from '../../../support/memory-world';
import { renderPart } from '../../../support/render-app';

afterEach(() => {
  closeWhoCan();
  cleanup();
});

const A = clusterId(1);
const B = clusterId(2);

function holder(number: number, cluster = A): KeyHolder {
  const decidedBy = { sort: 'scope', field: 'indexes', entry: `prod_${number}*` } as const;
  return {
    clusterId: cluster,
    ref: keyRef(number),
    label: `Key ${number}`,
    mask: 'a1b2…9f',
    admin: false,
    decidedBy,
  };
}

type Answer = (query: WhoCanQuery) => WhoCanChunk | Promise<WhoCanChunk>;

function Place() {
  return <output aria-label="cluster">{useCurrentClusterId()}</output>;
}

function show(answer: Answer, request = bareRequest('deleteIndex', 'prod_*')) {
  const clusters = [
    aCluster(),
    aCluster({
      id: B,
      name: 'shop-dev',
      environment: 'development',
      position: 1,
      network: { state: 'unknown' },
    }),
    aCluster({ id: clusterId(3), name: 'ml', kind: 'algorithmia', connection: {}, position: 2 }),
  ];
  const world = createWorld({ clusters }, { 'keys.whoCan': (query) => answer(query as WhoCanQuery) });
  openWhoCan({ kind: 'algolia', clusterId: null, request });
  const view = renderPart(
    world,
    <>
      <Place />
      <WhoCanDialog />
    </>,
  );
  const asked = () =>
    world.bridge.made.filter(({ name }) => name === 'keys.whoCan').map(({ input }) => input);
  return { ...view, world, asked };
}

const chunk = (change: Partial<WhoCanChunk>): WhoCanChunk => ({
  holders: [],
  counts: [],
  next: null,
  end: 10,
  ...change,
});

describe('who can', () => {
  it('lists the keys of every cluster of the kind with the entry that lets them, chunk by chunk', async () => {
    const { asked } = show(({ after }) =>
      after === 0
        ? chunk({ holders: [holder(1)], counts: [{ clusterId: A, asked: 5, allowed: 1 }], next: 5 })
        : chunk({
            holders: [holder(2), holder(3, B)],
            counts: [
              { clusterId: A, asked: 2, allowed: 1 },
              { clusterId: B, asked: 3, allowed: 1 },
            ],
          }),
    );
    await screen.findByText('3 keys can.');
    const first = within(screen.getByRole('region', { name: 'shop-prod' }));
    expect(first.getByText(/^2 of 7 keys/)).toBeTruthy();
    expect(first.getAllByRole('button').map(({ textContent }) => textContent)).toEqual([
      'Key 1a1b2…9fby the entry prod_1*',
      'Key 2a1b2…9fby the entry prod_2*',
    ]);
    expect(screen.queryByRole('region', { name: 'ml' })).toBeNull();
    expect(asked()).toMatchObject([
      { clusterIds: [A, B], after: 0 },
      { clusterIds: [A, B], after: 5 },
    ]);
  });

  it('shows what was found while it goes on, and stops when asked to', async () => {
    const { user, asked } = show(({ after }) =>
      after === 0
        ? chunk({ holders: [holder(1)], counts: [{ clusterId: A, asked: 5, allowed: 1 }], next: 5 })
        : new Promise(() => undefined),
    );
    await screen.findByRole('button', { name: /^Key 1/ });
    expect(
      screen.getByRole('progressbar').ariaValueNow ??
        screen.getByRole('progressbar').getAttribute('aria-valuenow'),
    ).toBe('5');
    await user.click(screen.getByRole('button', { name: 'Cancel' }));
    expect(screen.getByText('Stopped. So far: 1 key can.')).toBeTruthy();
    expect(asked()).toHaveLength(2);
  });

  it('asks again when the question changes, and one cluster alone when it is chosen', async () => {
    const { user, asked } = show(() => chunk({}));
    await screen.findByText('No key can.');
    await user.selectOptions(screen.getByRole('combobox', { name: 'Clusters' }), 'shop-dev');
    await waitFor(() => expect(asked().at(-1)).toMatchObject({ clusterIds: [B] }));
    await user.selectOptions(screen.getByRole('combobox', { name: 'Operation' }), 'listKeys');
    await waitFor(() =>
      expect(asked().at(-1)).toMatchObject({ request: { operation: 'listKeys', resource: null } }),
    );
    await user.selectOptions(screen.getByRole('combobox', { name: 'Kind' }), 'Algorithmia');
    await waitFor(() => expect(asked().at(-1)).toMatchObject({ clusterIds: [clusterId(3)] }));
  });

  it('asks nothing until it is known what for', async () => {
    const { user, asked } = show(() => chunk({}), bareRequest('search'));
    expect(screen.getByText('Fill in Index to see which keys can.')).toBeTruthy();
    expect(asked()).toEqual([]);
    await user.type(screen.getByRole('combobox', { name: 'Index' }), 'a');
    await waitFor(() => expect(asked()).toHaveLength(1));
  });

  it('leads to a key, on whichever cluster it is', async () => {
    const { user } = show(() =>
      chunk({ holders: [holder(3, B)], counts: [{ clusterId: B, asked: 1, allowed: 1 }] }),
    );
    await user.click(await screen.findByRole('button', { name: /^Key 3/ }));
    expect(screen.queryByRole('dialog')).toBeNull();
    expect(screen.getByRole('status', { name: 'cluster' }).textContent).toBe(B);
  });

  it('says what went wrong', async () => {
    show(() => {
      throw new AppError('CACHE_CORRUPT', 'The file was damaged.');
    });
    expect(await screen.findByText(/The file was damaged/)).toBeTruthy();
  });
});
