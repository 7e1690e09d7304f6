import type { MenuItemConstructorOptions } from 'electron';

/** Commands of the renderer's registry (renderer/app/commands) that the application menu offers. */
export const MENU_COMMANDS = [
  'keys.new',
  'cluster.add',
  'palette.open',
  'search.focus',
  'sync.start',
  'go.keys',
  'go.people',
  'go.settings',
  'theme.toggle',
  'shortcuts.show',
] as const;
export type MenuCommand = (typeof MENU_COMMANDS)[number];

export interface MenuParts {
  readonly mac: boolean;
  /** A packaged application has no developer tools and no reload. */
  readonly packaged: boolean;
  readonly send: (command: MenuCommand) => void;
  readonly showAbout: () => void;
  readonly openProfileFolder: () => void;
}

const separator: MenuItemConstructorOptions = { type: 'separator' };

/**
 * The application menu. The page sees a key first: where it handles one, the menu's accelerator does not act
 * again. On macOS the first menu is the application's and Settings and About stand there.
 */
export function menuTemplate(parts: MenuParts): MenuItemConstructorOptions[] {
  const item = (label: string, command: MenuCommand, accelerator?: string): MenuItemConstructorOptions => ({
    id: command,
    label,
    click: () => parts.send(command),
    ...(accelerator === undefined ? {} : { accelerator }),
  });
  const about: MenuItemConstructorOptions = { id: 'about', label: 'About Castellan', click: parts.showAbout };
  const settings = item('Settings…', 'go.settings', 'CmdOrCtrl+,');
  const application: MenuItemConstructorOptions = {
    label: 'Castellan',
    submenu: [
      about,
      separator,
      settings,
      separator,
      { role: 'services' },
      separator,
      { role: 'hide' },
      { role: 'hideOthers' },
      { role: 'unhide' },
      separator,
      { role: 'quit' },
    ],
  };
  return [
    ...(parts.mac ? [application] : []),
    {
      label: '&File',
      submenu: [
        item('New Key', 'keys.new', 'CmdOrCtrl+N'),
        item('Add Cluster…', 'cluster.add'),
        separator,
        item('Sync Now', 'sync.start', 'F5'),
        separator,
        ...(parts.mac ? [{ role: 'close' } as const] : [settings, separator, { role: 'quit' } as const]),
      ],
    },
    {
      label: '&Edit',
      submenu: [
        { role: 'undo' },
        { role: 'redo' },
        separator,
        { role: 'cut' },
        { role: 'copy' },
        { role: 'paste' },
        { role: 'selectAll' },
        separator,
        item('Search Keys', 'search.focus', 'CmdOrCtrl+F'),
      ],
    },
    viewMenu(parts, item),
    { label: '&Window', role: 'windowMenu' },
    {
      label: '&Help',
      role: 'help',
      submenu: [
        item('Keyboard Shortcuts', 'shortcuts.show', 'CmdOrCtrl+/'),
        { label: 'Open Data Folder', click: parts.openProfileFolder },
        ...(parts.mac ? [] : [separator, about]),
      ],
    },
  ];
}

function viewMenu(
  parts: MenuParts,
  item: (label: string, command: MenuCommand, accelerator?: string) => MenuItemConstructorOptions,
): MenuItemConstructorOptions {
  const forDevelopers: MenuItemConstructorOptions[] = [
    separator,
    { role: 'reload' },
    { role: 'toggleDevTools' },
  ];
  return {
    label: '&View',
    submenu: [
      item('Run a Command…', 'palette.open', 'CmdOrCtrl+K'),
      separator,
      item('Keys', 'go.keys'),
      item('People', 'go.people'),
      separator,
      item('Toggle Theme', 'theme.toggle'),
      { role: 'resetZoom' },
      { role: 'zoomIn' },
      { role: 'zoomOut' },
      { role: 'togglefullscreen' },
      ...(parts.packaged ? [] : forDevelopers),
    ],
  };
}
