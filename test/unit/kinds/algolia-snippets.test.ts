import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { permissions } from '#shared/kinds/algolia/catalogue';
import type { AlgoliaConnection } from '#shared/kinds/algolia/connection';
import { defaultSpec } from '#shared/kinds/algolia/index';
import { snippets } from '#shared/kinds/algolia/snippets';
import type { AlgoliaSpec } from '#shared/kinds/algolia/spec';
import { SNIPPET_LANGUAGES, withSecret, type SnippetLanguage } from '#shared/kinds/snippet';

const OFFICIAL: AlgoliaConnection = { applicationId: 'SHOPPROD01', hosts: [] };
const OWN: AlgoliaConnection = {
  applicationId: 'SHOPPROD01',
  hosts: ['http://127.0.0.1:7700', 'https://search.example.com', 'https://[::1]:8443'],
};
const SECRET = 'a1b2c3d4e5f60718293a4b5c6d7e8f9f';

function specWith(members: Partial<AlgoliaSpec>): AlgoliaSpec {
  return { ...defaultSpec, ...members };
}

function offered(spec: AlgoliaSpec, id: string) {
  const found = snippets.usesOf(spec).find((use) => use.id === id);
  if (found === undefined) throw new Error(`There is no use ${id}.`);
  return found;
}

function codeOf(
  acl: string,
  language: SnippetLanguage,
  connection = OFFICIAL,
  resource = 'prod_products',
): string {
  const [use] = snippets.usesOf(specWith({ acl: [acl] }));
  if (use === undefined) throw new Error(`There is no use of ${acl}.`);
  return withSecret(use.write(language, connection, resource), language, SECRET);
}

describe('what an Algolia key is shown to do in code', () => {
  it.each<[string, string]>([
    ['search', 'search'],
    ['browse', 'browse'],
    ['listIndexes', 'list-indices'],
    ['settings', 'get-settings'],
    ['analytics', 'top-searches'],
    ['logs', 'read-logs'],
    ['addObject', 'add-record'],
    ['editSettings', 'set-settings'],
    ['deleteObject', 'delete-record'],
    ['deleteIndex', 'delete-index'],
  ])('with %s alone it can %s', (permission, use) => {
    expect(snippets.usesOf(specWith({ acl: [permission] })).map(({ id }) => id)).toEqual([use]);
  });

  it('is never more than the permissions allow, and searching comes first', () => {
    const all = permissions.map(({ id }) => id);
    expect(snippets.usesOf(specWith({ acl: [...all].reverse() }))[0]?.id).toBe('search');
    fc.assert(
      fc.property(fc.subarray(all), (acl) => {
        const alone = acl.flatMap((one) => snippets.usesOf(specWith({ acl: [one] })).map(({ id }) => id));
        expect(new Set(snippets.usesOf(specWith({ acl })).map(({ id }) => id))).toEqual(new Set(alone));
      }),
    );
  });

  it('is nothing without a permission, or with those that no code shows', () => {
    expect(snippets.usesOf(specWith({}))).toEqual([]);
    expect(snippets.whyNone(specWith({}))).toContain('can do nothing');
    expect(snippets.usesOf(specWith({ acl: ['usage', 'inference'] }))).toEqual([]);
    expect(snippets.whyNone(specWith({ acl: ['usage', 'inference'] }))).toContain('usage, inference');
  });

  it('is code of a page for a key that is bound to referers', () => {
    const spec = specWith({ acl: ['search', 'analytics'], referers: ['https://shop.acme.example/*'] });
    expect(offered(spec, 'search').languages).toEqual(['javascript']);
    expect(offered(spec, 'search').notes[0]).toContain('https://shop.acme.example/*');
    expect(offered(spec, 'top-searches').languages).toEqual(['curl']);
    expect(offered(specWith({ acl: ['search'], referers: ['*'] }), 'search').languages).toEqual([
      ...SNIPPET_LANGUAGES,
    ]);
  });
});

describe('the code that searches', () => {
  it('is a curl line to the official hosts, with both headers', () => {
    expect(codeOf('search', 'curl')).toBe(
      [
        "curl -X POST 'https://SHOPPROD01-dsn.algolia.net/1/indexes/prod_products/query' \\",
        "  -H 'X-Algolia-Application-Id: SHOPPROD01' \\",
        `  -H 'X-Algolia-API-Key: ${SECRET}' \\`,
        "  -H 'Content-Type: application/json' \\",
        `  --data-raw '{"query":"hello"}'`,
        '',
      ].join('\n'),
    );
    expect(codeOf('addObject', 'curl')).toContain('https://SHOPPROD01.algolia.net/1/indexes/prod_products');
    expect(codeOf('analytics', 'curl')).toContain(
      'https://analytics.algolia.com/2/searches?index=prod_products',
    );
    expect(codeOf('search', 'curl', OWN)).toContain("'http://127.0.0.1:7700/1/indexes/prod_products/query'");
  });

  it('is the official client, with the hosts of the cluster where it has its own', () => {
    expect(codeOf('search', 'javascript')).toContain(`algoliasearch("SHOPPROD01", "${SECRET}");`);
    expect(codeOf('search', 'javascript')).toContain('client.searchSingleIndex({ indexName: "prod_products"');
    const javascript = codeOf('search', 'javascript', OWN);
    expect(javascript).toContain('{ url: "127.0.0.1", port: 7700, protocol: "http", accept: "readWrite" }');
    expect(javascript).toContain('{ url: "search.example.com", protocol: "https", accept: "readWrite" }');
    expect(javascript).toContain('{ url: "[::1]", port: 8443, protocol: "https", accept: "readWrite" }');
  });

  it('is Python’s client in the same way', () => {
    expect(codeOf('search', 'python')).toContain(`SearchClientSync("SHOPPROD01", "${SECRET}")`);
    expect(codeOf('search', 'python')).toContain('client.search_single_index(index_name="prod_products"');
    const python = codeOf('search', 'python', OWN);
    expect(python).toContain(`SearchConfig("SHOPPROD01", "${SECRET}")`);
    expect(python).toContain('Host("127.0.0.1", scheme="http", port=7700),');
    expect(python).toContain('Host("search.example.com", scheme="https"),');
  });

  it('escapes an index of any name, and names a placeholder for none', () => {
    expect(codeOf('search', 'curl', OFFICIAL, "a/b 'c'?")).toContain(
      "/1/indexes/a%2Fb%20'\\''c'\\''%3F/query",
    );
    expect(codeOf('search', 'javascript', OFFICIAL, 'a"\\')).toContain('indexName: "a\\"\\\\"');
    expect(codeOf('search', 'curl', OFFICIAL, '')).toContain('/1/indexes/INDEX_NAME/query');
  });

  it('is curl where the clients have no call for it, whatever is asked for', () => {
    expect(codeOf('analytics', 'python')).toBe(codeOf('analytics', 'curl'));
  });
});

describe('suggestions of indices', () => {
  const names = ['prod_products', 'prod_orders', 'blog'];
  const resource = (indexes: readonly string[]) =>
    offered(specWith({ acl: ['search'], indexes: [...indexes] }), 'search').resource;

  it('are those that the list allows, and those that it names', () => {
    expect(resource([])?.suggest(names)).toEqual(names);
    expect(resource(['prod_*'])?.suggest(names)).toEqual(['prod_products', 'prod_orders']);
    expect(resource(['blog', 'other'])?.suggest(names)).toEqual(['blog', 'other']);
  });

  it('go with a word on an index that the list does not allow', () => {
    expect(resource(['prod_*'])?.refusal('blog')).toContain('does not allow');
    expect(resource(['prod_*'])?.refusal('prod_x')).toBeNull();
    expect(resource([])?.refusal('blog')).toBeNull();
  });
});

it('has exactly one place for the secret, whatever the key, the language and the resource', () => {
  const all = permissions.map(({ id }) => id);
  const spec = fc.record({
    acl: fc.subarray(all),
    indexes: fc.array(fc.string(), { maxLength: 3 }),
    referers: fc.array(fc.string(), { maxLength: 4 }),
  });
  const shape = fc.constantFrom(OFFICIAL, OWN);
  fc.assert(
    fc.property(
      spec,
      fc.constantFrom(...SNIPPET_LANGUAGES),
      fc.string(),
      shape,
      (some, language, name, connection) => {
        for (const use of snippets.usesOf(specWith(some))) {
          const code = withSecret(use.write(language, connection, name), language, SECRET);
          expect(code.split(SECRET)).toHaveLength(2);
        }
      },
    ),
  );
});
