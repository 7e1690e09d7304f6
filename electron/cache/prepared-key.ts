import type { Instant, KindId } from '#shared/ids';
import type { AnySpec } from '#shared/kinds/kind';
import { maskSecret } from '#shared/keys/record';
import type { SeenKey } from './cache';
import type { RefMaker } from './secrets/sealing';
import { sortLabel } from './sort-label';

/** What the cache needs of a kind to store its specs so that they can be found, ordered and compared. */
export interface SpecReader {
  readonly label: (spec: AnySpec) => string;
  readonly expiresAt: (spec: AnySpec) => Instant | null;
  readonly permissionsOf: (spec: AnySpec) => readonly string[];
  readonly sameSpec: (a: AnySpec, b: AnySpec) => boolean;
  readonly searchText: (spec: AnySpec) => string;
}

/** The reader of each kind; the worker takes it from shared/kinds/registry. */
export type SpecReaderOf = (kind: KindId) => SpecReader;

/** What the table's columns hold beside a spec, all derived from it. */
export interface SpecColumns {
  readonly label: string;
  readonly labelSort: string;
  readonly expiresAt: Instant | null;
  readonly permissions: readonly string[];
  readonly text: string;
}

/** A key as read from the cluster, ready to be compared. */
export interface PreparedKey {
  readonly ref: Buffer;
  readonly secret: string;
  readonly mask: string;
  readonly admin: boolean;
  readonly createdAt: Instant | null;
  readonly spec: AnySpec;
  readonly specJson: string;
}

/** SQLite's text functions stop at NUL, which a name on a cluster may hold. */
function searchable(text: string): string {
  return text.replaceAll('\0', ' ');
}

/** Derives everything that is stored beside a spec; costs more than comparing, so only what is written is derived. The search text also holds the mask, since lists show it. */
export function specColumns(spec: AnySpec, mask: string, reader: SpecReader): SpecColumns {
  const label = reader.label(spec);
  return {
    label,
    labelSort: sortLabel(label),
    expiresAt: reader.expiresAt(spec),
    permissions: reader.permissionsOf(spec),
    text: searchable(`${reader.searchText(spec)} ${mask.toLowerCase()}`),
  };
}

export function prepareKey(key: SeenKey, refs: RefMaker): PreparedKey {
  return {
    ref: refs.of(key.secret),
    secret: key.secret,
    mask: maskSecret(key.secret),
    admin: key.admin,
    createdAt: key.createdAt,
    spec: key.spec,
    specJson: JSON.stringify(key.spec),
  };
}
