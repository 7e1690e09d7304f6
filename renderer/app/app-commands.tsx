import { useEffect } from 'react';
import { bridge } from '../bridge';
import { DiagnosticsCommands } from '../features/settings';
import { ClusterCommands, useVault } from '../features/clusters';
import { runCommand, useCommand } from './commands/registry';
import { useShortcuts } from './commands/shortcuts';
import { useSettings, useUpdateSettings } from './data/queries';
import { openOverlay } from './overlay';
import { navigate } from './router';
import { oppositeTheme } from './theme';

/** The commands that work on every screen, and the three ways to run any command: keys, menu, palette. */
export function AppCommands() {
  const { theme, density, railCollapsed } = useSettings();
  const update = useUpdateSettings();
  const { recheck } = useVault();
  useCommand('palette.open', () => openOverlay('palette'));
  useCommand('shortcuts.show', () => openOverlay('shortcuts'));
  useCommand('go.keys', () => navigate({ place: 'keys' }));
  useCommand('go.settings', () => navigate({ place: 'settings' }));
  useCommand('rail.toggle', () => update({ railCollapsed: !railCollapsed }));
  useCommand('theme.toggle', () => update({ theme: oppositeTheme(theme) }));
  useCommand('density.toggle', () => update({ density: density === 'compact' ? 'comfortable' : 'compact' }));
  useCommand('vault.recheck', () => recheck.mutate());
  useShortcuts();
  useEffect(() => bridge.onEvent('menu:command', ({ command }) => void runCommand(command)), []);
  return (
    <>
      <ClusterCommands />
      <DiagnosticsCommands />
    </>
  );
}
