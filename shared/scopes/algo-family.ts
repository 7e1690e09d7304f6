import { surveyAlgorithms } from './algo-survey';
import { exampleVersions, readVersion, versionCovers, writeVersion, type AlgoVersion } from './algo-version';
import { spaceChange, type Change, type Family, type Parsed, type Remark } from './family';

/** A node of the tree of algorithms: everything, an owner's, one algorithm, or versions of one (key-apis C1). */
export type AlgoScope =
  | { readonly sort: 'root' }
  | { readonly sort: 'owner'; readonly owner: string }
  | { readonly sort: 'algorithm'; readonly owner: string; readonly name: string }
  | {
      readonly sort: 'version';
      readonly owner: string;
      readonly name: string;
      readonly version: AlgoVersion;
    };

const PREFIX = 'algo://';
const MAX_OWNER = 30;
const IDENTIFIER = /^[A-Za-z][A-Za-z0-9_]*$/;
/** What the platform writes for the caller's own account; undocumented in a key (C6). */
export const OWN_ACCOUNT = '.my';

/** Scopes that `algo://` entries denote (key-apis B5, C1, C6, C7). Compared by whole segments, nested or disjoint. */
export const algoFamily: Family<AlgoScope> = {
  id: 'algo',
  parse: readEntry,
  write: writeScope,
  matches: (scope, value) => {
    const wanted = readRequested(value);
    return wanted !== null && covers(scope, wanted);
  },
  covers,
  overlaps: (a, b) => covers(a, b) || covers(b, a),
  example,
  isEverything: (scope) => scope.sort === 'root',
  foldCase,
  // A slash at the end does not count (C7), so there is nothing to hint at.
  withoutSlash: () => null,
  changes,
  remarks,
  survey: surveyAlgorithms,
};

/**
 * What a call asks for, as a scope: `owner/name[/version]`, with or without `algo://`. A call without a version asks
 * for `latest`; the version counts as it is requested, since aliases resolve later (C1). Null when it names nothing.
 */
export function readRequested(value: string): AlgoScope | null {
  const [owner = '', name = '', version = 'latest', ...more] = withoutPrefix(value).split('/');
  const read = readVersion(version);
  if (owner === '' || name === '' || read === null || more.length > 0) return null;
  return { sort: 'version', owner, name, version: read };
}

function withoutPrefix(text: string): string {
  return text.startsWith(PREFIX) ? text.slice(PREFIX.length) : text;
}

function readEntry(entry: string): Parsed<AlgoScope> {
  const text = entry.trim();
  const start = entry.indexOf(text);
  const refuse = (message: string, from: number, to: number): Parsed<AlgoScope> => ({
    ok: false,
    message,
    from: start + from,
    to: start + to,
  });
  if (!text.startsWith(PREFIX)) {
    return refuse(
      text === ''
        ? 'Enter an algorithm, for example algo://demo/Hello.'
        : 'An entry begins with algo://, for example algo://demo/Hello.',
      0,
      text.length,
    );
  }
  const path = text.slice(PREFIX.length).replace(/\/$/, '');
  if (path === '*') return { ok: true, scope: { sort: 'root' } };
  const segments = path.split('/');
  const [owner = '', name, version, ...more] = segments;
  const at = (index: number): number =>
    PREFIX.length + segments.slice(0, index).reduce((sum, segment) => sum + segment.length + 1, 0);
  const ownerFault = faultOfOwner(owner);
  if (ownerFault !== null) return refuse(ownerFault, at(0), at(0) + owner.length);
  if (name === undefined) {
    return refuse(
      `Name an algorithm of ${owner}, or enter algo://${owner}/* for all of them.`,
      at(0),
      at(0) + owner.length,
    );
  }
  if (name === '*' && version === undefined) return { ok: true, scope: { sort: 'owner', owner } };
  if (name === '') return refuse('The name of the algorithm is empty.', at(1), at(1));
  if (name.includes('*')) {
    const star = at(1) + name.indexOf('*');
    return refuse('A * can only stand for everything behind a slash.', star, star + 1);
  }
  if (more.length > 0) {
    return refuse('An entry has at most an owner, an algorithm and a version.', at(3), text.length);
  }
  if (version === undefined || version === '*')
    return { ok: true, scope: { sort: 'algorithm', owner, name } };
  const read = readVersion(version);
  return read === null
    ? refuse('This is no version: enter 1.2.3, 1.2.*, latest or a build.', at(2), at(2) + version.length)
    : { ok: true, scope: { sort: 'version', owner, name, version: read } };
}

function faultOfOwner(owner: string): string | null {
  if (owner === '') return 'The owner is empty.';
  if (owner === OWN_ACCOUNT) return null;
  if (owner === '*') return 'To allow everything, enter algo://* alone.';
  if (owner.includes('*')) return 'A * can only stand for everything behind a slash.';
  if (owner.length > MAX_OWNER) return `An owner has at most ${MAX_OWNER} characters.`;
  return IDENTIFIER.test(owner)
    ? null
    : 'An owner begins with a letter and has only letters, digits and underscores.';
}

function writeScope(scope: AlgoScope): string {
  switch (scope.sort) {
    case 'root':
      return `${PREFIX}*`;
    case 'owner':
      return `${PREFIX}${scope.owner}/*`;
    case 'algorithm':
      return `${PREFIX}${scope.owner}/${scope.name}/*`;
    case 'version':
      return `${PREFIX}${scope.owner}/${scope.name}/${writeVersion(scope.version)}`;
  }
}

/** Whether the node of `a` is that of `b` or above it, by whole segments (C1). */
function covers(a: AlgoScope, b: AlgoScope): boolean {
  if (a.sort === 'root') return true;
  if (b.sort === 'root' || a.owner !== b.owner) return false;
  if (a.sort === 'owner') return true;
  if (b.sort === 'owner' || a.name !== b.name) return false;
  if (a.sort === 'algorithm') return true;
  return b.sort === 'version' && versionCovers(a.version, b.version);
}

/**
 * Two requests below each node lie below different children of it, so a node that covers none of its ancestors holds at
 * most one of them.
 */
function requestsBelow(scope: AlgoScope): readonly string[] {
  switch (scope.sort) {
    case 'root':
      return ['demo/Hello', 'example/Hello'];
    case 'owner':
      return [`${scope.owner}/Hello`, `${scope.owner}/Example`];
    case 'algorithm':
      return [`${scope.owner}/${scope.name}`, `${scope.owner}/${scope.name}/1.0.0`];
    case 'version':
      return exampleVersions(scope.version).map((version) => `${scope.owner}/${scope.name}/${version}`);
  }
}

function example(b: AlgoScope, a: AlgoScope): string | null {
  if (covers(a, b)) return null;
  return requestsBelow(b).find((request) => !algoFamily.matches(a, request)) ?? null;
}

function changes(entry: string): readonly Change[] {
  const parsed = readEntry(entry);
  if (!parsed.ok) return [];
  const { scope } = parsed;
  const text = entry.trim();
  const found: Change[] = [...spaceChange(entry)];
  const bare = text.replace(/\/$/, '');
  if (bare !== text) found.push({ rule: 'slash', message: 'A slash at the end does not count.' });
  if (scope.sort === 'algorithm' && !bare.endsWith('/*')) {
    found.push({ rule: 'all-versions', message: 'It stands for all versions, which /* says.' });
  }
  if (scope.sort === 'version' && scope.version.sort === 'range' && !bare.endsWith('.*')) {
    found.push({
      rule: 'version-range',
      message: 'A partial version stands for all that begin with it, which .* says.',
    });
  }
  return found;
}

function foldCase(scope: AlgoScope): AlgoScope {
  switch (scope.sort) {
    case 'root':
      return scope;
    case 'owner':
      return { sort: 'owner', owner: scope.owner.toLowerCase() };
    case 'algorithm':
      return { sort: 'algorithm', owner: scope.owner.toLowerCase(), name: scope.name.toLowerCase() };
    case 'version':
      return { ...scope, owner: scope.owner.toLowerCase(), name: scope.name.toLowerCase() };
  }
}

function remarks(scope: AlgoScope): readonly Remark[] {
  if (scope.sort === 'root') return [];
  const found: Remark[] = [];
  if (scope.owner === OWN_ACCOUNT) {
    found.push({
      sort: 'doubtful',
      rule: 'own-account',
      message: `${OWN_ACCOUNT} is not documented in a key; enter the name of the account instead.`,
    });
  }
  if (scope.sort === 'owner') return found;
  if (!IDENTIFIER.test(scope.name)) {
    found.push({
      sort: 'doubtful',
      rule: 'name',
      message: 'Names of algorithms have only letters, digits and underscores, so this may never match.',
    });
  }
  if (scope.sort === 'version') {
    found.push({
      sort: 'doubtful',
      rule: 'version',
      message: 'That an entry may name a version is not documented. Without it, all versions are allowed.',
      instead: writeScope({ sort: 'algorithm', owner: scope.owner, name: scope.name }),
    });
  }
  return found;
}
