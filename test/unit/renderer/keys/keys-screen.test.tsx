import { cleanup, screen, waitFor, within } from '@testing-library/react';
import { afterEach, describe, expect, it } from 'vitest';
import { AppError } from '#shared/errors';
import type { ClusterView } from '#shared/contract/clusters';
import { operationIdSchema } from '#shared/ids';
import { KeysScreen } from '../../../../renderer/features/keys';
import { useShortcuts } from '../../../../renderer/app/commands/shortcuts';
import { clearFilter, select, setSort } from '../../../../renderer/features/keys/view-store';
import { SheetHost } from '../../../../renderer/ui';
import type { MemoryHandlers } from '../../../support/memory-bridge';
import { aKey, keyHandlers } from '../../../support/memory-keys';
import { aCluster, clusterId, createWorld } from '../../../support/memory-world';
import { renderPart } from '../../../support/render-app';

afterEach(() => {
  cleanup();
  clearFilter(clusterId(1));
  setSort(clusterId(1), { by: 'label', descending: false });
  select(clusterId(1), null);
});

function Screen({ cluster }: { readonly cluster: ClusterView }) {
  useShortcuts();
  return (
    <SheetHost>
      <KeysScreen cluster={cluster} />
    </SheetHost>
  );
}

const KEYS = Array.from({ length: 250 }, (_, index) => aKey(index + 1));

async function show(more: MemoryHandlers = {}, change: Partial<ClusterView> = {}, keys = KEYS) {
  const cluster = aCluster({ environment: 'staging', ...change });
  const world = createWorld({ clusters: [cluster] }, { ...keyHandlers(keys), ...more });
  const view = renderPart(world, <Screen cluster={cluster} />);
  return { ...view, world };
}

const grid = () => screen.findByRole('grid', { name: 'Keys of shop-prod' });
const selected = () => screen.getByRole('row', { selected: true }).textContent ?? '';
const inputsOf = (view: Awaited<ReturnType<typeof show>>, name: string) =>
  view.world.bridge.made.filter((call) => call.name === name).map((call) => call.input);

describe('the list of keys', () => {
  it('moves by J, K, arrows, Home, End and the page keys, and fetches the pages that come into sight', async () => {
    const view = await show();
    (await grid()).focus();
    await waitFor(() => expect(selected()).toContain('Key 00001'));
    await view.user.keyboard('jj{ArrowDown}k');
    expect(selected()).toContain('Key 00003');
    expect(screen.getByText('250 keys')).toBeDefined();
    expect(inputsOf(view, 'keys.page')).toHaveLength(1);
    await view.user.keyboard('{Home}');
    expect(selected()).toContain('Key 00001');
    await view.user.keyboard('{PageDown}');
    // As many rows as the window can hold: here no element has a height.
    expect(selected()).toContain(
      `Key ${String(1 + Math.floor(window.innerHeight / 36) - 1).padStart(5, '0')}`,
    );
  });

  it('keeps the selection on its key when rows come before it', async () => {
    let keys = KEYS;
    const view = await show({
      'keys.page': (query) => keyHandlers(keys)['keys.page']?.(query, AbortSignal.any([])) ?? never(),
    });
    (await grid()).focus();
    await view.user.keyboard('j');
    expect(selected()).toContain('Key 00002');
    keys = [aKey(900, { label: 'A new one' }), ...KEYS];
    view.world.bridge.emit('keys:changed', { clusterId: clusterId(1) });
    await screen.findByText('A new one');
    expect(selected()).toContain('Key 00002');
    expect(screen.getByRole('row', { selected: true }).getAttribute('aria-rowindex')).toBe('4');
  });

  it('marks a row whose key changed, and no other', async () => {
    let keys = KEYS;
    const view = await show({
      'keys.page': (query) => keyHandlers(keys)['keys.page']?.(query, AbortSignal.any([])) ?? never(),
    });
    await screen.findByRole('row', { name: /Key 00003/ });
    keys = KEYS.with(2, aKey(3, { spec: { indexes: ['blog_*'] } }));
    view.world.bridge.emit('keys:changed', { clusterId: clusterId(1) });
    await screen.findByText('blog_*');
    const marked = screen.getAllByRole('row').filter((row) => row.dataset['changed'] !== undefined);
    expect(marked.map((row) => row.dataset['index'])).toEqual(['2']);
  });

  it('keeps the selected key through a search that lists it, else goes to the first match', async () => {
    const view = await show();
    (await grid()).focus();
    await view.user.keyboard('jjj');
    await view.user.type(screen.getByRole('searchbox'), 'key 0000');
    await screen.findByText('9 of 250 keys');
    expect(selected()).toContain('Key 00004');
    await view.user.type(screen.getByRole('searchbox'), '7');
    await screen.findByText('1 of 250 keys');
    await waitFor(() => expect(selected()).toContain('Key 00007'));
    await view.user.keyboard('{Enter}');
    expect(document.activeElement).toBe(await grid());
  });

  it('sorts by a header, and the other way round by the same one', async () => {
    const view = await show();
    await grid();
    const header = () => screen.getByRole('columnheader', { name: /Expires/ });
    await view.user.click(within(header()).getByRole('button'));
    expect(header().getAttribute('aria-sort')).toBe('ascending');
    await view.user.click(within(header()).getByRole('button'));
    expect(header().getAttribute('aria-sort')).toBe('descending');
    expect(inputsOf(view, 'keys.page').at(-1)).toMatchObject({ sort: { by: 'expires', descending: true } });
  });

  it('reveals the secret on R, hides it on leaving the key, and shows it nowhere else', async () => {
    const view = await show();
    (await grid()).focus();
    await view.user.keyboard('{Enter}');
    expect(screen.queryByText('a1b2c3d4e5f60718293a4b5c6d7e8f9f')).toBeNull();
    await view.user.keyboard('r');
    expect(await screen.findByText('a1b2c3d4e5f60718293a4b5c6d7e8f9f')).toBeDefined();
    await view.user.keyboard('j');
    expect(screen.queryByText('a1b2c3d4e5f60718293a4b5c6d7e8f9f')).toBeNull();
    await view.user.keyboard('k');
    expect(screen.queryByText('a1b2c3d4e5f60718293a4b5c6d7e8f9f')).toBeNull();
  });

  it('shows the selected key in code on U, and no key that is gone', async () => {
    const keys = [aKey(1), aKey(2, { state: 'gone', goneAt: 1, goneReason: 'deleted-here' })];
    const view = await show({ 'keys.page': () => ({ rows: keys, total: 2, all: 2, syncedAt: 1 }) }, {}, keys);
    (await grid()).focus();
    await waitFor(() => expect(selected()).toContain('Key 00001'));
    await view.user.keyboard('u');
    expect(await screen.findByRole('dialog', { name: 'Use Key 00001 on shop-prod' })).toBeDefined();
    await view.user.keyboard('{Escape}');
    expect(screen.queryByRole('dialog')).toBeNull();
    await view.user.keyboard('ju');
    expect(selected()).toContain('Key 00002');
    expect(screen.queryByRole('dialog')).toBeNull();
  });

  it('asks before it deletes, sends the token along, and offers to restore', async () => {
    const gone = aKey(1, { state: 'gone', goneAt: 1, goneReason: 'deleted-here' });
    const view = await show({
      'keys.remove': () => ({
        outcome: 'done',
        operationId: operation(),
        record: gone,
        settled: true,
      }),
    });
    (await grid()).focus();
    await view.user.keyboard('{Delete}');
    const dialog = await screen.findByRole('alertdialog', { name: 'Delete key Key 00001?' });
    expect(document.activeElement).toBe(within(dialog).getByRole('button', { name: 'Cancel' }));
    // Nothing is under way before the question has been answered.
    expect(document.querySelector('button[aria-busy="true"]')).toBeNull();
    await view.user.click(within(dialog).getByRole('button', { name: 'Delete key' }));
    expect(await screen.findByText('Key 00001 deleted.')).toBeDefined();
    expect(inputsOf(view, 'keys.remove')).toEqual([
      { clusterId: clusterId(1), ref: aKey(1).ref, confirmation: 'token' },
    ]);
    expect(screen.getByRole('button', { name: 'Restore' })).toBeDefined();
  });

  it('says why nothing can be changed on a read-only cluster, and does not open the editor', async () => {
    const view = await show({}, { readOnly: true });
    (await grid()).focus();
    await view.user.keyboard('n{Enter}e');
    expect(screen.queryByRole('dialog')).toBeNull();
    expect(screen.getByRole('button', { name: 'Edit' }).title).toMatch(/set to read only/);
  });

  it('says the state of a key in its details only where there is something to say', async () => {
    const soon = aKey(2, { spec: { expiresAt: Date.now() + 86_400_000 } });
    const view = await show({}, {}, [aKey(1), soon]);
    (await grid()).focus();
    await view.user.keyboard('{Enter}');
    const details = await screen.findByRole('complementary', { name: 'Details of Key 00001' });
    expect(within(details).queryByText('active')).toBeNull();
    await view.user.keyboard('j');
    const next = await screen.findByRole('complementary', { name: 'Details of Key 00002' });
    expect(within(next).getByText('soon')).toBeDefined();
  });

  it('tells every setting of a key that is called like one of them', async () => {
    const view = await show({}, {}, [aKey(1, { label: 'search' })]);
    (await grid()).focus();
    await view.user.keyboard('{Enter}');
    const details = await screen.findByRole('complementary', { name: 'Details of search' });
    expect(within(details).getByText('Permissions')).toBeDefined();
    expect(within(details).queryByText('Description')).toBeNull();
  });

  it('does not promise the secret of an admin key with the next sync', async () => {
    const view = await show({}, {}, [aKey(1, { admin: true, hasSecret: false })]);
    (await grid()).focus();
    await view.user.keyboard('{Enter}');
    const details = await screen.findByRole('complementary', { name: 'Details of Key 00001' });
    expect(details.textContent).not.toContain('next sync');
  });

  it('proposes to try an index that the key reaches', async () => {
    const view = await show({}, {}, [aKey(1, { spec: { indexes: ['ord*'] } })]);
    (await grid()).focus();
    await view.user.keyboard('{Enter}');
    await view.user.click(await screen.findByRole('button', { name: 'Try…' }));
    const dialog = await screen.findByRole('dialog', { name: /^Try/ });
    await waitFor(() => expect(within(dialog).getByLabelText('Index')).toHaveProperty('value', 'orders'));
    expect(within(dialog).queryByText(/bound to pages/)).toBeNull();
  });

  it('says before a key that is bound to pages is tried that the cluster refuses it', async () => {
    const view = await show({}, {}, [aKey(1, { spec: { referers: ['https://acme.com/*'] } })]);
    (await grid()).focus();
    await view.user.keyboard('{Enter}');
    await view.user.click(await screen.findByRole('button', { name: 'Try…' }));
    expect(await screen.findByText(/This key is bound to pages/)).toBeDefined();
  });

  it('tells the changes of one day apart by their time', async () => {
    const noon = Date.UTC(2026, 10, 12, 12);
    const version = { validTo: null, spec: aKey(1).spec } as const;
    const view = await show(
      {
        'keys.history': () => [
          { ...version, validFrom: noon + 3_600_000, origin: 'edited-here' },
          { ...version, validFrom: noon, origin: 'changed-elsewhere' },
          { ...version, validFrom: noon - 5 * 86_400_000, origin: 'first-seen' },
        ],
      },
      {},
      [aKey(1)],
    );
    (await grid()).focus();
    await view.user.keyboard('{Enter}');
    await screen.findByText(/edited in Castellan/);
    const times = screen.getAllByText(/Nov 2026/, { selector: 'li > time' }).map((time) => time.textContent);
    expect(times.map((text) => /\d\d:\d\d/.test(text))).toEqual([true, true, false]);
  });

  it('explains what happened to a gone key and what restoring does', async () => {
    const expiresAt = Date.now() + 5 * 86_400_000;
    const gone = aKey(1, {
      state: 'gone',
      goneAt: Date.now(),
      goneReason: 'deleted-here',
      spec: { expiresAt },
    });
    const view = await show({}, {}, [gone]);
    await view.user.click(await screen.findByRole('button', { name: 'State' }));
    await view.user.click(await screen.findByRole('menuitemradio', { name: 'Deleted, expired or gone' }));
    (await grid()).focus();
    await view.user.keyboard('{Enter}');
    expect(await screen.findByText(/Deleted from Castellan on/)).toBeDefined();
    expect(screen.getByText(/its old expiry, .* is set again right away/)).toBeDefined();
  });
});

describe('the list of keys without rows', () => {
  it('tells an empty cluster from a search without a match', async () => {
    const view = await show({}, {}, [aKey(1)]);
    await grid();
    await view.user.type(screen.getByRole('searchbox'), 'zzz');
    expect(await screen.findByText('No key matches')).toBeDefined();
    const [, clear] = screen.getAllByRole('button', { name: 'Clear search and filters' });
    await view.user.click(clear ?? document.body);
    expect(await screen.findByRole('row', { name: /Key 00001/ })).toBeDefined();
  });

  it('offers the first key on a cluster without any', async () => {
    await show({}, {}, []);
    expect(await screen.findByText('No keys on shop-prod yet')).toBeDefined();
    expect(screen.getByRole('button', { name: 'New key' })).toBeDefined();
  });

  it('says that a cluster was never synced, and why', async () => {
    await show(
      {},
      {
        syncedAt: null,
        network: { state: 'offline', code: 'UNREACHABLE', message: 'Cannot reach shop-prod.' },
      },
      [],
    );
    expect(await screen.findByText('The keys of shop-prod are not known yet')).toBeDefined();
    expect(screen.getByText(/Cannot reach shop-prod\./)).toBeDefined();
  });

  it('does not offer a sync to a credential that may not list keys, but another credential', async () => {
    await show(
      {},
      { syncedAt: null, access: { level: 'limited', permissions: ['search'], reason: 'It grants search.' } },
      [],
    );
    expect(await screen.findByText('The keys of shop-prod cannot be listed')).toBeDefined();
    expect(screen.queryByRole('button', { name: 'Sync now' })).toBeNull();
    expect(screen.getByRole('button', { name: 'Replace the credential…' })).toBeDefined();
  });

  it('shows what went wrong, and reads again when asked', async () => {
    let broken = true;
    const view = await show({
      'keys.page': (query) => {
        if (broken) throw new AppError('CACHE_CORRUPT', 'The cache cannot be read.');
        return keyHandlers(KEYS)['keys.page']?.(query, AbortSignal.any([])) ?? never();
      },
    });
    expect(await screen.findByText('The cache cannot be read.')).toBeDefined();
    broken = false;
    await view.user.click(screen.getByRole('button', { name: 'Try again' }));
    expect(await screen.findByRole('row', { name: /Key 00001/ })).toBeDefined();
  });
});

function never(): never {
  throw new Error('There is a handler for this call.');
}

function operation() {
  return operationIdSchema.parse('00000000-0000-4000-8000-0000000000ff');
}
