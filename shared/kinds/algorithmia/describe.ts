import type { Instant } from '../../ids';
import type { SpecLine } from '../../keys/diff';
import { algoFamily } from '../../scopes/algo-family';
import type { KeyBadge, KeyColumns } from '../kind';
import { permissions, permissionsOf } from './catalogue';
import { isDefaultKey } from './default-key';
import { accountOf, ownerText, sameOwner, type AlgorithmiaSpec } from './spec';

/** Equal in every member, entries in order. Keys of this kind do not expire. */
export function sameSpec(a: AlgorithmiaSpec, b: AlgorithmiaSpec): boolean {
  return (
    a.key_type === b.key_type &&
    sameOwner(a.owner, b.owner) &&
    a.key_label === b.key_label &&
    a.allow_algo === b.allow_algo &&
    a.allow_web_algo === b.allow_web_algo &&
    a.referer_host === b.referer_host &&
    a.allow_data === b.allow_data &&
    a.allow_data_write === b.allow_data_write &&
    a.allow_algo_management === b.allow_algo_management &&
    a.algo_acl.length === b.algo_acl.length &&
    a.algo_acl.every((entry, i) => entry === b.algo_acl[i])
  );
}

/** Whether some entry allows every algorithm that the owner can reach (key-apis B5). */
export function allowsEverything(entries: readonly string[]): boolean {
  return entries.some((entry) => {
    const parsed = algoFamily.parse(entry);
    return parsed.ok && algoFamily.isEverything(parsed.scope);
  });
}

/** "Admin Key" beside the label, as in the seed, and the mark of the key that snippets show. */
export function badges(spec: AlgorithmiaSpec): readonly KeyBadge[] {
  if (spec.key_type === 'admin') {
    return [
      {
        text: 'Admin Key',
        explanation: 'For admin endpoints only; it calls no algorithm and reaches no data.',
      },
    ];
  }
  if (!isDefaultKey(spec)) return [];
  const explanation = `The code snippets of ${ownerText(spec.owner)} show this key.`;
  return [{ text: 'default', explanation }];
}

/** What stands in the list's columns. */
export function columns(spec: AlgorithmiaSpec): KeyColumns {
  if (spec.key_type === 'admin') {
    return {
      owner: ownerText(spec.owner),
      can: 'administer',
      where: { text: 'the whole cluster', more: 0, all: true },
      from: { text: 'anywhere', more: 0, all: true },
      limits: '',
    };
  }
  return {
    owner: ownerText(spec.owner),
    can: canColumn(spec),
    where: whereColumn(spec.algo_acl),
    from: fromColumn(spec),
    limits: '',
  };
}

function canColumn(spec: AlgorithmiaSpec): string {
  const granted = new Set(permissionsOf(spec));
  const words = [
    granted.has('algo.native') || granted.has('algo.web') ? 'call' : '',
    granted.has('data.write') ? 'write data' : granted.has('data.read') ? 'read data' : '',
    granted.has('manage') ? 'manage' : '',
  ].filter((word) => word !== '');
  return words.length === 0 ? 'nothing' : words.join(', ');
}

function whereColumn(entries: readonly string[]): KeyColumns['where'] {
  if (allowsEverything(entries)) return { text: 'all algorithms', more: 0, all: true };
  const [first] = entries;
  return first === undefined
    ? { text: 'no algorithm', more: 0, all: false, words: true }
    : { text: first, more: entries.length - 1, all: false };
}

/** The origin narrows calls only: data and management are reached from anywhere (key-apis B6). */
function fromColumn(spec: AlgorithmiaSpec): KeyColumns['from'] {
  const granted = permissionsOf(spec);
  if (granted.length === 0) return { text: 'nowhere', more: 0, all: false, words: true };
  const native = granted.includes('algo.native');
  const web = granted.includes('algo.web');
  const host = spec.referer_host;
  const everyCaller = native && web && host === '';
  if ((!native && !web) || everyCaller) return { text: 'anywhere', more: 0, all: true };
  if (native) return { text: 'native clients', more: web ? 1 : 0, all: false, words: true };
  return host === ''
    ? { text: 'web browsers', more: 0, all: false, words: true }
    : { text: host, more: 0, all: false };
}

/**
 * Every member as a person reads it, in the order of the editor; an admin key has no permissions to tell. There is no
 * date among them.
 */
export function lines(spec: AlgorithmiaSpec, _formatInstant: (at: Instant) => string): readonly SpecLine[] {
  const identity = [
    line('key_label', 'Label', textValue(spec.key_label), 'none', false),
    line('owner', 'Owner', textValue(accountOf(spec.owner) && ownerText(spec.owner)), 'none', false),
    line('key_type', 'Type', [spec.key_type === 'admin' ? 'admin key' : 'standard key'], '', false),
  ];
  if (spec.key_type === 'admin') return identity;
  const anyHost = spec.allow_web_algo ? 'any host' : 'no page may call';
  return [
    ...identity,
    line('algo_acl', 'Algorithms', spec.algo_acl, 'no algorithm', true),
    line('allow_algo', 'Native clients', flagValue(spec.allow_algo), 'not allowed', false),
    line('allow_web_algo', 'Web browsers', flagValue(spec.allow_web_algo), 'not allowed', false),
    line('referer_host', 'Referrer host', textValue(spec.referer_host), anyHost, true),
    line('data', 'Data API', [dataWords(spec)], '', false),
    line('allow_algo_management', 'Management', flagValue(spec.allow_algo_management), 'not allowed', false),
  ];
}

/** The level of the platform's dialog (key-apis B2), and the combination that it does not have. */
function dataWords(spec: AlgorithmiaSpec): string {
  if (spec.allow_data_write) return spec.allow_data ? 'read & write' : 'write without reading';
  return spec.allow_data ? 'read only' : 'no access';
}

function line(
  field: string,
  title: string,
  values: readonly string[],
  whenEmpty: string,
  code: boolean,
): SpecLine {
  return { field, title, values, whenEmpty, code };
}

function textValue(text: string): readonly string[] {
  return text === '' ? [] : [text];
}

function flagValue(flag: boolean): readonly string[] {
  return flag ? ['allowed'] : [];
}

/** Everything shown of a key, in lower case, one piece a line: names of its rights too. */
export function searchText(spec: AlgorithmiaSpec): string {
  const granted = new Set<string>(permissionsOf(spec));
  const titles = permissions.filter(({ id }) => granted.has(id)).map(({ title }) => title);
  const type = spec.key_type === 'admin' ? 'admin key' : 'standard key';
  return [spec.key_label, ownerText(spec.owner), type, ...spec.algo_acl, spec.referer_host, ...titles]
    .filter((text) => text !== '')
    .join('\n')
    .toLowerCase();
}
