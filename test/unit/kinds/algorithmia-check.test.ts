import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { algorithmia, defaultSpec } from '#shared/kinds/algorithmia/index';
import { algorithmiaSpecSchema, type AlgorithmiaSpec } from '#shared/kinds/algorithmia/spec';
import type { SpecProblem } from '#shared/kinds/kind';
import { algoFamily } from '#shared/scopes/algo-family';

const NOW = 1_760_000_000_000;

/** A spec about which there is nothing to say. */
const clean: AlgorithmiaSpec = {
  ...defaultSpec,
  owner: { sort: 'user', user: 'ann' },
  key_label: 'ci',
  algo_acl: ['algo://demo/Hello/*'],
};
const admin: Partial<AlgorithmiaSpec> = { key_type: 'admin', algo_acl: [], allow_algo: false };

function specOf(members: Partial<AlgorithmiaSpec>): AlgorithmiaSpec {
  return { ...clean, ...members };
}

function problemsOf(members: Partial<AlgorithmiaSpec>): readonly SpecProblem<AlgorithmiaSpec>[] {
  return algorithmia.check(specOf(members), NOW);
}

const rulesOf = (members: Partial<AlgorithmiaSpec>): readonly string[] =>
  problemsOf(members).map(({ rule }) => rule);

function only(members: Partial<AlgorithmiaSpec>, rule: string): SpecProblem<AlgorithmiaSpec> {
  const found = problemsOf(members).filter((problem) => problem.rule === rule);
  const [problem] = found;
  if (problem === undefined || found.length > 1)
    throw new Error(`${found.length} problems of the rule ${rule}`);
  return problem;
}

const web: Partial<AlgorithmiaSpec> = { allow_algo: false, allow_web_algo: true, referer_host: 'a.com' };

/** Which of some calls the entries allow. */
function allowed(entries: readonly string[]): readonly string[] {
  const scopes = entries.map(algoFamily.parse).flatMap((parsed) => (parsed.ok ? [parsed.scope] : []));
  return ['a/b', 'a/b/1.2.3', 'A/b/1.2.3', 'a/c', 'c/d', '.my/b', 'a/a', 'aa/a'].filter((call) =>
    scopes.some((scope) => algoFamily.matches(scope, call)),
  );
}

describe('problems of a spec', () => {
  it.each<[string, Partial<AlgorithmiaSpec>]>([
    ['a key for native clients', {}],
    ['a key for the pages of one host', web],
    ['a key that reads data only', { algo_acl: [], allow_algo: false, allow_data: true }],
    ['a key that manages only', { algo_acl: [], allow_algo: false, allow_algo_management: true }],
    ['a key of a member', { owner: { sort: 'member', organization: 'acme', user: 'ann' } }],
    ['an admin key', admin],
    ['an admin key with the label of the default key', { ...admin, key_label: 'default-key' }],
  ])('are none for %s', (_, members) => {
    expect(problemsOf(members)).toEqual([]);
  });

  it('of the default spec ask for all that is missing', () => {
    expect(algorithmia.check(defaultSpec, NOW).map(({ rule }) => rule)).toEqual([
      'label-empty',
      'owner-user-empty',
      'nothing-allowed',
    ]);
  });

  const dataWrite = { allow_data: true, allow_data_write: true };
  it.each<
    [string, SpecProblem<AlgorithmiaSpec>['severity'], string, number | undefined, Partial<AlgorithmiaSpec>]
  >([
    ['label-empty', 'error', 'key_label', undefined, { key_label: ' ' }],
    ['label-default-key', 'hint', 'key_label', undefined, { key_label: 'default-key' }],
    ['owner-user-empty', 'error', 'owner', undefined, { owner: { sort: 'user', user: '' } }],
    ['owner-user-invalid', 'error', 'owner', undefined, { owner: { sort: 'user', user: '../x' } }],
    ['owner-user-invalid', 'error', 'owner', undefined, { owner: { sort: 'user', user: 'a'.repeat(31) } }],
    [
      'owner-organization-empty',
      'error',
      'owner',
      undefined,
      { owner: { sort: 'organization', organization: '' } },
    ],
    [
      'owner-organization-invalid',
      'error',
      'owner',
      undefined,
      { owner: { sort: 'member', organization: '1a', user: 'ann' } },
    ],
    [
      'owner-user-empty',
      'error',
      'owner',
      undefined,
      { owner: { sort: 'member', organization: 'acme', user: '' } },
    ],
    [
      'owner-admin',
      'warning',
      'owner',
      undefined,
      { ...admin, owner: { sort: 'organization', organization: 'acme' } },
    ],
    ['algo_acl-invalid', 'error', 'algo_acl', 0, { algo_acl: ['demo/Hello'] }],
    ['algo_acl-invalid', 'error', 'algo_acl', 0, { algo_acl: ['algo://*/Hello'] }],
    ['algo_acl-invalid', 'error', 'algo_acl', 0, { algo_acl: ['algo://fo*/n'] }],
    ['algo_acl-empty-entry', 'error', 'algo_acl', 1, { algo_acl: ['algo://demo/*', ''] }],
    ['algo_acl-duplicate', 'warning', 'algo_acl', 1, { algo_acl: ['algo://foo/bar', 'algo://foo/bar/*'] }],
    ['algo_acl-redundant', 'warning', 'algo_acl', 0, { algo_acl: ['algo://foo/bar/*', 'algo://foo/*'] }],
    ['algo_acl-near', 'hint', 'algo_acl', 1, { algo_acl: ['algo://foo/*', 'algo://Foo/bar/*'] }],
    ['algo_acl-form', 'hint', 'algo_acl', 0, { algo_acl: ['algo://foo/bar/'] }],
    ['algo_acl-everything', 'hint', 'algo_acl', 0, { algo_acl: ['algo://*'] }],
    ['algo_acl-own-account', 'warning', 'algo_acl', 0, { algo_acl: ['algo://.my/*'] }],
    ['algo_acl-version', 'warning', 'algo_acl', 0, { algo_acl: ['algo://demo/Hello/1.2.3'] }],
    ['algo_acl-name', 'warning', 'algo_acl', 0, { algo_acl: ['algo://demo/He-llo/*'] }],
    ['algo_acl-no-effect', 'warning', 'algo_acl', undefined, { allow_algo: false }],
    ['algo_acl-empty', 'hint', 'algo_acl', undefined, { algo_acl: [], allow_data: true }],
    ['nothing-allowed', 'warning', 'algo_acl', undefined, { algo_acl: [] }],
    ['nothing-allowed', 'warning', 'algo_acl', undefined, { allow_algo: false }],
    ['one-key-per-application', 'hint', 'allow_web_algo', undefined, { ...web, allow_algo: true }],
    ['host-any', 'warning', 'referer_host', undefined, { ...web, referer_host: '' }],
    ['host-no-effect', 'warning', 'referer_host', undefined, { referer_host: 'a.com' }],
    ['host-malformed', 'error', 'referer_host', undefined, { ...web, referer_host: 'https://a.com/' }],
    ['data-write-only', 'error', 'allow_data_write', undefined, { allow_data_write: true }],
    ['data-write-web', 'warning', 'allow_data_write', undefined, { ...web, ...dataWrite }],
    [
      'data-write-everything',
      'hint',
      'allow_data_write',
      undefined,
      { ...dataWrite, algo_acl: ['algo://a/*', 'algo://*'] },
    ],
    [
      'management-web',
      'warning',
      'allow_algo_management',
      undefined,
      { ...web, allow_algo_management: true },
    ],
    ['admin-allow_algo', 'error', 'allow_algo', undefined, { ...admin, allow_algo: true }],
  ])('%s is a %s at %s %s', (rule, severity, field, index, members) => {
    const problem = only(members, rule);
    expect(problem).toMatchObject({ severity, field });
    expect(problem.index).toBe(index);
    expect(problem.message).toMatch(/^\S.*\.$/s);
  });

  it('name the entry that covers a redundant one, as the platform does', () => {
    const { message, because } = only(
      { algo_acl: ['algo://*', 'algo://demos/sentiment_analysis'] },
      'algo_acl-redundant',
    );
    expect(because).toBe('algo://*');
    expect(message).toBe('algo://demos/sentiment_analysis has no effect: algo://* already allows it.');
  });

  it('say whose algorithms everything means', () => {
    const everything = { algo_acl: ['algo://*'] };
    expect(only(everything, 'algo_acl-everything').message).toBe(
      'algo://* allows every algorithm that ann can reach.',
    );
    const nobody = { ...everything, owner: { sort: 'user' as const, user: '' } };
    expect(only(nobody, 'algo_acl-everything').message).toContain('that the owner can reach');
  });

  it('say once that a key can do nothing', () => {
    expect(rulesOf({ algo_acl: [] })).toEqual(['nothing-allowed']);
  });

  it('name each permission of an admin key at its field', () => {
    const members = {
      key_type: 'admin' as const,
      algo_acl: ['algo://*'],
      allow_algo: true,
      allow_web_algo: true,
      referer_host: 'x/y',
      allow_data: true,
      allow_data_write: true,
      allow_algo_management: true,
    };
    const problems = problemsOf(members);
    expect(problems.map(({ field, rule }) => [field, rule])).toEqual(
      [
        'algo_acl',
        'allow_algo',
        'allow_web_algo',
        'referer_host',
        'allow_data',
        'allow_data_write',
        'allow_algo_management',
      ].map((field) => [field, `admin-${field}`]),
    );
    for (const { fix } of problems) {
      expect(fix?.apply(specOf(members))).toEqual(specOf(admin));
    }
  });
});

describe('the referrer host', () => {
  it.each([
    'a.com',
    'www.Example.COM',
    'localhost',
    '127.0.0.1',
    '[::1]',
    'xn--bcher-kva.example',
    'a_b.com',
  ])('may be %s', (referer_host) => {
    expect(problemsOf({ ...web, referer_host })).toEqual([]);
  });

  it.each([
    ['https://a.com', 'a.com'],
    ['http://a.com:8080/path?x#y', 'a.com'],
    ['//a.com', 'a.com'],
    ['a.com:443', 'a.com'],
    ['a.com/', 'a.com'],
    [' a.com ', 'a.com'],
    ['a.com.', 'a.com'],
    ['https://user:secret@a.com/', 'a.com'],
    ['https://[::1]:80/', '[::1]'],
    ['  ', ''],
  ])('is %j no more once it is put right', (referer_host, expected) => {
    const { fix } = only({ ...web, referer_host }, 'host-malformed');
    expect(fix?.label).toBe(expected === '' ? 'Clear it' : `Use ${expected}`);
    expect(fix?.apply(specOf({ ...web, referer_host })).referer_host).toBe(expected);
    expect(rulesOf({ ...web, referer_host: expected })).not.toContain('host-malformed');
  });

  it.each(['*.a.com', 'a.com,b.com', 'a com', 'https://', 'a..com', '-a.com', 'bücher.example', '::1'])(
    'cannot be %j, and what is meant cannot be told',
    (referer_host) => {
      expect(only({ ...web, referer_host }, 'host-malformed').fix).toBeUndefined();
    },
  );
});

describe('remedies', () => {
  it.each<[string, Partial<AlgorithmiaSpec>, Partial<AlgorithmiaSpec>]>([
    ['algo_acl-invalid', { algo_acl: ['demo/Hello'] }, { algo_acl: ['algo://demo/Hello/*'] }],
    ['algo_acl-invalid', { algo_acl: ['ALGO://demo/*'] }, { algo_acl: ['algo://demo/*'] }],
    ['algo_acl-empty-entry', { algo_acl: ['algo://demo/*', ' '] }, { algo_acl: ['algo://demo/*'] }],
    ['algo_acl-empty-entry', { algo_acl: [''] }, { algo_acl: [] }],
    [
      'algo_acl-redundant',
      { algo_acl: ['algo://b/x', 'algo://a/x', 'algo://a/*', 'algo://b/x'] },
      { algo_acl: ['algo://b/x/*', 'algo://a/*'] },
    ],
    ['algo_acl-form', { algo_acl: ['algo://foo/bar'] }, { algo_acl: ['algo://foo/bar/*'] }],
    ['algo_acl-own-account', { algo_acl: ['algo://.my/Hello'] }, { algo_acl: ['algo://ann/Hello/*'] }],
    ['algo_acl-version', { algo_acl: ['algo://a/x/1.2.3'] }, { algo_acl: ['algo://a/x/*'] }],
    ['algo_acl-no-effect', { allow_algo: false }, { allow_algo: true }],
    ['host-no-effect', { referer_host: 'a.com' }, { referer_host: '' }],
    ['data-write-only', { allow_data_write: true }, { allow_data_write: true, allow_data: true }],
    ['admin-allow_data', { ...admin, allow_data: true }, admin],
  ])('of %s', (rule, before, after) => {
    const [problem] = problemsOf(before).filter((one) => one.rule === rule);
    expect(problem?.fix?.apply(specOf(before))).toEqual(specOf(after));
    expect(rulesOf(after)).not.toContain(rule);
  });

  it.each<[AlgorithmiaSpec['owner'], string | undefined]>([
    [{ sort: 'organization', organization: 'acme' }, 'algo://acme/Hello/*'],
    [{ sort: 'member', organization: 'acme', user: 'ann' }, 'algo://acme/Hello/*'],
    [{ sort: 'user', user: '' }, undefined],
  ])('of .my in a key of %j name %s', (owner, entry) => {
    const members = { owner, algo_acl: ['algo://.my/Hello/*'] };
    const { fix } = only(members, 'algo_acl-own-account');
    expect(fix?.apply(specOf(members)).algo_acl[0]).toBe(entry);
  });

  it('leave out what cannot be told', () => {
    for (const entry of ['https://a.com/x', 'algo://demo', 'algo://*/x', 'data://a/b']) {
      expect(only({ algo_acl: [entry] }, 'algo_acl-invalid').fix).toBeUndefined();
    }
  });

  it('give a spec that the schema accepts and that allows the same algorithms once tidied, whatever the spec', () => {
    const entries = fc.array(
      fc.oneof(
        fc.constantFrom(
          'algo://*',
          'algo://a/*',
          'algo://a/b',
          'algo://A/b/1.2',
          'algo://.my/b/*',
          'a/b',
          '',
        ),
        fc.string({ unit: fc.constantFrom('a', '*', ' ', '/', ':', '.'), maxLength: 8 }),
      ),
      { maxLength: 5 },
    );
    const spec = fc.record({
      key_type: fc.constantFrom('standard' as const, 'admin' as const),
      owner: fc.constantFrom<AlgorithmiaSpec['owner']>(
        { sort: 'user', user: '' },
        { sort: 'user', user: 'ann' },
        { sort: 'member', organization: '.', user: '' },
      ),
      key_label: fc.constantFrom('', 'default-key'),
      algo_acl: entries,
      allow_algo: fc.boolean(),
      allow_web_algo: fc.boolean(),
      referer_host: fc.string({ unit: fc.constantFrom('a', '.', ':', '/', ' ', '@', '1'), maxLength: 8 }),
      allow_data: fc.boolean(),
      allow_data_write: fc.boolean(),
      allow_algo_management: fc.boolean(),
    });
    fc.assert(
      fc.property(spec, (one) => {
        for (const { fix } of algorithmia.check(one, NOW)) {
          if (fix === undefined) continue;
          const result = fix.apply(one);
          expect(algorithmiaSpecSchema.safeParse(result).success).toBe(true);
          if (fix.label.startsWith('Tidy')) expect(allowed(result.algo_acl)).toEqual(allowed(one.algo_acl));
        }
      }),
    );
  });
});
