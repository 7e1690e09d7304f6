import { act, cleanup, screen, waitFor, within } from '@testing-library/react';
import { afterEach, describe, expect, it } from 'vitest';
import { DEFAULT_SETTINGS } from '#shared/contract/app';
import { AppError } from '#shared/errors';
import type { MemoryHandlers } from '../../../support/memory-bridge';
import { aCluster, clusterId, createWorld, type WorldState } from '../../../support/memory-world';
import { navigate } from '../../../../renderer/app/router';
import { renderApp } from '../../../support/render-app';

afterEach(cleanup);

const TWO = [
  aCluster(),
  aCluster({ id: clusterId(2), name: 'shop-staging', environment: 'staging', position: 1, keyCount: 11 }),
];

async function start(change: Partial<WorldState> = {}, more: MemoryHandlers = {}) {
  const world = createWorld({ clusters: TWO, ...change }, more);
  const { user, container } = renderApp(world);
  await screen.findByRole('complementary', { name: 'Sidebar' });
  return { user, world, container };
}

const railButton = (name: string) =>
  within(screen.getByRole('navigation', { name: 'Clusters' })).getByTitle(name);

const title = () => within(screen.getByRole('banner')).getByRole('heading', { level: 1 }).textContent;

describe('the frame', () => {
  it('opens on the cluster that was open last, and shows its environment in words', async () => {
    await start({ settings: { ...DEFAULT_SETTINGS, lastClusterId: clusterId(2) } });
    expect(title()).toBe('shop-staging');
    expect(within(screen.getByRole('banner')).getByText('staging')).toBeDefined();
  });

  it('remembers the cluster that is opened with Ctrl and its number', async () => {
    const { user, world } = await start();
    expect(title()).toBe('shop-prod');
    await user.keyboard('{Control>}2{/Control}');
    expect(title()).toBe('shop-staging');
    await waitFor(() => expect(world.state.settings.lastClusterId).toBe(clusterId(2)));
  });

  it('goes to the settings with Ctrl+comma, and with G then S only from a list', async () => {
    const { user } = await start();
    await user.keyboard('gs');
    expect(screen.queryByRole('heading', { name: 'Settings' })).toBeNull();
    railButton('shop-prod').focus();
    await user.keyboard('gs');
    expect(screen.getByRole('heading', { name: 'Settings' })).toBeDefined();
    await user.keyboard('gk');
    expect(screen.queryByRole('heading', { name: 'Settings' })).toBeNull();
    await user.keyboard('{Control>},{/Control}');
    expect(screen.getByRole('heading', { name: 'Settings' })).toBeDefined();
  });

  it('goes to the keys for a command of theirs that is wanted elsewhere', async () => {
    const { user } = await start();
    await user.keyboard('{Control>},{/Control}');
    await screen.findByRole('heading', { name: 'Settings' });
    await user.keyboard('{Control>}f{/Control}');
    await waitFor(() => expect(document.activeElement).toBe(screen.getByRole('searchbox')));
    expect(screen.queryByRole('heading', { name: 'Settings' })).toBeNull();
  });

  it('folds the sidebar and keeps every cluster within reach by name', async () => {
    const { user, world } = await start();
    await user.keyboard('{Control>}b{/Control}');
    await screen.findByRole('button', { name: 'shop-staging, staging, online' });
    expect(world.state.settings.railCollapsed).toBe(true);
  });

  it('keeps to the chosen cluster when an older list comes after it was added', async () => {
    const { world } = await start();
    act(() => navigate({ place: 'keys', clusterId: clusterId(3) }));
    world.bridge.emit('clusters:changed', TWO);
    await waitFor(() => expect(title()).toBe('shop-prod'));
    const added = aCluster({ id: clusterId(3), name: 'just-added', position: 2 });
    world.bridge.emit('clusters:changed', [...TWO, added]);
    await waitFor(() => expect(title()).toBe('just-added'));
  });

  it('follows the events of the main process', async () => {
    const { world } = await start();
    world.bridge.emit('clusters:changed', [aCluster({ name: 'renamed' })]);
    await waitFor(() => expect(title()).toBe('renamed'));
    world.bridge.emit('settings:changed', { ...DEFAULT_SETTINGS, theme: 'contrast', density: 'compact' });
    await waitFor(() =>
      expect(document.documentElement.dataset).toMatchObject({ theme: 'contrast', density: 'compact' }),
    );
  });

  it('runs a command of the menu', async () => {
    const { world } = await start();
    world.bridge.emit('menu:command', { command: 'cluster.add' });
    await screen.findByRole('dialog', { name: 'Add cluster' });
  });

  it('shows the notices of the start until they are dismissed', async () => {
    const notice = {
      id: 'a',
      severity: 'error',
      message: 'The cache was damaged.',
      remedy: 'Sync again.',
    } as const;
    const { user, world } = await start({ notices: [notice] });
    expect((await screen.findByRole('alert')).textContent).toContain('The cache was damaged. Sync again.');
    await user.click(screen.getByRole('button', { name: 'Dismiss' }));
    await waitFor(() => expect(screen.queryByRole('alert')).toBeNull());
    expect(world.state.notices).toEqual([]);
  });

  it('goes to the first cluster when the one in view was removed', async () => {
    const { user, world } = await start();
    await user.keyboard('{Control>}2{/Control}');
    world.bridge.emit('clusters:changed', [aCluster()]);
    await waitFor(() => expect(title()).toBe('shop-prod'));
  });
});

describe('without a cluster', () => {
  it('offers the practice cluster and goes there', async () => {
    const { user } = await start({ clusters: [] });
    await user.click(screen.getByRole('button', { name: 'Open the Algolia practice cluster' }));
    await waitFor(() => expect(title()).toBe('Practice'));
  });

  it('says why the practice cluster did not open', async () => {
    const { user } = await start(
      { clusters: [] },
      {
        'clusters.openPractice': () => {
          throw new AppError('INTERNAL', 'No port is free.', { remedy: 'Close another program.' });
        },
      },
    );
    await user.click(screen.getByRole('button', { name: 'Open the Algolia practice cluster' }));
    expect((await screen.findByRole('alert')).textContent).toContain(
      'No port is free. Close another program.',
    );
  });
});

describe('the palette', () => {
  it('runs what is found by name, and gives reasons for what cannot run', async () => {
    const { user, world } = await start();
    await user.keyboard('{Control>}k{/Control}');
    const palette = await screen.findByRole('dialog', { name: 'Search or run a command' });
    expect(within(palette).getByText('No sync is running.')).toBeDefined();
    await user.keyboard('sync now{Enter}');
    await waitFor(() =>
      expect(world.bridge.made).toContainEqual({ name: 'sync.start', input: { id: clusterId(1) } }),
    );
    expect(screen.queryByRole('dialog')).toBeNull();
  });

  it('finds clusters, and forgets what was typed', async () => {
    const { user } = await start();
    await user.keyboard('{Control>}k{/Control}');
    await user.keyboard('staging{Enter}');
    await waitFor(() => expect(title()).toBe('shop-staging'));
    await user.keyboard('{Control>}k{/Control}');
    expect(await screen.findByRole('combobox')).toHaveProperty('value', '');
  });

  it('passes what is no command to the search of the keys', async () => {
    const { user } = await start();
    await user.keyboard('{Control>}k{/Control}blog');
    await user.click(await screen.findByRole('option', { name: 'Search keys for “blog”' }));
    await waitFor(() => expect(screen.getByRole('searchbox')).toHaveProperty('value', 'blog'));
  });

  it('looks a secret up and leaves it nowhere', async () => {
    const secret = 'c0ffee00c0ffee00c0ffee00c0ffee00';
    const { user, world } = await start({}, { 'keys.findBySecret': () => [] });
    await user.keyboard(`{Control>}k{/Control}${secret}`);
    await user.click(await screen.findByRole('option', { name: /^Search keys for/ }));
    await waitFor(() =>
      expect(world.bridge.made).toContainEqual({ name: 'keys.findBySecret', input: { secret } }),
    );
    await waitFor(() => expect(document.body.innerHTML).not.toContain(secret));
    expect(screen.getByRole('searchbox')).toHaveProperty('value', '');
  });

  it('gives the focus back when it closes', async () => {
    const { user } = await start();
    railButton('shop-prod').focus();
    await user.keyboard('{Control>}k{/Control}{Escape}');
    await waitFor(() => expect(document.activeElement).toHaveProperty('title', 'shop-prod'));
  });
});

describe('the shortcut list', () => {
  it('opens with Ctrl+/ and closes with Esc', async () => {
    const { user } = await start();
    await user.keyboard('{Control>}/{/Control}');
    const list = await screen.findByRole('dialog', { name: 'Keyboard shortcuts' });
    expect(within(list).getByText('G then K')).toBeDefined();
    await user.keyboard('{Escape}');
    expect(screen.queryByRole('dialog')).toBeNull();
  });
});

describe('when nothing can be read', () => {
  it('says so, with the details and a way to try again', async () => {
    let broken = true;
    const world = createWorld(
      { clusters: TWO },
      {
        'clusters.list': () => {
          if (broken)
            throw new AppError('CACHE_CORRUPT', 'The cache cannot be read.', {
              remedy: 'Restart Castellan.',
            });
          return [...TWO];
        },
      },
    );
    const { user } = renderApp(world);
    await screen.findByRole('heading', { name: 'Castellan cannot read its data' });
    await user.click(screen.getByRole('button', { name: 'Copy details' }));
    expect(world.bridge.made.at(-1)).toEqual({
      name: 'app.copyText',
      input: {
        text: 'Castellan cannot read its data\nCACHE_CORRUPT: The cache cannot be read.\nRestart Castellan.',
      },
    });
    broken = false;
    await user.click(screen.getByRole('button', { name: 'Try again' }));
    await screen.findByRole('complementary', { name: 'Sidebar' });
  });
});
