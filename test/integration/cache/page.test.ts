import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { SeenKey } from '#electron/cache/cache';
import type { CacheEngine } from '#electron/cache/engine';
import type { KeyQuery } from '#shared/contract/keys';
import { kindOf } from '#shared/kinds/registry';
import {
  clusterIdOf,
  clusterRow,
  DAY,
  keyQuery,
  labelsOf,
  MINUTE,
  NOW,
  openEngine,
  secretOf,
  seenKey,
  settle,
  syncKeys,
} from '../../support/cache-fixtures';
import { tempProfile } from '../../support/temp-profile';

const A = clusterIdOf('a');

function withKeys(keys: readonly SeenKey[]): CacheEngine {
  const engine = openEngine(tempProfile());
  engine.run('clusters.insert', [clusterRow('a')]);
  syncKeys(engine, A, keys);
  return engine;
}

function found(engine: CacheEngine, text: string): readonly string[] {
  return labelsOf(engine, keyQuery(A, { text }));
}

/** Every search is asked twice: before the full-text index was filled and after. */
function foundBothWays(engine: CacheEngine, text: string): readonly string[] {
  const before = found(engine, text);
  settle(engine);
  expect(found(engine, text)).toEqual(before);
  return before;
}

describe('searching', () => {
  const keys = [
    seenKey('Blog search', { indexes: ['blog_*'], referers: ['https://blog.example/*'] }),
    seenKey('Shop 100% off', { indexes: ['shop_products'], queryParameters: 'filters=price%3C10' }),
    seenKey('Indexer "quoted"', { acl: ['addObject', 'deleteObject'] }),
    seenKey('Straße ÄÖÜ 日本語テスト 🔑'),
    seenKey("Robert'); DROP TABLE keys;--"),
  ];

  test.each([
    ['blog', ['Blog search']],
    ['BLOG', ['Blog search']],
    ['search blog_', ['Blog search']],
    ['blog shop', []],
    ['ff', ['Shop 100% off']],
    ['100%', ['Shop 100% off']],
    ['_', ['Blog search', 'Shop 100% off']],
    ['%', ['Shop 100% off']],
    ['price<10', ['Shop 100% off']],
    ['addobject', ['Indexer "quoted"']],
    ['"quoted"', ['Indexer "quoted"']],
    ['"', ['Indexer "quoted"']],
    ['straße', ['Straße ÄÖÜ 日本語テスト 🔑']],
    ['äö', ['Straße ÄÖÜ 日本語テスト 🔑']],
    ['日本語テ', ['Straße ÄÖÜ 日本語テスト 🔑']],
    ['🔑', ['Straße ÄÖÜ 日本語テスト 🔑']],
    ["'); drop table", ["Robert'); DROP TABLE keys;--"]],
    ['nothing like this', []],
    ['OR', expect.any(Array)],
    ['NEAR(', []],
    ['a* AND "', []],
  ])('for %s', (text, labels) => {
    expect(foundBothWays(withKeys(keys), text)).toEqual(labels);
  });

  test('finds a key by the first and last characters of its secret, as the list shows them', () => {
    const engine = withKeys(keys);
    const secret = secretOf('Blog search');
    expect(foundBothWays(engine, `${secret.slice(0, 4)}…${secret.slice(-2)}`)).toEqual(['Blog search']);
    expect(foundBothWays(engine, secret)).toEqual([]);
  });

  test('follows changes and removals, indexed or not', () => {
    const engine = withKeys(keys);
    settle(engine);
    engine.run('keys.put', [
      A,
      { ...seenKey('Blog search'), spec: { ...seenKey('Weblog').spec } },
      'edited-here',
      NOW,
    ]);
    expect(foundBothWays(engine, 'blog')).toEqual(['Weblog']);
    expect(foundBothWays(engine, 'blog_*')).toEqual([]);
    engine.run('keys.put', [
      A,
      { ...seenKey('Blog search'), spec: { ...seenKey('Third').spec } },
      'edited-here',
      NOW,
    ]);
    engine.run('keys.put', [
      A,
      { ...seenKey('Blog search'), spec: { ...seenKey('Fourth').spec } },
      'edited-here',
      NOW,
    ]);
    expect(foundBothWays(engine, 'weblog')).toEqual([]);
    expect(foundBothWays(engine, 'fourth')).toEqual(['Fourth']);
  });

  test('finds keys of another cluster after one was removed, indexed or not', () => {
    const engine = openEngine(tempProfile());
    for (const name of ['a', 'b']) {
      engine.run('clusters.insert', [clusterRow(name)]);
      syncKeys(engine, clusterIdOf(name), [seenKey(`first of ${name}`)]);
    }
    settle(engine);
    engine.run('clusters.remove', [clusterIdOf('b')]);
    // SQLite may give its row's id again.
    syncKeys(engine, A, [seenKey('first of a'), seenKey('second of a')], NOW + MINUTE);
    expect(foundBothWays(engine, 'of a')).toEqual(['first of a', 'second of a']);
    expect(foundBothWays(engine, 'of b')).toEqual([]);
  });

  test('agrees with a plain search of the texts, for any words', () => {
    const names = fc.array(fc.string({ unit: 'grapheme', minLength: 1, maxLength: 12 }), {
      minLength: 1,
      maxLength: 12,
    });
    const algolia = kindOf('algolia');
    const engine = withKeys([]);
    fc.assert(
      fc.property(names, fc.string({ unit: 'grapheme', maxLength: 8 }), fc.nat(), (labels, random, at) => {
        const specs = labels.map((label, index) => seenKey(`${label} ${index}`));
        syncKeys(engine, A, specs);
        const source = specs[at % specs.length]?.spec['description'];
        const text =
          at % 2 === 0
            ? random
            : Array.from(String(source))
                .slice(at % 5, (at % 5) + 4)
                .join('');
        const words = text.replaceAll('\0', ' ').toLowerCase().split(/\s+/);
        const expected = specs.filter((key) => {
          const whole = algolia.searchText(key.spec).replaceAll('\0', ' ');
          const mask = `${key.secret.slice(0, 4)}…${key.secret.slice(-2)}`;
          return words.every((word) => `${whole} ${mask}`.includes(word));
        });
        expect(foundBothWays(engine, text).toSorted()).toEqual(
          expected.map((key) => String(key.spec['description'])).toSorted(),
        );
      }),
      { numRuns: 60 },
    );
  });
});

describe('filtering', () => {
  const keys = [
    seenKey('never'),
    seenKey('past', { expiresAt: NOW - 1 }),
    seenKey('in 6 days', { expiresAt: NOW + 6 * DAY }),
    seenKey('in 20 days', { expiresAt: NOW + 20 * DAY, acl: ['search', 'addObject'] }),
    seenKey('in 80 days', { expiresAt: NOW + 80 * DAY, acl: ['addObject'] }),
    seenKey('in 400 days', { expiresAt: NOW + 400 * DAY, acl: [] }),
  ];
  const lists: readonly (readonly [Partial<KeyQuery>, readonly string[]])[] = [
    [{ expiry: 'never' }, ['never']],
    [{ expiry: 'expired' }, ['past']],
    [{ expiry: 'within-7d' }, ['in 6 days']],
    [{ expiry: 'within-30d' }, ['in 6 days', 'in 20 days']],
    [{ expiry: 'within-90d' }, ['in 6 days', 'in 20 days', 'in 80 days']],
    [{ permission: 'addObject' }, ['in 20 days', 'in 80 days']],
    [{ permission: 'addobject' }, []],
    [{ permission: 'addObject', expiry: 'within-30d' }, ['in 20 days']],
    [{ permission: 'search', text: 'days' }, ['in 6 days', 'in 20 days']],
    [{ state: 'gone' }, []],
  ];

  test.each(lists)('by %j', (filter, labels) => {
    const engine = withKeys(keys);
    const page = engine.run('keys.page', [keyQuery(A, filter), NOW]);
    expect(page.rows.map((row) => row.label)).toEqual(labels);
    expect(page.total).toBe(labels.length);
    expect(page.all).toBe(filter.state === 'gone' ? 0 : 6);
  });

  test('tells present, gone and all apart', () => {
    const engine = withKeys(keys);
    syncKeys(engine, A, keys.slice(0, 4), NOW + DAY);
    const counts = (['present', 'gone', 'all'] as const).map((state) => {
      const page = engine.run('keys.page', [keyQuery(A, { state }), NOW]);
      return [page.rows.length, page.total, page.all];
    });
    expect(counts).toEqual([
      [4, 4, 4],
      [2, 2, 2],
      [6, 6, 6],
    ]);
  });
});

describe('paging', () => {
  const keys = Array.from({ length: 57 }, (_, index) =>
    seenKey(
      `Key ${index % 5}`,
      { description: `Key ${index % 5}`, expiresAt: index % 3 === 0 ? null : NOW + (index % 7) * DAY },
      {
        secret: secretOf(`key number ${index}`),
        createdAt: index % 4 === 0 ? null : NOW - (index % 6) * DAY,
      },
    ),
  );

  test.each(['label', 'created', 'expires', 'changed'] as const)(
    'by %s, each key once, and in reverse the same',
    (by) => {
      const engine = withKeys(keys);
      const read = (descending: boolean): readonly string[] => {
        const refs: string[] = [];
        for (let offset = 0; offset < 60; offset += 10) {
          const query = keyQuery(A, { sort: { by, descending }, offset, limit: 10 });
          const page = engine.run('keys.page', [query, NOW]);
          expect(page.total).toBe(57);
          refs.push(...page.rows.map((row) => row.ref));
        }
        return refs;
      };
      const up = read(false);
      expect(new Set(up).size).toBe(57);
      expect(read(true)).toEqual(up.toReversed());
    },
  );

  test('orders by what the column says', () => {
    const engine = withKeys(keys);
    const rows = (by: KeyQuery['sort']['by']) =>
      engine.run('keys.page', [keyQuery(A, { sort: { by, descending: false } }), NOW]).rows;
    const expiries = rows('expires').map((row) => row.expiresAt ?? Infinity);
    expect(expiries).toEqual(expiries.toSorted((a, b) => a - b));
    const created = rows('created').map((row) => row.createdAt ?? 0);
    expect(created).toEqual(created.toSorted((a, b) => a - b));
  });

  test('keeps the order of equal keys when a sync changes others', () => {
    const engine = withKeys(keys);
    const before = labelsAndRefs(engine);
    syncKeys(engine, A, [...keys, seenKey('zz new')], NOW + DAY);
    expect(labelsAndRefs(engine).slice(0, 57)).toEqual(before);
  });

  test('is empty beyond the end, with the total it has', () => {
    const engine = withKeys(keys);
    expect(engine.run('keys.page', [keyQuery(A, { offset: 1000 }), NOW])).toMatchObject({
      rows: [],
      total: 57,
    });
  });
});

function labelsAndRefs(engine: CacheEngine): readonly string[] {
  return engine.run('keys.page', [keyQuery(A), NOW]).rows.map((row) => `${row.label} ${row.ref}`);
}

test('more matches than the index may name are still all found and counted', () => {
  const engine = withKeys(Array.from({ length: 6_000 }, (_, index) => seenKey(`common number-${index}`)));
  settle(engine);
  expect(engine.run('keys.page', [keyQuery(A, { text: 'common' }), NOW]).total).toBe(6_000);
  expect(engine.run('keys.page', [keyQuery(A, { text: 'common number-599' }), NOW]).total).toBe(11);
});
