import { cleanup, screen, waitFor, within } from '@testing-library/react';
import { afterEach, describe, expect, it } from 'vitest';
import { ClusterBanners, ClusterList, SyncState } from '../../../../renderer/features/clusters';
import { useCluster, useClusters } from '../../../../renderer/app/data/queries';
import type { ClusterView } from '#shared/contract/clusters';
import { AppError } from '#shared/errors';
import type { ClusterId } from '#shared/ids';
import { aCluster, clusterId, createWorld, VAULT, type World } from '../../../support/memory-world';
import { renderPart } from '../../../support/render-app';

afterEach(cleanup);

const THREE = [
  aCluster(),
  aCluster({ id: clusterId(2), name: 'shop-staging', environment: 'staging', position: 1 }),
  aCluster({ id: clusterId(3), name: 'ml-cluster', environment: 'development', position: 2 }),
];

function Rail({ onSelect }: { readonly onSelect: (id: ClusterId) => void }) {
  const clusters = useClusters() ?? [];
  return <ClusterList clusters={clusters} currentId={clusterId(1)} collapsed={false} onSelect={onSelect} />;
}

async function showRail() {
  const world = createWorld({ clusters: THREE });
  const selected: ClusterId[] = [];
  const { user } = renderPart(world, <Rail onSelect={(id) => selected.push(id)} />);
  await screen.findByText('shop-prod');
  return { user, world, selected };
}

const names = () =>
  screen.getAllByRole('listitem').map((row) => within(row).getAllByRole('button')[0]?.title);

describe('the list of clusters', () => {
  it('is one stop for Tab, starting at the cluster in view; arrows move, Enter opens', async () => {
    const { user, selected } = await showRail();
    await user.tab();
    expect(document.activeElement).toHaveProperty('title', 'shop-prod');
    await user.keyboard('{ArrowDown}{ArrowDown}');
    expect(document.activeElement).toHaveProperty('title', 'ml-cluster');
    await user.keyboard('{ArrowDown}{ArrowUp}{Enter}');
    expect(document.activeElement).toHaveProperty('title', 'shop-staging');
    expect(selected).toEqual([clusterId(2)]);
  });

  it('says name, environment, keys and age in words', async () => {
    await showRail();
    expect(
      screen.getByRole('button', { name: /^shop-prod ?, ?1,204 ?keys, ?production · 2 min ago$/ }),
    ).toBeDefined();
  });

  it('moves a cluster with Alt and an arrow, and keeps the order', async () => {
    const { user, world } = await showRail();
    await user.tab();
    await user.keyboard('{Alt>}{ArrowDown}{/Alt}');
    await waitFor(() => expect(names()).toEqual(['shop-staging', 'shop-prod', 'ml-cluster']));
    expect(world.state.clusters.map(({ name }) => name)).toEqual(['shop-staging', 'shop-prod', 'ml-cluster']);
  });

  it('removes a cluster only after its name was typed on production', async () => {
    const { user, world } = await showRail();
    await user.click(screen.getByRole('button', { name: 'Actions for shop-prod' }));
    await user.click(await screen.findByRole('menuitem', { name: 'Remove from Castellan…' }));
    const confirm = await screen.findByRole('button', { name: 'Remove cluster' });
    expect(confirm).toHaveProperty('disabled', true);
    await user.type(screen.getByRole('textbox', { name: 'Type shop-prod to confirm' }), 'shop-prod');
    await user.click(confirm);
    await waitFor(() => expect(names()).toEqual(['shop-staging', 'ml-cluster']));
    expect(
      world.bridge.made.filter(({ name }) => name.startsWith('confirm') || name === 'clusters.remove'),
    ).toEqual([
      {
        name: 'confirmations.request',
        input: { clusterId: clusterId(1), action: 'remove-cluster', target: null, typed: 'shop-prod' },
      },
      { name: 'clusters.remove', input: { id: clusterId(1), confirmation: 'token' } },
    ]);
  });

  it('removes nothing when the question is cancelled', async () => {
    const { user, world } = await showRail();
    await user.click(screen.getByRole('button', { name: 'Actions for ml-cluster' }));
    await user.click(await screen.findByRole('menuitem', { name: 'Remove from Castellan…' }));
    await user.click(await screen.findByRole('button', { name: 'Cancel' }));
    expect(screen.queryByRole('alertdialog')).toBeNull();
    expect(world.bridge.made.some(({ name }) => name === 'clusters.remove')).toBe(false);
  });
});

function CurrentBanners() {
  const cluster = useCluster(clusterId(1));
  return cluster === null ? null : <ClusterBanners cluster={cluster} />;
}

function showBanners(change: Partial<ClusterView>, world: World = createWorld()) {
  return renderPart(world, <ClusterBanners cluster={aCluster(change)} />);
}

describe('the banner of a partial sync', () => {
  it('says which keys are not listed, that all others are complete, and asks again', async () => {
    const world = createWorld({}, { 'sync.start': () => ({ added: 0, changed: 0, gone: 0 }) });
    const { user } = showBanners({ unlisted: ['users'] }, world);
    const banner = screen.getByText('Keys of users are not listed.').closest('[role=status]');
    expect(banner?.textContent).toContain(
      'shop-prod refuses that to admin keys. Organizations’ keys are complete.',
    );
    await user.click(screen.getByRole('button', { name: 'Try again' }));
    expect(world.bridge.made.map(({ name }) => name)).toContain('sync.start');
  });
});

describe('what is said above the keys', () => {
  it('is nothing for a healthy cluster', () => {
    showBanners({});
    expect(screen.queryByRole('status')?.textContent ?? '').toBe('');
  });

  it('tells since when the keys are known while offline, and tries again', async () => {
    const world = createWorld();
    const message = 'Cannot reach shop-prod: connection refused.';
    const network = { state: 'offline', code: 'UNREACHABLE', message, remedy: 'Check the address.' } as const;
    const { user } = showBanners({ network, syncedAt: Date.UTC(2026, 10, 24, 12) }, world);
    expect(screen.getByText(/connection refused\. Check the address\. Keys as of 24 Nov 2026/)).toBeDefined();
    await user.click(screen.getByRole('button', { name: 'Try again' }));
    expect(world.bridge.made).toContainEqual({ name: 'sync.start', input: { id: clusterId(1) } });
  });

  it('does not repeat the reason that stands there when a sync fails', async () => {
    const message = 'Cannot reach shop-prod: connection refused.';
    const network = { state: 'offline', code: 'UNREACHABLE', message } as const;
    const world = createWorld(
      { clusters: [aCluster({ network })] },
      {
        'sync.start': () => {
          throw new AppError('UNREACHABLE', message);
        },
      },
    );
    const { user } = renderPart(world, <CurrentBanners />);
    await user.click(await screen.findByRole('button', { name: 'Try again' }));
    await screen.findByText('shop-prod was not synced.');
    expect(screen.getAllByText(/connection refused/)).toHaveLength(1);
  });

  it('offers a new credential where the old one was refused', () => {
    const network = { state: 'offline', code: 'CREDENTIAL_REFUSED', message: 'Refused.' } as const;
    showBanners({ network });
    expect(screen.getByRole('button', { name: 'Replace the credential…' })).toBeDefined();
  });

  it('asks for the key before it mentions the network', () => {
    const network = { state: 'offline', code: 'CREDENTIAL_MISSING', message: 'Missing.' } as const;
    showBanners({ credential: 'missing', network, syncedAt: null });
    expect(screen.getByRole('button', { name: 'Enter the key…' })).toBeDefined();
    expect(screen.getByText(/No keys are known yet\./)).toBeDefined();
    expect(screen.queryByRole('button', { name: 'Try again' })).toBeNull();
  });

  it('explains a locked keychain', async () => {
    const vault = {
      ...VAULT,
      state: 'locked',
      message: 'The keychain is locked.',
      remedy: 'Unlock it.',
    } as const;
    showBanners({ credential: 'unknown' }, createWorld({ vault }));
    await screen.findByText(/The keychain is locked. Unlock it./);
  });

  it('goes online again', async () => {
    const world = createWorld({ clusters: [aCluster({ workOffline: true })] });
    const { user } = showBanners({ workOffline: true }, world);
    await user.click(screen.getByRole('button', { name: 'Go online' }));
    expect(world.state.clusters[0]?.workOffline).toBe(false);
  });

  it('names what a limited credential cannot do, and a clock that is off until dismissed', async () => {
    const access: ClusterView['access'] = {
      level: 'limited',
      permissions: ['search'],
      reason: 'It cannot list keys.',
    };
    const { user } = showBanners({ access, clockSkewMs: 31_000 });
    expect(screen.getByText(/It cannot list keys\./)).toBeDefined();
    expect(screen.getByText(/31 seconds ahead/)).toBeDefined();
    await user.click(screen.getByRole('button', { name: 'Dismiss' }));
    expect(screen.queryByText(/31 seconds ahead/)).toBeNull();
  });
});

describe('a running sync', () => {
  it('shows its progress and can be cancelled', async () => {
    const world = createWorld();
    const network = { state: 'syncing', done: 400, total: 1204 } as const;
    const { user } = renderPart(world, <SyncState cluster={aCluster({ network })} />);
    expect(screen.getByRole('progressbar', { name: 'Syncing shop-prod' })).toBeDefined();
    await user.click(screen.getByRole('button', { name: 'Cancel' }));
    expect(world.bridge.made).toContainEqual({ name: 'sync.cancel', input: { id: clusterId(1) } });
  });
});
