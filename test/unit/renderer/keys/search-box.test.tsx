import { cleanup, createEvent, fireEvent, screen, waitFor } from '@testing-library/react';
import { afterEach, describe, expect, it } from 'vitest';
import { KeysScreen } from '../../../../renderer/features/keys';
import { clearFilter } from '../../../../renderer/features/keys/view-store';
import { useCluster } from '../../../../renderer/app/data/queries';
import { useCurrentClusterId } from '../../../../renderer/app/router';
import { aCluster, clusterId, createWorld } from '../../../support/memory-world';
import { aKey, keyHandlers } from '../../../support/memory-keys';
import type { MemoryHandlers } from '../../../support/memory-bridge';
import { renderPart } from '../../../support/render-app';

afterEach(() => {
  cleanup();
  for (const id of [clusterId(1), clusterId(2)]) clearFilter(id);
});

const SECRET = 'a1b2c3d4e5f60718293a4b5c6d7e8f90';

function Screen() {
  const cluster = useCluster(useCurrentClusterId() ?? clusterId(1));
  return cluster === null ? null : <KeysScreen key={cluster.id} cluster={cluster} />;
}

async function show(more: MemoryHandlers) {
  const clusters = [aCluster(), aCluster({ id: clusterId(2), name: 'shop-staging', environment: 'staging' })];
  const world = createWorld({ clusters }, { ...keyHandlers([aKey(1), aKey(2)]), ...more });
  const view = renderPart(world, <Screen />);
  await screen.findByRole('grid');
  const box = screen.getByRole('searchbox');
  return { ...view, world, box };
}

/** Everything that the page and its caches hold, as text. */
function held(view: Awaited<ReturnType<typeof show>>): string {
  const queries = view.client.getQueryCache().getAll();
  const cached = JSON.stringify(queries.map(({ queryKey, state }) => [queryKey, state.data]));
  const stored = JSON.stringify([{ ...localStorage }, { ...sessionStorage }, history.state, location.href]);
  return `${document.body.innerHTML} ${cached} ${stored}`;
}

describe('a secret in the search box', () => {
  it('leaves the box at once, is looked up, and is kept nowhere', async () => {
    const view = await show({ 'keys.findBySecret': () => [] });
    view.box.focus();
    await view.user.paste(`  ${SECRET}\n`);
    expect(view.box).toHaveProperty('value', '');
    expect(await screen.findByText('No known key has this secret.')).toBeDefined();
    expect(view.world.bridge.made.filter(({ name }) => name === 'keys.findBySecret')).toEqual([
      { name: 'keys.findBySecret', input: { secret: SECRET } },
    ]);
    expect(held(view)).not.toContain(SECRET);
  });

  it('is taken out when it is dropped or completed by typing', async () => {
    const view = await show({ 'keys.findBySecret': () => [] });
    const drop = createEvent.drop(view.box);
    Object.defineProperty(drop, 'dataTransfer', { value: { getData: () => SECRET } });
    fireEvent(view.box, drop);
    expect(drop.defaultPrevented).toBe(true);
    await view.user.type(view.box, SECRET);
    expect(view.box).toHaveProperty('value', '');
    expect(
      view.world.bridge.made.some(
        ({ name, input }) => name === 'keys.page' && JSON.stringify(input).includes(SECRET),
      ),
    ).toBe(false);
  });

  it('leads to its key on another cluster', async () => {
    const found = aKey(2, { clusterId: clusterId(2), label: 'Indexer' });
    const view = await show({
      'keys.findBySecret': () => [{ clusterId: clusterId(2), ref: found.ref }],
      'keys.get': () => found,
    });
    view.box.focus();
    await view.user.paste(SECRET);
    expect(await screen.findByRole('grid', { name: 'Keys of shop-staging' })).toBeDefined();
    await waitFor(() =>
      expect(screen.getByRole('row', { selected: true }).textContent).toContain('Key 00002'),
    );
    expect(held(view)).not.toContain(SECRET);
  });

  it('asks which key is meant when several clusters have it', async () => {
    const view = await show({
      'keys.findBySecret': () => [
        { clusterId: clusterId(1), ref: aKey(1).ref },
        { clusterId: clusterId(2), ref: aKey(1).ref },
      ],
    });
    view.box.focus();
    await view.user.paste(SECRET);
    await view.user.click(await screen.findByRole('button', { name: 'Key 00001 on shop-staging' }));
    expect(await screen.findByRole('grid', { name: 'Keys of shop-staging' })).toBeDefined();
  });

  it('is no secret when it is a name: the list is searched for it', async () => {
    const view = await show({});
    view.box.focus();
    await view.user.paste('key 00002');
    expect(view.box).toHaveProperty('value', 'key 00002');
    expect(await screen.findByText('1 of 2 keys')).toBeDefined();
  });
});
