import { cleanup, screen, waitFor, within } from '@testing-library/react';
import { afterEach, describe, expect, it } from 'vitest';
import type { ClusterView } from '#shared/contract/clusters';
import type { User } from '#shared/contract/people';
import { AppError } from '#shared/errors';
import { navigate } from '../../../../renderer/app/router';
import { resetView } from '../../../../renderer/features/people/view-store';
import type { MemoryHandlers } from '../../../support/memory-bridge';
import { aUser, anOrganization, peopleHandlers, type PeopleState } from '../../../support/memory-people';
import { aCluster, clusterId, createWorld } from '../../../support/memory-world';
import { renderApp } from '../../../support/render-app';

afterEach(() => {
  cleanup();
  resetView(clusterId(1));
});

const LIMITED: ClusterView['access'] = {
  level: 'limited',
  permissions: [],
  reason: 'This is a standard key.',
};

async function show(
  change: Partial<ClusterView> = {},
  more: MemoryHandlers = {},
  people: Partial<PeopleState> = {},
) {
  const state: PeopleState = {
    users: ['chloe', 'ann', 'ben'].map((name) => aUser(name)),
    organizations: [anOrganization('acme')],
    members: [
      { username: 'ann', role: 'owner' },
      { username: 'ben', role: 'member' },
    ],
    types: [
      { id: 'type-1', name: 'basic' },
      { id: 'type-2', name: 'pro' },
    ],
    ...people,
  };
  const cluster = aCluster({ kind: 'algorithmia', environment: 'staging', name: 'algo', ...change });
  const world = createWorld({ clusters: [cluster] }, { ...peopleHandlers(state), ...more });
  const { user } = renderApp(world);
  await screen.findByRole('complementary', { name: 'Sidebar' });
  const places = within(screen.getByRole('navigation', { name: 'Places' }));
  await user.click(places.getByRole('button', { name: 'People' }));
  return { user, world, state };
}

const users = () => screen.findByRole('grid', { name: 'Users of algo' });
const rows = () =>
  screen
    .getAllByRole('row')
    .slice(1)
    .map((row) => within(row).getAllByRole('gridcell')[0]?.textContent);
const selected = () => screen.getByRole('row', { selected: true }).textContent ?? '';
const dialog = (name: string | RegExp) => screen.findByRole('dialog', { name });
const inputsOf = ({ world }: Awaited<ReturnType<typeof show>>, name: string) =>
  world.bridge.made.filter((call) => call.name === name).map((call) => call.input);

describe('the place for people', () => {
  it('is there only for clusters whose kind has them', async () => {
    const clusters = [
      aCluster({ name: 'shop' }),
      aCluster({ id: clusterId(2), kind: 'algorithmia', name: 'algo', position: 1 }),
    ];
    const world = createWorld({ clusters });
    const { user } = renderApp(world);
    await screen.findByRole('complementary', { name: 'Sidebar' });
    const places = within(screen.getByRole('navigation', { name: 'Places' }));
    expect(places.queryByRole('button', { name: 'People' })).toBeNull();
    navigate({ place: 'people' });
    expect(places.getByRole('button', { name: /^Keys/, current: 'page' })).toBeDefined();
    await user.keyboard('{Control>}k{/Control}');
    await user.keyboard('People');
    expect((await screen.findByRole('option', { name: /^People/ })).textContent).toContain(
      'Algolia clusters have no users or organizations.',
    );
    await user.keyboard('{Escape}{Control>}2{/Control}');
    expect(await places.findByRole('button', { name: 'People' })).toBeDefined();
  });
});

describe('the list of users', () => {
  it('stands in order, moves by keys, and says how many a search leaves', async () => {
    const view = await show();
    (await users()).focus();
    expect(rows()).toEqual(['ann', 'ben', 'chloe']);
    await view.user.keyboard('j{ArrowDown}k');
    expect(selected()).toContain('ben');
    await view.user.keyboard('{End}');
    expect(selected()).toContain('chloe');
    await view.user.keyboard('/CHLOE keller');
    await screen.findByText('1 of 3 users');
    expect(rows()).toEqual(['chloe']);
    await view.user.keyboard('x');
    expect(await screen.findByText('No user matches')).toBeDefined();
    await view.user.click(screen.getByRole('button', { name: 'Show all users' }));
    await screen.findByText('3 users');
  });

  it('has the keys N, E and Delete to itself while it is in view', async () => {
    const view = await show();
    (await users()).focus();
    await view.user.keyboard('n');
    await dialog('New user on algo');
    await view.user.keyboard('{Escape}');
    (await users()).focus();
    await view.user.keyboard('e');
    await dialog('Edit user ann');
    await view.user.keyboard('{Escape}');
    (await users()).focus();
    await view.user.keyboard('{Delete}');
    expect(await screen.findByRole('alertdialog', { name: 'Delete user ann?' })).toBeDefined();
    await view.user.keyboard('{Escape}');
  });

  it('leads to the keys of an account', async () => {
    const view = await show();
    (await users()).focus();
    await view.user.keyboard('j{Enter}');
    const details = await screen.findByRole('complementary', { name: 'Details of ben' });
    await view.user.click(within(details).getByRole('button', { name: 'Keys' }));
    await waitFor(() => expect(inputsOf(view, 'keys.page').at(-1)).toMatchObject({ owner: 'ben' }));
  });

  it('shows how far it is, and can be cancelled', async () => {
    const view = await show(
      {},
      {
        'people.users': (_input, signal) =>
          new Promise<User[]>((_resolve, reject) => {
            signal.addEventListener('abort', () => reject(new AppError('CANCELLED', 'Cancelled.')));
          }),
      },
    );
    await screen.findByRole('status', { name: 'Loading users' });
    view.world.bridge.emit('people:progress', { clusterId: clusterId(1), list: 'user', done: 1400 });
    expect((await screen.findByRole('progressbar')).getAttribute('aria-valuetext')).toBe(
      '1,400 users so far',
    );
    await view.user.click(screen.getByRole('button', { name: 'Cancel' }));
    expect(await screen.findByText('The users were not read')).toBeDefined();
  });

  it('says what failed, and reads again', async () => {
    let fails = true;
    const view = await show(
      {},
      {
        'people.users': () => {
          if (fails) throw new AppError('UNREACHABLE', 'Cannot reach algo: connection refused.');
          return [aUser('ann')];
        },
      },
    );
    await screen.findByText('The users cannot be read');
    fails = false;
    await view.user.click(screen.getByRole('button', { name: 'Try again' }));
    await users();
    fails = true;
    await view.user.click(screen.getByRole('button', { name: 'Read again' }));
    expect(await screen.findByText(/^Users as of/)).toBeDefined();
    expect(rows()).toEqual(['ann']);
  });

  it.each<[string, Partial<ClusterView>, string]>([
    ['offline', { workOffline: true }, 'The users of algo are not kept on this computer'],
    ['with a standard key', { access: LIMITED }, 'Users can be read with an admin key only'],
    ['without a credential', { credential: 'missing' }, 'The users of algo cannot be read'],
  ])('is not asked for %s, and says why', async (_situation, change, title) => {
    const view = await show(change);
    expect(await screen.findByText(title)).toBeDefined();
    expect(inputsOf(view, 'people.users')).toEqual([]);
  });

  it('offers the first step when there is nobody', async () => {
    await show({}, {}, { users: [] });
    expect(await screen.findByText('No users on algo yet')).toBeDefined();
  });
});

describe('the form of a user', () => {
  it('keeps everything typed when the cluster refuses, with the message at its field', async () => {
    const view = await show(
      {},
      {
        'people.createUser': ({ user }) => {
          if (user.username === 'ann') {
            throw new AppError('NAME_TAKEN', 'This name is taken on algo.', { field: 'username' });
          }
          return { outcome: 'done' };
        },
      },
    );
    await users();
    await view.user.click(screen.getByRole('button', { name: 'New user' }));
    const form = within(await dialog('New user on algo'));
    await view.user.type(form.getByLabelText('Username'), 'ann');
    await view.user.type(form.getByLabelText('E-mail'), 'a@acme.example');
    await view.user.click(form.getByRole('button', { name: 'Create user' }));
    expect(form.getByText('Enter the full name.')).toBeDefined();
    await view.user.type(form.getByLabelText('Full name'), 'Ann Two');
    await view.user.click(form.getByRole('button', { name: 'Create user' }));
    expect(await form.findByText('This name is taken on algo.')).toBeDefined();
    expect(document.activeElement).toBe(form.getByLabelText('Username'));
    expect(form.getByLabelText<HTMLInputElement>('Full name').value).toBe('Ann Two');
    await view.user.keyboard('2{Control>}{Enter}{/Control}');
    expect(await screen.findByText('User ann2 created.')).toBeDefined();
    expect(inputsOf(view, 'people.createUser').at(-1)).toMatchObject({ user: { username: 'ann2' } });
  });

  it('opens with what the cluster says now, and changes neither name nor address', async () => {
    const view = await show();
    (await users()).focus();
    view.state.users = view.state.users.map((user) => ({ ...user, companyRole: 'Chief' }));
    await view.user.keyboard('e');
    const form = within(await dialog('Edit user ann'));
    expect(form.getByLabelText<HTMLInputElement>(/^Company role/).value).toBe('Chief');
    expect(form.getByLabelText<HTMLInputElement>('Username').disabled).toBe(true);
    expect(form.getByLabelText<HTMLInputElement>('E-mail').disabled).toBe(true);
    await view.user.type(form.getByLabelText('Full name'), ' II');
    await view.user.click(form.getByRole('button', { name: 'Save user' }));
    expect(await screen.findByText('User ann saved.')).toBeDefined();
    await waitFor(() => expect(screen.getAllByText('Ann Keller II').length).toBeGreaterThan(0));
  });

  it('stays open when it is not known what became of it, and says so', async () => {
    const view = await show(
      {},
      { 'people.createUser': () => ({ outcome: 'unknown', message: 'The connection was dropped.' }) },
    );
    await users();
    await view.user.click(screen.getByRole('button', { name: 'New user' }));
    const form = within(await dialog('New user on algo'));
    await view.user.type(form.getByLabelText('Username'), 'zoe');
    await view.user.type(form.getByLabelText('E-mail'), 'z@acme.example');
    await view.user.type(form.getByLabelText('Full name'), 'Zoe');
    await view.user.click(form.getByRole('button', { name: 'Create user' }));
    expect(await form.findByText('What became of the change is not known.')).toBeDefined();
    expect(form.getByText(/The connection was dropped/)).toBeDefined();
    expect(inputsOf(view, 'people.createUser')).toHaveLength(1);
    await waitFor(() => expect(inputsOf(view, 'people.users')).toHaveLength(2));
    await view.user.click(form.getByRole('button', { name: 'Cancel' }));
    await view.user.click(await screen.findByRole('button', { name: 'Discard changes' }));
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
  });

  it('asks first on production', async () => {
    const view = await show({ environment: 'production' });
    (await users()).focus();
    await view.user.keyboard('e');
    const form = within(await dialog('Edit user ann'));
    await view.user.type(form.getByLabelText('Full name'), ' II');
    await view.user.click(form.getByRole('button', { name: 'Save user' }));
    const question = within(await screen.findByRole('alertdialog', { name: 'Save user ann?' }));
    expect(inputsOf(view, 'people.updateUser')).toEqual([]);
    await view.user.click(question.getByRole('button', { name: 'Save user' }));
    expect(await screen.findByText('User ann saved.')).toBeDefined();
    expect(inputsOf(view, 'confirmations.request').at(-1)).toMatchObject({
      action: 'change-account',
      target: 'user ann',
    });
  });
});

describe('deleting', () => {
  it('leaves the selection on the row that takes the place', async () => {
    const view = await show();
    (await users()).focus();
    await view.user.keyboard('j{Delete}');
    const question = within(await screen.findByRole('alertdialog', { name: 'Delete user ben?' }));
    await view.user.click(question.getByRole('button', { name: 'Delete user' }));
    expect(await screen.findByText('User ben deleted.')).toBeDefined();
    await waitFor(() => expect(rows()).toEqual(['ann', 'chloe']));
    expect(selected()).toContain('chloe');
    expect(document.activeElement).toBe(await users());
  });

  it('says what follows, and what the cluster has against it', async () => {
    const view = await show(
      {},
      {
        'people.removeUser': () => {
          throw new AppError('FORBIDDEN', 'algo keeps the last owner of an organization.');
        },
      },
    );
    (await users()).focus();
    await view.user.keyboard('{Delete}');
    const question = within(await screen.findByRole('alertdialog', { name: 'Delete user ann?' }));
    expect(question.getByText(/can never be used again/)).toBeDefined();
    await view.user.click(question.getByRole('button', { name: 'Delete user' }));
    expect(await screen.findByText(/The user was not deleted. algo keeps the last owner/)).toBeDefined();
    expect(rows()).toContain('ann');
  });
});

describe('organizations', () => {
  const open = async (view: Awaited<ReturnType<typeof show>>) => {
    await users();
    await view.user.click(screen.getByRole('tab', { name: 'Organizations' }));
    (await screen.findByRole('grid', { name: 'Organizations of algo' })).focus();
  };

  it('are created with one of the types of the cluster', async () => {
    const view = await show();
    await open(view);
    await view.user.keyboard('n');
    const form = within(await dialog('New organization on algo'));
    await view.user.type(form.getByLabelText('Name'), 'research');
    await view.user.type(form.getByLabelText('Label'), 'Research');
    await view.user.type(form.getByLabelText('Contact'), 'Ann');
    await view.user.type(form.getByLabelText('E-mail'), 'r@acme.example');
    await view.user.click(form.getByRole('button', { name: 'Create organization' }));
    expect(form.getByText('Choose a type.', { selector: 'span' })).toBeDefined();
    await view.user.selectOptions(form.getByLabelText('Type'), 'pro');
    await view.user.click(form.getByRole('button', { name: 'Create organization' }));
    expect(await screen.findByText('Organization research created.')).toBeDefined();
    await waitFor(() => expect(selected()).toContain('research'));
    expect(inputsOf(view, 'people.createOrganization').at(-1)).toMatchObject({
      organization: { typeId: 'type-2' },
    });
  });

  it('have types, which are added and taken away', async () => {
    const view = await show();
    await view.user.click(screen.getByRole('tab', { name: 'Organizations' }));
    await view.user.click(await screen.findByRole('button', { name: 'Types…' }));
    const dialog = within(await screen.findByRole('dialog', { name: 'Types of organizations on algo' }));
    const types = within(await dialog.findByRole('list', { name: 'Types' }));
    await waitFor(() =>
      expect(types.getAllByRole('listitem').map((item) => item.textContent)).toEqual([
        'basic1 organization',
        'prono organization',
      ]),
    );
    const field = dialog.getByRole('textbox', { name: 'New type' });
    await view.user.type(field, 'pro{Enter}');
    await dialog.findByText('There is a type pro already.', { exact: false });
    await view.user.clear(field);
    await view.user.type(field, 'research{Enter}');
    await types.findByText('research');
    expect(field).toHaveProperty('value', '');
    await view.user.click(types.getByRole('button', { name: 'Delete type basic' }));
    const question = within(await screen.findByRole('alertdialog', { name: 'Delete type basic?' }));
    expect(question.getByText(/It is the type of 1 organization/)).toBeDefined();
    await view.user.click(question.getByRole('button', { name: 'Delete type' }));
    await waitFor(() => expect(view.state.types.map(({ name }) => name)).toEqual(['pro', 'research']));
  });

  it('list their members with roles, keep the last owner, and take others in and out', async () => {
    const view = await show();
    await open(view);
    await view.user.keyboard('{Enter}');
    const members = within(await screen.findByRole('list', { name: 'Members of acme' }));
    const owner = members.getByRole('button', { name: 'ann is the last owner and cannot be removed.' });
    await view.user.click(owner);
    expect(screen.queryByRole('alertdialog')).toBeNull();
    await view.user.click(screen.getByRole('button', { name: 'Add member…' }));
    const form = within(await dialog('Add a member to acme'));
    await view.user.type(form.getByLabelText('User'), 'zoe');
    await view.user.click(form.getByRole('button', { name: 'Add member' }));
    expect(form.getByText('There is no user zoe on this cluster.')).toBeDefined();
    await view.user.clear(form.getByLabelText('User'));
    await view.user.type(form.getByLabelText('User'), 'chloe');
    await view.user.click(form.getByRole('button', { name: 'Add member' }));
    expect(await screen.findByText('chloe added to acme.')).toBeDefined();
    await view.user.click(await screen.findByRole('button', { name: 'Remove chloe' }));
    const question = within(await screen.findByRole('alertdialog', { name: 'Remove chloe from acme?' }));
    await view.user.click(question.getByRole('button', { name: 'Remove member' }));
    expect(await screen.findByText('chloe removed from acme.')).toBeDefined();
    await waitFor(() => expect(screen.queryByRole('button', { name: 'Remove chloe' })).toBeNull());
  });
});
