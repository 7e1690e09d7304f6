export const COMMAND_GROUPS = ['Keys', 'People', 'Cluster', 'Go to', 'View', 'Application'] as const;
export type CommandGroup = (typeof COMMAND_GROUPS)[number];

export interface CommandSpec {
  /** A verb and its object; stands in the palette and the shortcut list. */
  readonly title: string;
  readonly group: CommandGroup;
  /**
   * Chords: `mod` is Ctrl, or Cmd on macOS; a space separates the keys of a sequence. Chords without `mod` (other
   * than function keys) act only while a list has the focus (WCAG 2.1.4), see shortcuts.ts.
   */
  readonly keys?: readonly string[];
  /** More words by which the palette finds it. */
  readonly also?: string;
  /** Only makes sense from the keyboard; not offered in the palette. */
  readonly keyboardOnly?: true;
}

/**
 * Every action that has a name. The palette, the shortcuts, the shortcut list and the application menu
 * (electron/app/menu.ts sends these ids) all rest on this table; what an action does is bound by `useCommand`.
 */
export const COMMANDS = {
  'keys.new': { title: 'New key', group: 'Keys', keys: ['n', 'mod+n'], also: 'create add' },
  'keys.newAdmin': { title: 'New admin API key', group: 'Keys', also: 'create add' },
  'keys.open': { title: 'Open details', group: 'Keys', keys: ['Enter'] },
  'keys.edit': { title: 'Edit key', group: 'Keys', keys: ['e'], also: 'change' },
  'keys.duplicate': { title: 'Duplicate key', group: 'Keys', keys: ['d'], also: 'copy clone' },
  'keys.copySecret': { title: 'Copy secret', group: 'Keys', keys: ['c'], also: 'clipboard' },
  'keys.reveal': { title: 'Reveal or hide secret', group: 'Keys', keys: ['r'], also: 'show' },
  'keys.try': { title: 'Try key with a real request', group: 'Keys', also: 'test prove' },
  'keys.use': {
    title: 'Use key in code',
    group: 'Keys',
    keys: ['u'],
    also: 'snippet default curl javascript python',
  },
  'keys.remove': { title: 'Delete key', group: 'Keys', keys: ['Delete'], also: 'remove revoke' },
  'keys.restore': { title: 'Restore key', group: 'Keys', also: 'undelete bring back' },
  'keys.rotate': { title: 'Rotate key', group: 'Keys', also: 'renew replace new secret' },
  'search.focus': { title: 'Search keys', group: 'Keys', keys: ['/', 'mod+f'], also: 'find filter secret' },
  'search.clear': { title: 'Clear search and filters', group: 'Keys', also: 'reset all' },
  'list.next': {
    title: 'Move to the next row',
    group: 'Keys',
    keys: ['j', 'ArrowDown'],
    keyboardOnly: true,
  },
  'list.previous': {
    title: 'Move to the previous row',
    group: 'Keys',
    keys: ['k', 'ArrowUp'],
    keyboardOnly: true,
  },

  'people.newUser': { title: 'New user', group: 'People', also: 'create add account' },
  'people.newOrganization': { title: 'New organization', group: 'People', also: 'create add account' },
  'people.new': { title: 'New user or organization', group: 'People', keys: ['n'], keyboardOnly: true },
  'people.types': { title: 'Types of organizations', group: 'People', also: 'kind category' },
  'people.open': { title: 'Open details of the account', group: 'People', keys: ['Enter'] },
  'people.edit': { title: 'Edit user or organization', group: 'People', keys: ['e'], also: 'change' },
  'people.remove': {
    title: 'Delete user or organization',
    group: 'People',
    keys: ['Delete'],
    also: 'remove',
  },
  'people.keys': { title: 'Show the keys of the account', group: 'People' },
  'people.search': { title: 'Search users or organizations', group: 'People', keys: ['/', 'mod+f'] },
  'people.read': { title: 'Read users or organizations again', group: 'People', also: 'refresh reload' },

  'cluster.add': { title: 'Add cluster', group: 'Cluster', also: 'connect new' },
  'sync.start': { title: 'Sync now', group: 'Cluster', keys: ['F5'], also: 'refresh reload' },
  'sync.cancel': { title: 'Cancel the sync', group: 'Cluster', also: 'stop' },
  'cluster.edit': { title: 'Edit cluster', group: 'Cluster', also: 'rename connection environment' },
  'cluster.replaceCredential': {
    title: 'Replace the credential',
    group: 'Cluster',
    also: 'admin key rotate revoked enter',
  },
  'cluster.workOffline': { title: 'Work offline', group: 'Cluster', also: 'network unplug' },
  'cluster.goOnline': { title: 'Go online', group: 'Cluster', also: 'network connect' },
  'cluster.moveUp': { title: 'Move cluster up', group: 'Cluster', also: 'order sort' },
  'cluster.moveDown': { title: 'Move cluster down', group: 'Cluster', also: 'order sort' },
  'cluster.remove': { title: 'Remove cluster from Castellan', group: 'Cluster', also: 'delete disconnect' },

  'go.keys': { title: 'Keys', group: 'Go to', keys: ['g k'] },
  'go.people': { title: 'People', group: 'Go to', keys: ['g p'], also: 'users organizations members' },
  'go.whoCan': {
    title: 'Who can…',
    group: 'Go to',
    keys: ['g w'],
    also: 'reverse look-up which keys may allowed permission access',
  },
  'go.settings': { title: 'Settings', group: 'Go to', keys: ['g s', 'mod+,'], also: 'preferences options' },

  'rail.toggle': { title: 'Show or hide the sidebar', group: 'View', keys: ['mod+b'], also: 'rail clusters' },
  'theme.toggle': { title: 'Switch between light and dark', group: 'View', also: 'theme appearance colour' },
  'density.toggle': { title: 'Switch between comfortable and compact rows', group: 'View', also: 'density' },

  'palette.open': { title: 'Search or run a command', group: 'Application', keys: ['mod+k'] },
  'shortcuts.show': {
    title: 'Show keyboard shortcuts',
    group: 'Application',
    keys: ['?', 'mod+/'],
    also: 'help',
  },
  'vault.recheck': { title: 'Check the keychain again', group: 'Application', also: 'vault unlock' },
  'folder.profile': { title: 'Open the data folder', group: 'Application', also: 'profile' },
  'folder.logs': { title: 'Open the log folder', group: 'Application' },
  'diagnostics.copy': {
    title: 'Copy the diagnostics report',
    group: 'Application',
    also: 'versions support',
  },
} as const satisfies Readonly<Record<string, CommandSpec>>;

export type CommandId = keyof typeof COMMANDS;

/** The table with the members that not every entry has. */
export const COMMAND_SPECS: Readonly<Record<CommandId, CommandSpec>> = COMMANDS;

export const COMMAND_IDS = Object.keys(COMMANDS).filter(isCommandId);

export function isCommandId(id: string): id is CommandId {
  return Object.hasOwn(COMMANDS, id);
}
