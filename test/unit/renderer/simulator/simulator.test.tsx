import { cleanup, screen, waitFor, within } from '@testing-library/react';
import { afterEach, describe, expect, it } from 'vitest';
import { algolia } from '#shared/kinds/algolia/index';
import type { AlgoliaSpec } from '#shared/kinds/algolia/spec';
import { kindOf } from '#shared/kinds/registry';
import { bareRequest } from '#shared/policy/decision';
import { ChangeWords, Simulator } from '../../../../renderer/features/simulator';
import { setTrying } from '../../../../renderer/features/simulator/simulator-store';
import { clusterId, createWorld, type World, type WorldState } from '../../../support/memory-world';
import { renderPart } from '../../../support/render-app';
import { DEFAULT_SETTINGS } from '#shared/contract/app';

const ID = clusterId(1);
const NOW = Date.UTC(2026, 10, 27);

afterEach(() => {
  cleanup();
  setTrying(ID, { request: bareRequest('search', 'products'), at: null });
});

const spec = (change: Partial<AlgoliaSpec>): AlgoliaSpec => ({ ...algolia.defaultSpec, ...change });
const prepared = (change: Partial<AlgoliaSpec>) => algolia.prepare({ sort: 'key', spec: spec(change) });

interface Shown {
  readonly after: Partial<AlgoliaSpec>;
  readonly before?: Partial<AlgoliaSpec>;
  readonly state?: Partial<WorldState>;
}

function show({ after, before, state }: Shown) {
  const world = createWorld(state);
  const gone: string[] = [];
  const view = renderPart(
    world,
    <Simulator
      clusterId={ID}
      kind={kindOf('algolia')}
      after={prepared(after)}
      before={before === undefined ? null : prepared(before)}
      names={['products', 'orders']}
      now={NOW}
      onGo={(field) => gone.push(field)}
    />,
  );
  return { ...view, world, gone };
}

function savedOf({ state }: World) {
  return state.settings.savedRequests.find((saved) => saved.clusterId === ID)?.requests;
}

const SEARCH = { acl: ['search'], indexes: ['prod*', 'dev_*'] };
const row = (name: string) => screen.getByRole('row', { name: new RegExp(`^${name}`) });
const checks = () =>
  within(screen.getByRole('list', { name: 'Checks in order' }))
    .getAllByRole('listitem')
    .map(({ textContent }) => textContent);

describe('the simulator', () => {
  it('names the entry that allows a request, and every check in order', () => {
    show({ after: SEARCH });
    expect(screen.getByRole('status', { name: 'Verdict' }).textContent).toBe('Allowed by the entry prod*');
    expect(checks()).toEqual([
      'Key: passed. The key exists and has not expired.',
      'Address: passed. Every address is allowed.',
      'Permission: passed. The key has search.',
      'Scope: passed. products matches prod*.',
      'Page: passed. Every referer is allowed.',
      'Limit: passed. The number of requests is not limited.',
    ]);
  });

  it('follows what is chosen and typed, with the reason, the answer and a way to the field', async () => {
    const { user, gone } = show({ after: SEARCH });
    await user.selectOptions(screen.getByRole('combobox', { name: 'Operation' }), 'browse');
    expect(screen.getByRole('status', { name: 'Verdict' }).textContent).toBe('Denied by its permissions');
    expect(screen.getByText('403 Method not allowed with this API key')).toBeTruthy();
    await user.click(screen.getByRole('button', { name: 'Show in the form' }));
    expect(gone).toEqual(['acl']);
    await user.selectOptions(screen.getByRole('combobox', { name: 'Operation' }), 'search');
    await user.clear(screen.getByRole('combobox', { name: 'Index' }));
    await user.type(screen.getByRole('combobox', { name: 'Index' }), 'other');
    expect(screen.getByRole('status', { name: 'Verdict' }).textContent).toBe('Denied by its scopes');
    expect(checks().at(-1)).toBe('Limit: not reached. not reached');
  });

  it('asks for page, address, count and time on demand, and decides with them', async () => {
    const limited = { ...SEARCH, maxQueriesPerIPPerHour: 5, expiresAt: NOW + 60_000, maxHitsPerQuery: 20 };
    const { user } = show({ after: limited });
    expect(screen.getByRole('list', { name: 'Effects' }).textContent).toBe(
      'Answers hold at most 20 hits.4 of 5 requests are left in this hour.',
    );
    await user.click(screen.getByRole('button', { name: 'Referer, address, user, count and time' }));
    const count = screen.getByRole('textbox', { name: 'Count so far' });
    await user.clear(count);
    await user.type(count, '5');
    expect(screen.getByRole('status', { name: 'Verdict' }).textContent).toBe('Denied by the limit 5');
    await user.clear(count);
    await user.type(count, 'many');
    expect(screen.getByText('Enter a whole number.')).toBeTruthy();
    await user.clear(count);
    await user.type(screen.getByLabelText('Time'), '2030-01-01T00:00');
    expect(screen.getByRole('status', { name: 'Verdict' }).textContent).toBe('Denied by the key itself');
  });

  it('shows every kept request before and after the edit, and marks those that change', () => {
    show({ before: SEARCH, after: { acl: ['search', 'deleteIndex'], indexes: [] } });
    expect(screen.getByText('Allowed before this change too.')).toBeTruthy();
    const cells = (name: string) => within(row(name)).getAllByRole('cell').slice(0, 2);
    expect(cells('Search products').map(({ textContent }) => textContent)).toEqual(['allow', 'allow']);
    expect(cells('Delete products').map(({ textContent }) => textContent)).toEqual([
      'deny',
      'allow, changed',
    ]);
    expect(row('Delete products').dataset['widened']).toBe('true');
  });

  it('says that a change allows what was denied', async () => {
    const { user } = show({ before: { acl: [] }, after: SEARCH });
    expect(screen.getByText('denied before this change')).toBeTruthy();
    await user.click(within(row('Browse products')).getByRole('button', { name: 'Browse products' }));
    expect(screen.getByText('Denied before this change too.')).toBeTruthy();
  });

  it('keeps, renames, replaces and removes requests, and goes back to the examples', async () => {
    const { user, world } = show({ after: SEARCH });
    const kept = () => savedOf(world)?.map(({ name }) => name);
    await user.click(screen.getByRole('button', { name: 'Keep this request' }));
    await waitFor(() => expect(kept()?.at(-1)).toBe('Search an index: products'));
    const act = async (name: string, item: string) => {
      await user.click(screen.getByRole('button', { name: `Actions for ${name}` }));
      await user.click(await screen.findByRole('menuitem', { name: item }));
    };
    await act('Search an index: products', 'Rename');
    const field = await screen.findByRole('textbox', { name: 'Name of Search an index: products' });
    await user.clear(field);
    await user.type(field, 'Shop{Enter}');
    await waitFor(() => expect(kept()?.at(-1)).toBe('Shop'));
    await user.click(await screen.findByRole('button', { name: 'List keys' }));
    await act('Shop', 'Replace by the request above');
    await waitFor(() => expect(savedOf(world)?.at(-1)?.request.operation).toBe('listKeys'));
    await act('Shop', 'Remove');
    await waitFor(() => expect(kept()).not.toContain('Shop'));
    await user.click(screen.getByRole('button', { name: 'Reset to the examples' }));
    await waitFor(() => expect(kept()).toBeUndefined());
    expect(screen.getByRole('button', { name: 'Search products' })).toBeTruthy();
  });

  it('keeps the name when renaming is given up, and the focus in its row', async () => {
    const { user, world } = show({ after: SEARCH });
    await user.click(screen.getByRole('button', { name: 'Actions for List keys' }));
    await user.click(await screen.findByRole('menuitem', { name: 'Rename' }));
    await user.type(await screen.findByRole('textbox', { name: 'Name of List keys' }), 'x{Escape}');
    await waitFor(() => expect(document.activeElement?.textContent).toBe('List keys'));
    expect(savedOf(world)).toBeUndefined();
  });

  it('shows the requests that were kept for this cluster instead of the examples', () => {
    const request = { ...bareRequest('listKeys') };
    const settings = {
      ...DEFAULT_SETTINGS,
      savedRequests: [{ clusterId: ID, requests: [{ name: 'Mine', request }] }],
    };
    show({ after: SEARCH, state: { settings } });
    return waitFor(() => {
      expect(screen.getByRole('button', { name: 'Mine' })).toBeTruthy();
      expect(screen.queryByRole('button', { name: 'Search products' })).toBeNull();
    });
  });
});

describe('a change in words', () => {
  const words = algolia.describeChange(
    spec(SEARCH),
    spec({ ...SEARCH, acl: ['search', 'deleteObject'] }),
    String,
  );

  it('stands out where it widens on production, in words too', () => {
    renderPart(createWorld(), <ChangeWords change={words} environment="production" />);
    expect(screen.getByRole('group', { name: 'The change in words' }).textContent).toBe(
      'This widens what the key can do on production.Adds: delete records in prod* and dev_*.Removes: nothing.',
    );
  });

  it('says the same calmly elsewhere, and where it only narrows', () => {
    renderPart(createWorld(), <ChangeWords change={words} environment="staging" />);
    expect(screen.queryByText(/widens/)).toBeNull();
    cleanup();
    const narrowed = { adds: words.removes, removes: words.adds };
    renderPart(createWorld(), <ChangeWords change={narrowed} environment="production" />);
    expect(screen.queryByText(/widens/)).toBeNull();
    expect(screen.getByText(/nothing\./)).toBeTruthy();
  });
});
