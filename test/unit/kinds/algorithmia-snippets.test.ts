import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { defaultSpec } from '#shared/kinds/algorithmia/index';
import { snippets } from '#shared/kinds/algorithmia/snippets';
import type { AlgorithmiaSpec } from '#shared/kinds/algorithmia/spec';
import { SNIPPET_LANGUAGES, withSecret, type SnippetLanguage } from '#shared/kinds/snippet';

const CONNECTION = { baseUrl: 'https://api.algorithms.example.com' };
const SECRET = 'sim+/abcdefghijklmnopqrstuv1';

function specWith(members: Partial<AlgorithmiaSpec>): AlgorithmiaSpec {
  return { ...defaultSpec, owner: { sort: 'user', user: 'ann' }, allow_algo: false, ...members };
}

function offered(spec: AlgorithmiaSpec, id: string) {
  const found = snippets.usesOf(spec).find((use) => use.id === id);
  if (found === undefined) throw new Error(`There is no use ${id}.`);
  return found;
}

function codeOf(spec: AlgorithmiaSpec, id: string, language: SnippetLanguage, resource = ''): string {
  return withSecret(offered(spec, id).write(language, CONNECTION, resource), language, SECRET);
}

const HELLO = ['algo://demo/Hello/*'];
const NATIVE = specWith({ allow_algo: true, algo_acl: HELLO });
const WEB = specWith({ allow_web_algo: true, algo_acl: HELLO, referer_host: 'shop.acme.example' });

describe('what an Algorithmia key is shown to do in code', () => {
  it.each<[string, Partial<AlgorithmiaSpec>, readonly string[]]>([
    ['for native clients', { allow_algo: true, algo_acl: HELLO }, ['call']],
    ['for browsers only', { allow_web_algo: true, algo_acl: HELLO }, ['call-from-page']],
    ['for both', { allow_algo: true, allow_web_algo: true, algo_acl: HELLO }, ['call', 'call-from-page']],
    ['to read data', { allow_data: true }, ['list-data']],
    ['to write data', { allow_data: true, allow_data_write: true }, ['list-data', 'write-data']],
    ['to manage', { allow_algo_management: true }, ['read-algorithm']],
    ['of an administrator', { key_type: 'admin' }, ['list-users']],
    ['without an algorithm', { allow_algo: true, allow_web_algo: true, algo_acl: [] }, []],
    ['with invalid entries alone', { allow_algo: true, algo_acl: ['demo/Hello'] }, []],
    ['with algorithms and no caller', { algo_acl: HELLO }, []],
    ['with nothing', {}, []],
    [
      'with everything',
      {
        allow_algo: true,
        allow_web_algo: true,
        algo_acl: ['algo://*'],
        allow_data: true,
        allow_data_write: true,
        allow_algo_management: true,
      },
      ['call', 'call-from-page', 'list-data', 'write-data', 'read-algorithm'],
    ],
  ])('a key %s', (_words, members, uses) => {
    expect(snippets.usesOf(specWith(members)).map(({ id }) => id)).toEqual(uses);
  });

  it('says why a key can do nothing', () => {
    expect(snippets.whyNone(specWith({ allow_algo: true }))).toContain('its list allows no algorithm');
    expect(snippets.whyNone(specWith({}))).toContain('it has no permission');
  });

  it('offers a key of pages in no language that runs outside of them, and names the host', () => {
    const use = offered(WEB, 'call-from-page');
    expect(use.languages).toEqual(['javascript']);
    expect(use.notes[0]).toContain('pages of shop.acme.example only');
    const code = codeOf(WEB, 'call-from-page', 'javascript', 'demo/Hello');
    expect(code).toContain('// For pages of shop.acme.example only');
    expect(code).toContain('fetch("https://api.algorithms.example.com/v1/web/algo/demo/Hello"');
    expect(code).toContain(`"Authorization": "Simple ${SECRET}"`);
    expect(codeOf({ ...WEB, referer_host: '' }, 'call-from-page', 'javascript')).toContain(
      '// For pages of any host',
    );
    expect(codeOf({ ...WEB, referer_host: 'a.b\nalert(1)//' }, 'call-from-page', 'javascript')).not.toMatch(
      /^alert/m,
    );
  });
});

describe('the code that calls an algorithm', () => {
  it('is a curl line with the scheme of the protocol', () => {
    expect(codeOf(NATIVE, 'call', 'curl', 'algo://demo/Hello/')).toBe(
      [
        "curl -X POST 'https://api.algorithms.example.com/v1/algo/demo/Hello' \\",
        `  -H 'Authorization: Simple ${SECRET}' \\`,
        "  -H 'Content-Type: application/json' \\",
        `  --data-raw '"Hello"'`,
        '',
      ].join('\n'),
    );
  });

  it('is the official client at the address of the cluster', () => {
    const javascript = codeOf(NATIVE, 'call', 'javascript', 'demo/Hello');
    expect(javascript).toContain(`algorithmia("${SECRET}", "https://api.algorithms.example.com");`);
    expect(javascript).toContain('client.algo("demo/Hello").pipe("Hello")');
    const python = codeOf(NATIVE, 'call', 'python', 'demo/Hello');
    expect(python).toContain(`Algorithmia.client("${SECRET}", "https://api.algorithms.example.com")`);
    expect(python).toContain('client.algo("demo/Hello").pipe("Hello").result');
  });

  it('names a placeholder while no algorithm is chosen', () => {
    expect(codeOf(NATIVE, 'call', 'curl', '  ')).toContain('/v1/algo/owner/name');
  });
});

describe('the code for the other rights', () => {
  it('reads and writes data', () => {
    const spec = specWith({ allow_data: true, allow_data_write: true });
    expect(codeOf(spec, 'list-data', 'curl')).toContain(
      "curl 'https://api.algorithms.example.com/v1/data/.my'",
    );
    expect(codeOf(spec, 'list-data', 'javascript', 'data://.my/a/')).toContain('client.dir("data://.my/a")');
    expect(codeOf(spec, 'list-data', 'python')).toContain('client.dir("data://.my").list()');
    expect(codeOf(spec, 'write-data', 'curl', '.my/a/b.txt')).toContain(
      "-X PUT 'https://api.algorithms.example.com/v1/data/.my/a/b.txt'",
    );
    expect(codeOf(spec, 'write-data', 'python', '.my/a/b.txt')).toContain(
      'client.file("data://.my/a/b.txt").put("Hello")',
    );
  });

  it('asks an algorithm’s settings, or the users', () => {
    const manager = specWith({ allow_algo_management: true });
    expect(codeOf(manager, 'read-algorithm', 'curl')).toContain('/v1/algorithms/ann/name');
    expect(codeOf(manager, 'read-algorithm', 'javascript', 'ann/Mine')).toContain('/v1/algorithms/ann/Mine"');
    const admin = specWith({ key_type: 'admin' });
    expect(offered(admin, 'list-users').resource).toBeNull();
    expect(codeOf(admin, 'list-users', 'python')).toContain('"https://api.algorithms.example.com/v1/users"');
  });
});

describe('suggestions of algorithms', () => {
  const names = ['demo/Hello', 'demo/WordCount', 'ann/Mine'];

  it('are those that the list allows, and those that it names', () => {
    const suggest = (algo_acl: readonly string[]) =>
      offered(specWith({ allow_algo: true, algo_acl: [...algo_acl] }), 'call').resource?.suggest(names);
    expect(suggest(['algo://*'])).toEqual(names);
    expect(suggest(['algo://demo/*'])).toEqual(['demo/Hello', 'demo/WordCount']);
    expect(suggest(['algo://demo/Hello', 'algo://eve/Other/*', 'algo://demo/Old/0.1.*'])).toEqual([
      'demo/Hello',
      'eve/Other',
      'demo/Old/0.1.*',
    ]);
  });

  it('go with a word on an algorithm that the list does not allow', () => {
    const resource = offered(NATIVE, 'call').resource;
    expect(resource?.refusal('demo/WordCount')).toContain('does not allow');
    expect(resource?.refusal('algo://demo/Hello/')).toBeNull();
    expect(resource?.refusal('demo/Hello/0.1.0')).toBeNull();
    expect(resource?.refusal('')).toBeNull();
  });

  it('are the owner’s own for a key that manages', () => {
    expect(
      offered(specWith({ allow_algo_management: true }), 'read-algorithm').resource?.suggest(names),
    ).toEqual(['ann/Mine']);
  });
});

describe('the key that code shows where none was chosen', () => {
  it('is a standard key with the label of the sign-up, told by its owner', () => {
    const { standIn } = snippets;
    expect(standIn?.text).toBe('default-key');
    expect(standIn?.fits(specWith({ key_label: 'default-key' }))).toBe(true);
    expect(standIn?.fits(specWith({ key_label: 'default-key', key_type: 'admin' }))).toBe(false);
    expect(standIn?.fits(specWith({ key_label: 'my default-key' }))).toBe(false);
    expect(standIn?.owner(specWith({ owner: { sort: 'member', organization: 'acme', user: 'ann' } }))).toBe(
      'ann in acme',
    );
  });
});

it('has exactly one place for the secret, whatever the key, the language and the resource', () => {
  const members = fc.record({
    key_type: fc.constantFrom('standard' as const, 'admin' as const),
    allow_algo: fc.boolean(),
    allow_web_algo: fc.boolean(),
    allow_data: fc.boolean(),
    allow_data_write: fc.boolean(),
    allow_algo_management: fc.boolean(),
    algo_acl: fc.constantFrom([], ['algo://*'], HELLO),
    referer_host: fc.string(),
  });
  fc.assert(
    fc.property(members, fc.constantFrom(...SNIPPET_LANGUAGES), fc.string(), (some, language, resource) => {
      for (const use of snippets.usesOf(specWith(some))) {
        const code = withSecret(use.write(language, CONNECTION, resource), language, SECRET);
        expect(code.split(SECRET)).toHaveLength(2);
      }
    }),
  );
});
