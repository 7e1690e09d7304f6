import type { ClusterId, KindId } from '#shared/ids';
import { maskSecret } from '#shared/keys/record';
import type { ListedKeys } from '../cache';
import {
  listedKeyAt,
  specColumns,
  withRef,
  type SpecColumns,
  type SpecReader,
  type SpecReaderOf,
} from '../prepared-key';
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
  readonly owners: readonly (string | null)[];
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
  const refs = maker.ofAll(keys.secrets);
  // An admin key is a credential; those live in the vault alone (design.md, "Words").
  const kept = keys.secrets
    .map((secret, at) => ({ secret, ref: refAt(refs, at) }))
    .filter((_, at) => keys.admin[at] === false);
  const sealed = sealer?.seal(clusterId, kept) ?? null;
  return { refs, sealed, ...derivedColumns(keys, readerOf(kind)) };
}

function derivedColumns(keys: ListedKeys, reader: SpecReader): Omit<PreparedPart, 'refs' | 'sealed'> {
  const masks: string[] = [];
  const labels: string[] = [];
  const labelSorts: string[] = [];
  const owners: (string | null)[] = [];
  const expiries: (number | null)[] = [];
  const texts: string[] = [];
  const permissionSets: (readonly string[])[] = [];
  const permissionSetOf: number[] = [];
  const known = new Map<string, number>();
  for (const [at, secret] of keys.secrets.entries()) {
    const own = specColumns(listedKeyAt(keys, at).specJson, maskSecret(secret), reader);
    masks.push(own.mask);
    labels.push(own.label);
    labelSorts.push(own.labelSort);
    owners.push(own.owner);
    expiries.push(own.expiresAt);
    texts.push(own.text);
    const name = own.permissions.join('\n');
    const set = known.get(name) ?? permissionSets.push(own.permissions) - 1;
    known.set(name, set);
    permissionSetOf.push(set);
  }
  return { masks, labels, labelSorts, owners, expiries, texts, permissionSets, permissionSetOf };
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
  const owner = part.owners[at];
  const expiresAt = part.expiries[at];
  const text = part.texts[at];
  const permissions = part.permissionSets[part.permissionSetOf[at] ?? -1];
  if (mask === undefined || label === undefined || labelSort === undefined || expiresAt === undefined) {
    throw new Error('A part was prepared for fewer keys than it has.');
  }
  if (text === undefined || permissions === undefined || owner === undefined)
    throw new Error('A prepared part is incomplete.');
  return { mask, label, labelSort, owner, expiresAt, permissions, text };
}
