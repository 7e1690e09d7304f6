import type { ClusterId, KindId } from '#shared/ids';
import { maskSecret } from '#shared/keys/record';
import type { ListedKeys } from '../cache';
import { listedKeyAt, specColumns, withRef, type SpecColumns, type SpecReaderOf } from '../prepared-key';
import { refAt, sealedAt, type RefMaker, type Sealer, type SealedSecrets } from '../secrets/sealing';
import type { StagedWrite } from './staging';

/** Some of the keys that a cluster lists, as they came. */
export interface ListedPart {
  readonly clusterId: ClusterId;
  readonly kind: KindId;
  readonly keys: ListedKeys;
}

/** What has to be known of keys before they can be written, in columns, since it may come from another thread. */
export interface PreparedPart {
  /** Of every key, laid end to end. */
  readonly refs: Uint8Array;
  /** Of every key whose secret is kept; null without a data key. */
  readonly sealed: SealedSecrets | null;
  readonly masks: readonly string[];
  readonly labels: readonly string[];
  readonly labelSorts: readonly string[];
  readonly expiries: readonly (number | null)[];
  readonly texts: readonly string[];
  /** Each set of permissions once, and which of them each key has. */
  readonly permissionSets: readonly (readonly string[])[];
  readonly permissionSetOf: readonly number[];
}

export interface PartPreparer {
  readonly refs: RefMaker;
  readonly sealer: Sealer | null;
  readonly readerOf: SpecReaderOf;
}

/** Makes everything of keys that is stored beside what was listed: refs, sealed secrets, and what lists need. */
export function preparePart(
  { clusterId, kind, keys }: ListedPart,
  { refs: maker, sealer, readerOf }: PartPreparer,
): PreparedPart {
  const reader = readerOf(kind);
  const refs = maker.ofAll(keys.secrets);
  // An admin key is a credential; those live in the vault alone (design.md, "Words").
  const kept = keys.secrets
    .map((secret, at) => ({ secret, ref: refAt(refs, at) }))
    .filter((_, at) => keys.admin[at] === false);
  const sealed = sealer?.seal(clusterId, kept) ?? null;
  const columns = keys.secrets.map((secret, at) =>
    specColumns(listedKeyAt(keys, at).specJson, maskSecret(secret), reader),
  );
  return { refs, sealed, ...inColumns(columns) };
}

function inColumns(all: readonly SpecColumns[]): Omit<PreparedPart, 'refs' | 'sealed'> {
  const permissionSets: (readonly string[])[] = [];
  const known = new Map<string, number>();
  const setOf = (permissions: readonly string[]): number => {
    const name = permissions.join('\n');
    const at = known.get(name) ?? permissionSets.push(permissions) - 1;
    known.set(name, at);
    return at;
  };
  return {
    masks: all.map(({ mask }) => mask),
    labels: all.map(({ label }) => label),
    labelSorts: all.map(({ labelSort }) => labelSort),
    expiries: all.map(({ expiresAt }) => expiresAt),
    texts: all.map(({ text }) => text),
    permissionSetOf: all.map(({ permissions }) => setOf(permissions)),
    permissionSets,
  };
}

/** The keys of a part as writes of a first sync, in order. */
export function* writesOf(keys: ListedKeys, part: PreparedPart): Iterable<StagedWrite> {
  let kept = 0;
  for (let at = 0; at < keys.secrets.length; at += 1) {
    const key = withRef(listedKeyAt(keys, at), refAt(part.refs, at));
    const sealed = key.admin || part.sealed === null ? null : sealedAt(part.sealed, kept);
    if (!key.admin) kept += 1;
    const secret = key.admin ? null : { secret: key.secret, sealed };
    yield { key, id: null, difference: 'new', columns: columnsAt(part, at), secret };
  }
}

function columnsAt(part: PreparedPart, at: number): SpecColumns {
  const mask = part.masks[at];
  const label = part.labels[at];
  const labelSort = part.labelSorts[at];
  const expiresAt = part.expiries[at];
  const text = part.texts[at];
  const permissions = part.permissionSets[part.permissionSetOf[at] ?? -1];
  if (mask === undefined || label === undefined || labelSort === undefined || expiresAt === undefined) {
    throw new Error('A part was prepared for fewer keys than it has.');
  }
  if (text === undefined || permissions === undefined) throw new Error('A prepared part is incomplete.');
  return { mask, label, labelSort, expiresAt, permissions, text };
}
