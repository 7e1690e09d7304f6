import { describe, expect, it } from 'vitest';
import { algorithmia, defaultSpec } from '#shared/kinds/algorithmia/index';
import type { AlgorithmiaSpec } from '#shared/kinds/algorithmia/spec';
import type { ScopeColumn } from '#shared/kinds/kind';

const base: AlgorithmiaSpec = {
  ...defaultSpec,
  owner: { sort: 'user', user: 'ann' },
  key_label: 'ci',
  algo_acl: ['algo://demo/Hello/*'],
};
const words = (at: number): string => `<${at}>`;

/** The sentence with its styles as Markdown. */
function say(members: Partial<AlgorithmiaSpec>): string {
  return algorithmia
    .summarize({ ...base, ...members }, words)
    .map(({ text, style }) => (style === 'code' ? `\`${text}\`` : style === 'strong' ? `**${text}**` : text))
    .join('');
}

const member: AlgorithmiaSpec['owner'] = { sort: 'member', organization: 'acme', user: 'ann' };
const web: Partial<AlgorithmiaSpec> = { allow_algo: false, allow_web_algo: true };
const silent: Partial<AlgorithmiaSpec> = { allow_algo: false, algo_acl: [] };

describe('the summary', () => {
  it.each<[Partial<AlgorithmiaSpec>, string]>([
    [{}, 'Can call `demo/Hello` from native clients.'],
    [{ allow_data: true }, 'Can call `demo/Hello` from native clients and read data of ann.'],
    [
      { allow_data: true, allow_data_write: true, allow_algo_management: true },
      'Can call `demo/Hello` from native clients, read and **write** data of ann and **manage algorithms** of ann.',
    ],
    [{ algo_acl: ['algo://a/x', 'algo://*'] }, 'Can call every algorithm open to ann from native clients.'],
    [{ algo_acl: ['algo://demo/*'] }, 'Can call all algorithms of `demo` from native clients.'],
    [
      { algo_acl: ['algo://demo/*', 'algo://a/x', 'algo://foo/*', 'algo://demo/Hello'] },
      'Can call `a/x` and all algorithms of `demo` and `foo` from native clients.',
    ],
    [
      { algo_acl: ['algo://a/x/1.2', 'algo://a/y/latest', 'algo://a/z/1.2.3'] },
      'Can call `a/x/1.2.*`, `a/y/latest` and `a/z/1.2.3` from native clients.',
    ],
    [
      { algo_acl: ['a', 'b', 'c', 'd', 'e', 'f', 'g'].map((name) => `algo://a/${name}`) },
      'Can call `a/a`, `a/b`, `a/c`, `a/d` and 3 further entries from native clients.',
    ],
    [web, 'Can call `demo/Hello` from pages of any site.'],
    [{ ...web, referer_host: 'a.com' }, 'Can call `demo/Hello` from pages on **a.com**.'],
    [{ ...web, referer_host: ' ' }, 'Can call `demo/Hello` from pages on **no host**.'],
    [
      { allow_web_algo: true, referer_host: 'a.com', allow_data: true },
      'Can call `demo/Hello` from native clients or pages on **a.com** and read data of ann.',
    ],
    [{ referer_host: 'a.com' }, 'Can call `demo/Hello` from native clients.'],
    [{ ...silent, allow_data: true }, 'Can read data of ann.'],
    [{ ...silent, allow_data: true, owner: member }, 'Can read data of acme.'],
    [{ ...silent, allow_data_write: true }, 'Can **write** data of ann.'],
    [
      { ...silent, allow_algo_management: true, owner: { sort: 'organization', organization: 'acme' } },
      'Can **manage algorithms** of acme.',
    ],
    [{ ...silent, allow_data: true, owner: { sort: 'user', user: '' } }, 'Can read data of the owner.'],
    [{ algo_acl: ['demo/Hello'], allow_data: true }, 'Can read data of ann.'],
    [{ algo_acl: [] }, '**Can do nothing**: no algorithm is listed, and it has no other right.'],
    [
      { algo_acl: ['demo/Hello'] },
      '**Can do nothing**: no entry of its list is valid, and it has no other right.',
    ],
    [{ allow_algo: false }, '**Can do nothing**: no client may call with it, and it has no other right.'],
    [
      { ...silent, key_type: 'admin' },
      'Can **administer users, organizations and their keys**. It can call no algorithm and reach no data.',
    ],
  ])('of %j is exact', (members, expected) => {
    expect(say(members)).toBe(expected);
  });
});

describe('the columns', () => {
  const columns = (members: Partial<AlgorithmiaSpec>) => algorithmia.columns({ ...base, ...members });

  it.each<[Partial<AlgorithmiaSpec>, string]>([
    [{}, 'call'],
    [{ ...silent }, 'nothing'],
    [{ algo_acl: [], allow_data: true }, 'read data'],
    [
      { ...web, allow_data: true, allow_data_write: true, allow_algo_management: true },
      'call, write data, manage',
    ],
    [{ key_type: 'admin' }, 'administer'],
  ])('sum %j up', (members, can) => {
    expect(columns(members).can).toBe(can);
  });

  it('show the first entry and how many more', () => {
    expect(columns({ algo_acl: ['algo://a/*', 'algo://b/*'] }).where).toEqual({
      text: 'algo://a/*',
      more: 1,
      all: false,
    });
    expect(columns({ algo_acl: [] }).where).toEqual({
      text: 'no algorithm',
      more: 0,
      all: false,
      words: true,
    });
    expect(columns({ algo_acl: ['algo://a/*', 'algo://*'] }).where).toEqual({
      text: 'all algorithms',
      more: 0,
      all: true,
    });
  });

  const inWords = { more: 0, all: false, words: true } as const;
  it.each<[Partial<AlgorithmiaSpec>, ScopeColumn]>([
    [{}, { ...inWords, text: 'native clients' }],
    [web, { ...inWords, text: 'web browsers' }],
    [
      { ...web, referer_host: 'a.com' },
      { text: 'a.com', more: 0, all: false },
    ],
    [
      { allow_web_algo: true, referer_host: 'a.com' },
      { ...inWords, text: 'native clients', more: 1 },
    ],
    [{ allow_web_algo: true }, { text: 'anywhere', more: 0, all: true }],
    [
      { ...silent, allow_data: true },
      { text: 'anywhere', more: 0, all: true },
    ],
    [silent, { ...inWords, text: 'nowhere' }],
    [{ key_type: 'admin' }, { text: 'anywhere', more: 0, all: true }],
  ])('of %j tell where calls come from', (members, from) => {
    expect(columns(members).from).toEqual(from);
  });

  it('tell whose key it is', () => {
    expect(columns({ owner: member }).owner).toBe('ann in acme');
  });

  it('know no limits', () => {
    expect(columns({}).limits).toBe('');
  });
});

describe('the lines', () => {
  const valuesOf = (members: Partial<AlgorithmiaSpec>): Readonly<Record<string, string>> =>
    Object.fromEntries(
      algorithmia
        .lines({ ...base, ...members }, words)
        .map(({ field, values, whenEmpty }) => [field, values.length === 0 ? whenEmpty : values.join(' ')]),
    );

  it('stand for every member of a spec, the two of the Data API as one', () => {
    const fields = algorithmia.lines(base, words).map(({ field }) => field);
    const members = Object.keys(base).filter((member) => !member.startsWith('allow_data'));
    expect([...fields].sort()).toEqual([...members, 'data'].sort());
  });

  it.each([
    [{}, 'no access'],
    [{ allow_data: true }, 'read only'],
    [{ allow_data: true, allow_data_write: true }, 'read & write'],
    [{ allow_data_write: true }, 'write without reading'],
  ])('call the data rights %j by the level of the dialog', (members, level) => {
    expect(valuesOf({ ...silent, ...members })['data']).toBe(level);
  });

  it('of an admin key tell no permissions', () => {
    expect(Object.keys(valuesOf({ key_type: 'admin' }))).toEqual(['key_label', 'owner', 'key_type']);
  });

  it('read as words', () => {
    expect(valuesOf({ owner: member })).toEqual({
      key_label: 'ci',
      owner: 'ann in acme',
      key_type: 'standard key',
      algo_acl: 'algo://demo/Hello/*',
      allow_algo: 'allowed',
      allow_web_algo: 'not allowed',
      referer_host: 'no page may call',
      data: 'no access',
      allow_algo_management: 'not allowed',
    });
    expect(valuesOf({ ...defaultSpec, key_type: 'admin' })).toMatchObject({
      key_label: 'none',
      owner: 'none',
      key_type: 'admin key',
    });
  });
});

describe('the text that is searched', () => {
  it('holds everything shown, in lower case', () => {
    const text = algorithmia.searchText({
      ...base,
      owner: member,
      key_label: 'Default É',
      algo_acl: ['algo://demo/Hello/*'],
      referer_host: 'A.com',
      allow_data: true,
    });
    for (const piece of [
      'default é',
      'ann',
      'acme',
      'standard key',
      'algo://demo/hello/*',
      'a.com',
      'read data',
      'call from native clients',
    ]) {
      expect(text).toContain(piece);
    }
    expect(text).not.toContain('write data');
    expect(algorithmia.searchText({ ...base, key_type: 'admin' })).toContain('admin endpoints');
  });
});

describe('whether two specs are the same', () => {
  it('does not depend on the objects', () => {
    expect(
      algorithmia.sameSpec(base, { ...base, owner: { ...base.owner }, algo_acl: [...base.algo_acl] }),
    ).toBe(true);
  });

  it.each<Partial<AlgorithmiaSpec>>([
    { key_type: 'admin' },
    { owner: { sort: 'user', user: 'bob' } },
    { owner: { sort: 'organization', organization: 'ann' } },
    { owner: member },
    { key_label: 'x' },
    { algo_acl: [] },
    { algo_acl: ['algo://demo/Hello'] },
    { algo_acl: ['algo://demo/Hello/*', 'algo://a/*'] },
    { allow_algo: false },
    { allow_web_algo: true },
    { referer_host: 'a.com' },
    { allow_data: true },
    { allow_data_write: true },
    { allow_algo_management: true },
  ])('sees the change to %j', (change) => {
    expect(algorithmia.sameSpec(base, { ...base, ...change })).toBe(false);
  });

  it('sees a change of order', () => {
    const algo_acl = ['algo://a/*', 'algo://b/*'];
    expect(algorithmia.sameSpec({ ...base, algo_acl }, { ...base, algo_acl: algo_acl.toReversed() })).toBe(
      false,
    );
  });
});
