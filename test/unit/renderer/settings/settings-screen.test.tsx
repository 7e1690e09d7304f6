import { cleanup, screen, waitFor } from '@testing-library/react';
import { afterEach, describe, expect, it } from 'vitest';
import { AppError } from '#shared/errors';
import { SettingsScreen } from '../../../../renderer/features/settings';
import type { MemoryHandlers } from '../../../support/memory-bridge';
import { createWorld, VAULT, type WorldState } from '../../../support/memory-world';
import { renderPart } from '../../../support/render-app';

afterEach(cleanup);

async function show(start: Partial<WorldState> = {}, more: MemoryHandlers = {}) {
  const world = createWorld(start, more);
  const { user } = renderPart(world, <SettingsScreen />);
  await screen.findByText('Secret Service (GNOME Keyring)');
  return { user, world };
}

describe('numbers', () => {
  it('are saved as soon as they are permitted', async () => {
    const { user, world } = await show();
    const input = screen.getByRole('textbox', { name: 'Sync every' });
    await user.clear(input);
    await user.type(input, '60');
    await waitFor(() => expect(world.state.settings.syncIntervalMinutes).toBe(60));
  });

  it('are not saved while they are not, and say what is', async () => {
    const { user, world } = await show();
    const input = screen.getByRole('textbox', { name: 'Clear a copied secret after' });
    await user.clear(input);
    await user.type(input, '601');
    expect(screen.getByText('Enter a whole number from 0 to 600.')).toBeDefined();
    expect(world.state.settings.clipboardClearSeconds).toBe(60);
    expect(input.getAttribute('aria-invalid')).toBe('true');
  });
});

describe('appearance', () => {
  it('is saved at once, and taken back when it cannot be', async () => {
    const { user } = await show(
      {},
      {
        'settings.update': () => {
          throw new AppError('CACHE_READ_ONLY', 'The profile folder cannot be written.', {
            remedy: 'Check its permissions.',
          });
        },
      },
    );
    await user.click(screen.getByRole('radio', { name: 'Dark' }));
    await screen.findByText(
      'The setting was not saved. The profile folder cannot be written. Check its permissions.',
    );
    expect(screen.getByRole('radio', { name: 'As the system' })).toHaveProperty('checked', true);
  });
});

describe('the keychain', () => {
  const locked = {
    ...VAULT,
    state: 'locked',
    message: 'The keychain is locked.',
    remedy: 'Unlock it.',
  } as const;

  it('has no choice to make while it is available', async () => {
    await show();
    expect(screen.getByText('available')).toBeDefined();
    expect(screen.queryByRole('switch')).toBeNull();
  });

  it('says what to do, and keeps credentials in memory only when that is chosen', async () => {
    const { user, world } = await show({ vault: locked });
    expect(screen.getByText('The keychain is locked. Unlock it.')).toBeDefined();
    expect(world.state.vault.memoryOnly).toBe(false);
    await user.click(screen.getByRole('switch', { name: 'Keep credentials in memory for this session' }));
    await waitFor(() => expect(world.state.vault.memoryOnly).toBe(true));
  });

  it('is looked at again on demand', async () => {
    const { user, world } = await show({ vault: locked });
    world.state.vault = VAULT;
    await user.click(screen.getByRole('button', { name: 'Check again' }));
    await screen.findByText('available');
  });
});

describe('diagnostics', () => {
  it('show versions and folders, and copy the report of the main process', async () => {
    const { user, world } = await show();
    await screen.findByText('45.4.1');
    expect(screen.getByText('/home/ada/.config/castellan/logs')).toBeDefined();
    await user.click(screen.getByRole('button', { name: 'Copy report' }));
    await screen.findByText('Report copied.');
    expect(world.bridge.made.at(-1)).toEqual({ name: 'app.copyText', input: { text: 'Castellan 0.1.0' } });
    await user.click(screen.getByRole('button', { name: 'Open log folder' }));
    expect(world.bridge.made.at(-1)).toEqual({ name: 'app.openFolder', input: { which: 'logs' } });
  });
});
