import type { Instant, KindId } from '#shared/ids';
import type { ListPart } from '#shared/keys/coverage';
import type { AnySpec, Subject } from '#shared/kinds/kind';
import type { PreparedDecision } from '#shared/policy/decision';
import type { ListedKeys } from './cache';
import { sortLabel } from './sort-label';
import { parseStoredObject } from './stored-json';

/** What the cache needs of a kind to store its specs so that they can be found, ordered, compared and asked. */
export interface SpecReader {
  readonly label: (spec: AnySpec) => string;
  readonly account: (spec: AnySpec) => string | null;
  readonly expiresAt: (spec: AnySpec) => Instant | null;
  readonly permissionsOf: (spec: AnySpec) => readonly string[];
  readonly sameSpec: (a: AnySpec, b: AnySpec) => boolean;
  readonly searchText: (spec: AnySpec) => string;
  readonly listPart: (spec: AnySpec) => ListPart;
  readonly prepare: (subject: Subject<AnySpec>) => PreparedDecision;
  readonly instanceOf: (spec: AnySpec, resource: string) => string;
}

/** The reader of each kind; the worker takes `trustingKindOf` of shared/kinds/registry. */
export type SpecReaderOf = (kind: KindId) => SpecReader;

/** What the table's columns hold beside a key, all derived from it. */
export interface SpecColumns {
  readonly mask: string;
  readonly label: string;
  readonly labelSort: string;
  /** Null for kinds whose keys have no owner. */
  readonly owner: string | null;
  readonly expiresAt: Instant | null;
  readonly permissions: readonly string[];
  readonly text: string;
}

/** A key as read from the cluster, its spec as JSON. */
export interface ListedKey {
  readonly secret: string;
  readonly admin: boolean;
  readonly createdAt: Instant | null;
  readonly specJson: string;
}

/** The same with its ref, ready to be compared. */
export interface PreparedKey extends ListedKey {
  readonly ref: Buffer;
}

/** SQLite's text functions stop at NUL, which a name on a cluster may hold. */
function searchable(text: string): string {
  return text.includes('\0') ? text.replaceAll('\0', ' ') : text;
}

/** Derives everything that is stored beside a spec; costs more than comparing, so only what is written is derived. The search text also holds the mask, since lists show it. */
export function specColumns(specJson: string, mask: string, reader: SpecReader): SpecColumns {
  const spec = parseStoredObject(specJson);
  const label = reader.label(spec);
  return {
    mask,
    label,
    labelSort: sortLabel(label),
    owner: reader.account(spec),
    expiresAt: reader.expiresAt(spec),
    permissions: reader.permissionsOf(spec),
    text: searchable(`${reader.searchText(spec)} ${mask.toLowerCase()}`),
  };
}

/** Takes one key out of its columns. Throws when the columns are not of one length. */
export function listedKeyAt(keys: ListedKeys, at: number): ListedKey {
  const secret = keys.secrets[at];
  const admin = keys.admin[at];
  const createdAt = keys.createdAt[at];
  const specJson = keys.specs[at];
  if (secret === undefined || admin === undefined || createdAt === undefined || specJson === undefined) {
    throw new Error('The columns of listed keys differ in length.');
  }
  return { secret, admin, createdAt, specJson };
}

/** Adds its ref to a key. */
export function withRef({ secret, admin, createdAt, specJson }: ListedKey, ref: Buffer): PreparedKey {
  return { ref, secret, admin, createdAt, specJson };
}
