import { cleanup, screen, within } from '@testing-library/react';
import { afterEach, describe, expect, it } from 'vitest';
import type { ClusterView } from '#shared/contract/clusters';
import { operationIdSchema } from '#shared/ids';
import { KeysScreen } from '../../../../renderer/features/keys';
import { useShortcuts } from '../../../../renderer/app/commands/shortcuts';
import { useCommand } from '../../../../renderer/app/commands/registry';
import { clearFilter, openDetails, select } from '../../../../renderer/features/keys/view-store';
import { SheetHost } from '../../../../renderer/ui';
import { aKey, keyHandlers } from '../../../support/memory-keys';
import { aCluster, clusterId, createWorld } from '../../../support/memory-world';
import { renderPart } from '../../../support/render-app';

afterEach(() => {
  cleanup();
  clearFilter(clusterId(1));
  select(clusterId(1), null);
  openDetails(clusterId(1), false);
});

const operationId = operationIdSchema.parse('00000000-0000-4000-8000-0000000000ff');
let syncs = 0;

function Screen({ cluster }: { readonly cluster: ClusterView }) {
  useShortcuts();
  useCommand('sync.start', () => (syncs += 1), null);
  return (
    <SheetHost>
      <KeysScreen cluster={cluster} />
    </SheetHost>
  );
}

async function show(change: Partial<ClusterView>) {
  syncs = 0;
  const cluster = aCluster({ environment: 'staging', ...change });
  const handlers = {
    ...keyHandlers([aKey(1, { label: 'Blog' })]),
    'keys.create': () =>
      ({ outcome: 'done', operationId, record: aKey(7, { label: 'Blog (copy)' }), settled: true }) as const,
  };
  const world = createWorld({ clusters: [cluster] }, handlers);
  const view = renderPart(world, <Screen cluster={cluster} />);
  (await screen.findByRole('grid')).focus();
  await view.user.keyboard('{Enter}');
  const details = await screen.findByRole('complementary', { name: 'Details of Blog' });
  return { ...view, world, details };
}

describe('a key on a cluster that does not change single keys', () => {
  it('cannot be edited or deleted, with the reason, and nothing is opened by its keys', async () => {
    const { details, user } = await show({ notOffered: ['update', 'remove', 'rotate'] });
    const edit = within(details).getByRole('button', { name: 'Edit' });
    expect([edit.getAttribute('aria-disabled'), edit.title]).toEqual([
      'true',
      'shop-prod does not offer changing single keys.',
    ]);
    await user.keyboard('e');
    expect(screen.queryByRole('dialog')).toBeNull();
    await user.click(within(details).getByRole('button', { name: 'More actions' }));
    const remove = await screen.findByRole('menuitem', { name: /^Delete/ });
    expect(remove.getAttribute('aria-disabled')).toBe('true');
    expect(screen.getByText('shop-prod does not offer deleting single keys.')).toBeDefined();
  });

  it('offers a copy in its place, and tells what is to be done with the old one', async () => {
    const { details, user } = await show({ notOffered: ['update', 'remove'] });
    expect(details.textContent).toContain('does not offer changing or deleting single keys.');
    await user.click(within(details).getByRole('button', { name: 'Create a new key' }));
    expect(await screen.findByLabelText('Description')).toHaveProperty('value', 'Blog (copy)');
    await user.click(screen.getByRole('button', { name: 'Create key on shop-prod' }));
    const made = await screen.findByRole('dialog', { name: 'Key created on shop-prod' });
    expect(within(made).getByText('Blog still works.')).toBeDefined();
    expect(made.textContent).toContain('Remove it where shop-prod is administered');
  });

  it('can be deleted where only changing is not offered', async () => {
    const { details, user } = await show({ notOffered: ['update'] });
    expect(details.textContent).toContain('then delete this one.');
    await user.click(within(details).getByRole('button', { name: 'More actions' }));
    const remove = await screen.findByRole('menuitem', { name: /^Delete/ });
    expect(remove.getAttribute('aria-disabled')).toBeNull();
  });

  it('that only cannot be deleted is edited as ever', async () => {
    const { details } = await show({ notOffered: ['remove'] });
    expect(within(details).getByRole('button', { name: 'Edit' }).getAttribute('aria-disabled')).toBeNull();
    expect(within(details).queryByRole('button', { name: 'Create a new key' })).toBeNull();
    expect(details.textContent).toContain('Delete this key where shop-prod is administered.');
  });

  it('is asked about again by a sync', async () => {
    const { details, user } = await show({ notOffered: ['update'] });
    await user.click(within(details).getByRole('button', { name: 'Try again' }));
    expect(syncs).toBe(1);
  });

  it('offers no copy where nothing can be changed at all, and says why', async () => {
    const { details, user } = await show({ notOffered: ['update'], readOnly: true });
    const copy = within(details).getByRole('button', { name: 'Create a new key' });
    await user.click(copy);
    expect([copy.title, screen.queryByRole('dialog')]).toEqual([expect.stringMatching(/read only/), null]);
  });
});

describe('a key that the last sync could not list', () => {
  it('cannot be changed, and says so', async () => {
    const { details } = await show({ unlisted: ['all'] });
    expect(within(details).getByRole('button', { name: 'Edit' }).title).toMatch(/does not list this key/);
    expect(details.textContent).toContain('shop-prod does not list this key to admin keys.');
  });
});
