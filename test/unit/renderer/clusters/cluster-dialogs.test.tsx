import { cleanup, screen, waitFor } from '@testing-library/react';
import { afterEach, describe, expect, it } from 'vitest';
import { AppError } from '#shared/errors';
import { openClusterDialog } from '../../../../renderer/features/clusters/cluster-dialog-store';
import { ClusterDialogs } from '../../../../renderer/features/clusters';
import type { MemoryHandlers } from '../../../support/memory-bridge';
import { aCluster, clusterId, createWorld, VAULT, type WorldState } from '../../../support/memory-world';
import { renderPart } from '../../../support/render-app';

afterEach(cleanup);

const SECRET = 'canary-credential-0123456789';

async function openAdd(start: Partial<WorldState> = {}, more: MemoryHandlers = {}) {
  const world = createWorld({ clusters: [], ...start }, more);
  const { user } = renderPart(world, <ClusterDialogs />);
  openClusterDialog({ type: 'add' });
  await screen.findByRole('dialog', { name: 'Add cluster' });
  return { user, world };
}

type User = Awaited<ReturnType<typeof openAdd>>['user'];

async function fill(user: User) {
  await user.type(screen.getByRole('textbox', { name: 'Name' }), 'shop-prod');
  await user.type(screen.getByRole('textbox', { name: 'Application ID' }), 'B1G2GM9NG0');
  await user.type(screen.getByLabelText('Admin API key'), SECRET);
}

function callsOf(world: Awaited<ReturnType<typeof openAdd>>['world'], name: string): readonly unknown[] {
  return world.bridge.made.filter((call) => call.name === name).map((call) => call.input);
}

describe('adding a cluster', () => {
  it('sends the form once, and then nothing on the page holds the credential', async () => {
    const { user, world } = await openAdd();
    await fill(user);
    await user.click(screen.getByRole('radio', { name: 'Staging' }));
    await user.click(screen.getByRole('button', { name: 'Add cluster' }));
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
    expect(callsOf(world, 'clusters.connect')).toEqual([
      {
        kind: 'algolia',
        name: 'shop-prod',
        environment: 'staging',
        readOnly: false,
        caPem: null,
        credential: SECRET,
        connection: { applicationId: 'B1G2GM9NG0', hosts: [] },
      },
    ]);
    openClusterDialog({ type: 'add' });
    expect(await screen.findByLabelText('Admin API key')).toHaveProperty('value', '');
    expect(document.body.innerHTML).not.toContain(SECRET);
  });

  it('asks before what was typed is lost, by Esc and by Cancel, and closes at once without it', async () => {
    const { user } = await openAdd();
    await user.type(screen.getByRole('textbox', { name: 'Name' }), 'shop-prod');
    await user.keyboard('{Escape}');
    expect(await screen.findByRole('alertdialog', { name: 'Discard the changes?' })).toBeDefined();
    await user.keyboard('{Escape}');
    await waitFor(() => expect(screen.queryByRole('alertdialog')).toBeNull());
    expect(screen.getByRole('textbox', { name: 'Name' })).toHaveProperty('value', 'shop-prod');
    await user.click(screen.getByRole('button', { name: 'Cancel' }));
    await user.click(await screen.findByRole('button', { name: 'Discard changes' }));
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
    openClusterDialog({ type: 'add' });
    await screen.findByRole('dialog', { name: 'Add cluster' });
    await user.keyboard('{Escape}');
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
  });

  it('speaks up at a field once it is left, not before', async () => {
    const { user } = await openAdd();
    const id = screen.getByRole('textbox', { name: 'Application ID' });
    await user.type(id, 'no good');
    expect(id.getAttribute('aria-invalid')).toBeNull();
    await user.tab();
    expect(id.getAttribute('aria-invalid')).toBe('true');
    expect(screen.getByText('Use letters, digits and hyphens only.')).toBeDefined();
  });

  it('keeps the buttons where they are while one is pressed', async () => {
    const { user } = await openAdd();
    const id = screen.getByRole('textbox', { name: 'Application ID' });
    await user.type(id, 'no good');
    const shown = () => screen.queryByText('Use letters, digits and hyphens only.') !== null;
    const target = screen.getByRole('radio', { name: 'Staging' });
    await user.pointer({ keys: '[MouseLeft>]', target });
    expect([document.activeElement === id, shown()]).toEqual([false, false]);
    await user.pointer({ keys: '[/MouseLeft]', target });
    await waitFor(() => expect(shown()).toBe(true));
  });

  it('sends nothing while something is missing, and says what', async () => {
    const { user, world } = await openAdd();
    await user.click(screen.getByRole('button', { name: 'Add cluster' }));
    expect(screen.getByText('Give the cluster a name.')).toBeDefined();
    expect(screen.getByText('Enter the key.')).toBeDefined();
    expect(document.activeElement).toBe(screen.getByRole('textbox', { name: 'Name' }));
    expect(callsOf(world, 'clusters.connect')).toEqual([]);
  });

  it('puts the refusal of the cluster at its field and takes it away when the field changes', async () => {
    const { user } = await openAdd(
      {},
      {
        'clusters.connect': () => {
          throw new AppError('CREDENTIAL_REFUSED', 'The cluster refused this key.', {
            field: 'credential',
            remedy: 'Check the key.',
          });
        },
      },
    );
    await fill(user);
    await user.click(screen.getByRole('button', { name: 'Add cluster' }));
    await screen.findByText('The cluster refused this key. Check the key.');
    expect(document.activeElement).toBe(screen.getByLabelText('Admin API key'));
    await user.type(screen.getByLabelText('Admin API key'), 'x');
    expect(screen.queryByText('The cluster refused this key. Check the key.')).toBeNull();
  });

  it('shows a failure that concerns no field above the foot', async () => {
    const { user } = await openAdd(
      {},
      {
        'clusters.connect': () => {
          throw new AppError('UNREACHABLE', 'Cannot reach shop-prod: connection refused.');
        },
      },
    );
    await fill(user);
    await user.click(screen.getByRole('button', { name: 'Add cluster' }));
    expect((await screen.findByRole('alert')).textContent).toContain(
      'Cannot reach shop-prod: connection refused.',
    );
  });
});

describe('testing the connection', () => {
  it('says who the key is, and forgets it when the form changes', async () => {
    const { user } = await openAdd();
    await fill(user);
    await user.click(screen.getByRole('button', { name: 'Test connection' }));
    await screen.findByText('Connected in 24 ms. The key is an admin key.');
    await user.type(screen.getByRole('textbox', { name: 'Application ID' }), 'X');
    expect(screen.queryByText(/Connected in/)).toBeNull();
  });

  it('needs no name', async () => {
    const { user, world } = await openAdd();
    await user.type(screen.getByRole('textbox', { name: 'Application ID' }), 'B1G2GM9NG0');
    await user.type(screen.getByLabelText('Admin API key'), SECRET);
    await user.click(screen.getByRole('button', { name: 'Test connection' }));
    await screen.findByText(/Connected in/);
    expect(callsOf(world, 'clusters.test')).toHaveLength(1);
  });

  it('tells what a limited key cannot do, and that the clocks differ', async () => {
    const { user } = await openAdd(
      {},
      {
        'clusters.test': () => ({
          access: { level: 'limited', permissions: ['search'], reason: 'It cannot list keys.' },
          latencyMs: 5,
          clockSkewMs: -90_000,
        }),
      },
    );
    await fill(user);
    await user.click(screen.getByRole('button', { name: 'Test connection' }));
    await screen.findByText('It cannot list keys.');
    expect(screen.getByText(/1 minute 30 seconds behind/)).toBeDefined();
  });

  it('cancels a try that is still running, and keeps what was typed', async () => {
    let aborted = false;
    const { user } = await openAdd(
      {},
      {
        'clusters.test': (_input, signal) =>
          new Promise((_resolve, reject) => {
            signal.addEventListener('abort', () => {
              aborted = true;
              reject(new AppError('CANCELLED', 'Cancelled.'));
            });
          }),
      },
    );
    await fill(user);
    await user.click(screen.getByRole('button', { name: 'Test connection' }));
    await user.click(screen.getByRole('button', { name: 'Cancel' }));
    await waitFor(() => expect(aborted).toBe(true));
    expect(screen.getByRole('textbox', { name: 'Name' })).toHaveProperty('value', 'shop-prod');
    expect(screen.queryByRole('alertdialog')).toBeNull();
  });
});

describe('without a keychain', () => {
  const vault = {
    ...VAULT,
    state: 'unavailable',
    message: 'No keychain service answers.',
    remedy: 'Start one.',
  } as const;

  it('keeps nothing until the user has chosen memory for this session', async () => {
    const { user, world } = await openAdd({ vault });
    await screen.findByText(/No keychain service answers. Start one./);
    expect(screen.getByRole('button', { name: 'Add cluster' })).toHaveProperty('disabled', true);
    await user.click(screen.getByRole('button', { name: 'Keep in memory for this session' }));
    await screen.findByText(/kept in memory only/);
    expect(callsOf(world, 'vault.useMemoryOnly')).toEqual([{ memoryOnly: true }]);
    expect(screen.getByRole('button', { name: 'Add cluster' })).toHaveProperty('disabled', false);
  });

  it('takes up a keychain that has come since', async () => {
    const { user, world } = await openAdd({ vault });
    await screen.findByText(/No keychain service answers/);
    world.state.vault = VAULT;
    await user.click(screen.getByRole('button', { name: 'Check again' }));
    await waitFor(() =>
      expect(screen.getByRole('button', { name: 'Add cluster' })).toHaveProperty('disabled', false),
    );
  });
});

describe('editing a cluster', () => {
  it('saves what changed and asks for no credential', async () => {
    const world = createWorld({ clusters: [aCluster()] });
    const { user } = renderPart(world, <ClusterDialogs />);
    openClusterDialog({ type: 'edit', id: clusterId(1) });
    const name = await screen.findByRole('textbox', { name: 'Name' });
    expect(screen.getByRole('button', { name: 'Save cluster' })).toHaveProperty('disabled', true);
    expect(screen.queryByLabelText('Admin API key')).toBeNull();
    await user.clear(name);
    await user.type(name, 'shop-live');
    await user.click(screen.getByRole('button', { name: 'Save cluster' }));
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
    expect(world.state.clusters.map((cluster) => cluster.name)).toEqual(['shop-live']);
  });
});

describe('replacing the credential', () => {
  it('shows the refusal at the field and keeps the dialog', async () => {
    const world = createWorld(
      { clusters: [aCluster({ credential: 'missing' })] },
      {
        'clusters.replaceCredential': () => {
          throw new AppError('CREDENTIAL_REFUSED', 'The cluster refused this key.', { field: 'credential' });
        },
      },
    );
    const { user } = renderPart(world, <ClusterDialogs />);
    openClusterDialog({ type: 'credential', id: clusterId(1) });
    await user.type(await screen.findByLabelText('Admin API key'), SECRET);
    await user.click(screen.getByRole('button', { name: 'Use this key' }));
    await screen.findByText('The cluster refused this key.');
    expect(screen.getByRole('dialog', { name: 'Enter the key of shop-prod' })).toBeDefined();
  });
});

describe('a form that is to be closed while it waits', () => {
  it('cancels the call, and keeps what was typed', async () => {
    let aborted = false;
    const { user } = await openAdd(
      {},
      {
        'clusters.connect': (_input, signal) =>
          new Promise((_resolve, reject) => {
            signal.addEventListener('abort', () => {
              aborted = true;
              reject(new AppError('CANCELLED', 'Cancelled.'));
            });
          }),
      },
    );
    await fill(user);
    await user.click(screen.getByRole('button', { name: 'Add cluster' }));
    await user.keyboard('{Escape}');
    await waitFor(() => expect(aborted).toBe(true));
    expect(screen.queryByRole('alert')).toBeNull();
    expect(screen.getByRole('textbox', { name: 'Name' })).toHaveProperty('value', 'shop-prod');
  });
});

describe('trying what was changed of a cluster', () => {
  async function openEdit(more: MemoryHandlers = {}) {
    const world = createWorld({ clusters: [aCluster()] }, more);
    const { user } = renderPart(world, <ClusterDialogs />);
    openClusterDialog({ type: 'edit', id: clusterId(1) });
    await screen.findByRole('dialog', { name: 'Edit shop-prod' });
    return { user, world };
  }
  const test = () => screen.getByRole('button', { name: 'Test connection' });

  it('sends the changed values and the id, and saves nothing', async () => {
    const { user, world } = await openEdit({
      'clusters.testStored': () => ({ access: { level: 'admin' }, latencyMs: 31, clockSkewMs: 0 }),
    });
    const id = screen.getByRole('textbox', { name: 'Application ID' });
    await user.clear(id);
    await user.type(id, 'OTHERAPP01');
    await user.click(test());
    expect(await screen.findByText('Connected in 31 ms. The key is an admin key.')).toBeDefined();
    expect(callsOf(world, 'clusters.testStored')).toEqual([
      {
        id: clusterId(1),
        kind: 'algolia',
        caPem: null,
        connection: { applicationId: 'OTHERAPP01', hosts: [] },
      },
    ]);
    expect(callsOf(world, 'clusters.update')).toEqual([]);
    await user.type(id, '2');
    expect(screen.queryByText(/^Connected in/)).toBeNull();
  });

  it('shows a refused credential above the form, which has no field for it', async () => {
    const { user } = await openEdit({
      'clusters.testStored': () => {
        throw new AppError('CREDENTIAL_REFUSED', 'shop-prod refused the credential.', {
          field: 'credential',
          remedy: 'Replace it.',
        });
      },
    });
    await user.click(test());
    expect((await screen.findByRole('alert')).textContent).toContain(
      'shop-prod refused the credential. Replace it.',
    );
  });
});
