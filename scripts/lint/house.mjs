// The rooms of the house (docs/architecture.md) and which room may import which. The linter's rules and their
// tests read this table; a new folder is added here first.
import { readdirSync } from 'node:fs';
import path from 'node:path';

const below = (shared) => [
  'shared/base',
  'shared/scopes',
  'shared/policy',
  'shared/keys',
  'shared/audit',
  ...(shared ? ['shared/kinds', 'shared/kinds/registry', 'shared/contract'] : []),
];
const everythingShared = below(true);

const featureParts = [
  'renderer/bridge',
  'renderer/ui',
  'renderer/styles',
  'renderer/app',
  'renderer/features/edge',
];

/**
 * room → the rooms it may import besides itself. A room that ends in /<kind> or /<feature> stands for many
 * folders: its members reach their own folder only, a kind also the folders of the same kind elsewhere.
 */
export const mayImport = {
  'shared/base': [],
  // A library that could stand alone: it knows nothing else of the house.
  'shared/scopes': [],
  'shared/policy': below(false),
  'shared/keys': below(false),
  'shared/audit': below(false),
  'shared/kinds': below(false),
  'shared/kinds/<kind>': [...below(false), 'shared/kinds'],
  'shared/kinds/registry': [...below(false), 'shared/kinds', 'shared/kinds/<kind>'],
  'shared/contract': everythingShared,

  'electron/log': everythingShared,
  'electron/vault/interface': everythingShared,
  'electron/vault': [...everythingShared, 'electron/log', 'electron/vault/interface'],
  'electron/vault/process': [
    ...everythingShared,
    'electron/log',
    'electron/vault',
    'electron/vault/interface',
  ],
  'electron/cache/interface': everythingShared,
  'electron/cache': [...everythingShared, 'electron/log', 'electron/cache/interface'],
  'electron/clusters': [...everythingShared, 'electron/log', 'electron/clusters/registry'],
  'electron/clusters/<kind>': [
    ...everythingShared,
    'electron/log',
    'electron/clusters',
    'shared/kinds/<kind>',
  ],
  'electron/clusters/registry': [...everythingShared, 'electron/clusters', 'electron/clusters/<kind>'],
  'electron/services': [
    ...everythingShared,
    'electron/log',
    'electron/clusters',
    'electron/clusters/registry',
    'electron/cache/interface',
    'electron/vault/interface',
  ],
  'electron/practice': [...everythingShared, 'electron/practice/registry'],
  'electron/practice/<kind>': [...everythingShared, 'electron/practice', 'shared/kinds/<kind>'],
  'electron/practice/registry': [...everythingShared, 'electron/practice', 'electron/practice/<kind>'],
  'electron/bridge': [...everythingShared, 'electron/log', 'electron/services'],
  'electron/bridge/preload': ['shared/contract'],
  'electron/app': [
    ...everythingShared,
    'electron/log',
    'electron/bridge',
    'electron/services',
    'electron/clusters',
    'electron/clusters/registry',
    'electron/cache',
    'electron/cache/interface',
    'electron/vault',
    'electron/vault/interface',
    'electron/practice',
  ],
  'electron/main': [
    ...everythingShared,
    'electron/log',
    'electron/app',
    'electron/bridge',
    'electron/services',
    'electron/clusters',
    'electron/clusters/registry',
    'electron/cache',
    'electron/cache/interface',
    'electron/vault',
    'electron/vault/interface',
    'electron/practice',
  ],

  'renderer/bridge': everythingShared,
  'renderer/styles': [],
  'renderer/ui': [...everythingShared, 'renderer/styles'],
  'renderer/app': [...everythingShared, ...featureParts],
  'renderer/features/edge': [...everythingShared, ...featureParts, 'renderer/features/<feature>'],
  'renderer/features/<feature>': [...everythingShared, ...featureParts],
  'renderer/key-editor/<kind>': [
    ...everythingShared,
    ...featureParts,
    'renderer/features/<feature>',
    'shared/kinds/<kind>',
  ],
  'renderer/key-editor/registry': [
    ...everythingShared,
    'renderer/features/<feature>',
    'renderer/key-editor/<kind>',
  ],
  'renderer/root': [...everythingShared, ...featureParts, 'renderer/root'],
};
mayImport['renderer/features/<feature>'].push('renderer/key-editor/registry');

const anyOf = (names) => new RegExp(`^(?:${names.join('|')})(?:/|$)`);
const server = [
  'electron',
  'better-sqlite3',
  'keytar',
  'electron-log',
  'write-file-atomic',
  'algoliasearch.*',
  'algorithmia',
  'node:.*',
];
const page = [
  'react',
  'react-dom',
  'radix-ui',
  'zustand',
  'cmdk',
  'lucide-react',
  'clsx',
  '@tanstack',
  '@radix-ui',
];

/** Packages: the first entry that fits the file's path decides; `only` lists what is allowed, `not` what is refused. */
export const packages = [
  { files: /^shared\/scopes\//, only: /(?!)/ },
  { files: /^shared\//, only: anyOf(['zod']) },
  { files: /^renderer\//, not: anyOf(server) },
  { files: /^electron\/bridge\/preload\.ts$/, only: anyOf(['electron']) },
  { files: /^electron\/(?:main\.ts$|app\/|bridge\/)/, not: anyOf([...page, 'better-sqlite3', 'keytar']) },
  { files: /^electron\/vault\/process\.ts$/, not: anyOf([...page, 'better-sqlite3']) },
  { files: /^electron\/vault\//, not: anyOf([...page, 'electron', 'better-sqlite3']) },
  { files: /^electron\/(?:cache|practice)\//, not: anyOf([...page, 'electron', 'keytar']) },
  { files: /^electron\//, not: anyOf([...page, 'electron', 'better-sqlite3', 'keytar']) },
];

/** Names that belong to one file. `files` limits the rule to a part of the tree; `a.b` is the member b of a. */
export const onePlace = [
  { names: ['ipcRenderer', 'exposeInMainWorld'], home: ['electron/bridge/preload.ts'] },
  { names: ['shell.openExternal'], home: ['electron/app/external-links.ts'] },
  { names: ['shell.openPath'], home: ['electron/app/app-handlers.ts'] },
  { names: ['setCertificateVerifyProc'], home: ['electron/app/pinned-session.ts'] },
  { names: ['commandLine.appendSwitch', 'commandLine.appendArgument'], home: [] },
  { names: ['castellan'], home: ['renderer/bridge.ts'], files: /^renderer\// },
  {
    names: ['dangerouslySetInnerHTML', 'innerHTML', 'outerHTML', 'insertAdjacentHTML', 'srcdoc', 'srcDoc'],
    home: [],
  },
  { names: ['NODE_TLS_REJECT_UNAUTHORIZED', 'certificate-error'], home: [] },
];

/** The kinds are the folders of shared/kinds. */
export function kindsOf(root) {
  try {
    return readdirSync(path.join(root, 'shared', 'kinds'), { withFileTypes: true })
      .filter((entry) => entry.isDirectory())
      .map((entry) => entry.name);
  } catch {
    return [];
  }
}

const single = {
  'shared/errors': 'shared/base',
  'shared/ids': 'shared/base',
  'shared/kinds/registry': 'shared/kinds/registry',
  'electron/main': 'electron/main',
  'electron/vault/vault': 'electron/vault/interface',
  'electron/vault/process': 'electron/vault/process',
  'electron/cache/cache': 'electron/cache/interface',
  'electron/clusters/registry': 'electron/clusters/registry',
  'electron/practice/registry': 'electron/practice/registry',
  'electron/bridge/preload': 'electron/bridge/preload',
  'renderer/bridge': 'renderer/bridge',
  'renderer/features/key-editor/registry': 'renderer/key-editor/registry',
};

/** Where folders of kinds stand. */
const kindHomes = {
  'shared/kinds': 'shared/kinds/<kind>',
  'electron/clusters': 'electron/clusters/<kind>',
  'electron/practice': 'electron/practice/<kind>',
  'renderer/features/key-editor': 'renderer/key-editor/<kind>',
};

function kindRoom(parts, kinds) {
  for (const [home, room] of Object.entries(kindHomes)) {
    const depth = home.split('/').length;
    if (parts.slice(0, depth).join('/') === home && parts.length > depth && kinds.includes(parts[depth])) {
      return { room, member: parts[depth] };
    }
  }
  return undefined;
}

/**
 * The room of a file or import target, given as a path from the root with forward slashes, with or without
 * its extension. Undefined outside the three houses; `unknown` when no room is described for it.
 */
export function roomOf(file, kinds) {
  const name = file.replace(/(?:\.d)?\.(?:m|c)?[jt]sx?$/, '');
  const parts = name.split('/');
  if (!['shared', 'electron', 'renderer'].includes(parts[0])) return undefined;
  if (single[name]) return { room: single[name] };
  const kind = kindRoom(parts, kinds);
  if (kind) return kind;
  if (parts[0] === 'renderer' && parts[1] === 'features') {
    const edge = parts.length === 3 || (parts.length === 4 && parts[3] === 'index');
    return { room: edge ? 'renderer/features/edge' : 'renderer/features/<feature>', member: parts[2] };
  }
  const room = parts.slice(0, 2).join('/');
  if (mayImport[room]) return { room };
  return parts[0] === 'renderer' && parts.length === 2 ? { room: 'renderer/root' } : { room: 'unknown' };
}

/** What is wrong with one file of the house importing another; undefined when it is allowed. */
export function misdirection(from, to, kinds) {
  const source = roomOf(from, kinds);
  if (!source) return undefined;
  const target = roomOf(to, kinds);
  if (!target) return `${from} imports ${to}, which is not a part of the application.`;
  if (source.room === 'unknown') return `${from} stands in no known room (scripts/lint/house.mjs).`;
  if (target.room === 'unknown') return `${to} stands in no known room (scripts/lint/house.mjs).`;
  const sameMember =
    source.member === undefined || target.member === undefined || source.member === target.member;
  if (source.room === target.room && (sameMember || source.room === 'renderer/features/edge'))
    return undefined;
  const open = mayImport[source.room].includes(target.room);
  const free = source.room.endsWith('/registry') || target.room === 'renderer/features/edge' || sameMember;
  if (open && (free || target.member === 'key-editor')) return undefined;
  const whose = (place) => (place.member ? `${place.room} (${place.member})` : place.room);
  return `${whose(source)} must not import ${whose(target)}.`;
}
