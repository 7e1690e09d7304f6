import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { algolia } from '#shared/kinds/algolia/index';
import { fromKeyInfo, keyListSchema, type KeyInfo } from '#shared/kinds/algolia/wire';
import { sendOk } from '../../support/practice-http';
import { practiceHere, type TestPractice } from '../../support/practice';

const NOW = 1_800_000_000_000;
const DAY = 86_400;

describe('the demo', () => {
  let practice: TestPractice;
  let keys: readonly KeyInfo[];
  beforeAll(async () => {
    practice = await practiceHere({ seed: 'demo', clock: () => NOW });
    ({ keys } = keyListSchema.parse(await sendOk(practice, { path: '/1/keys' })));
  });
  afterAll(() => practice.stop());

  it('has some dozens of keys that the kind accepts', () => {
    expect(keys.length).toBeGreaterThanOrEqual(25);
    expect(keys.length).toBeLessThanOrEqual(40);
    for (const key of keys) {
      const { spec } = fromKeyInfo(key, NOW);
      expect(algolia.specSchema.safeParse(spec).success).toBe(true);
    }
    expect(new Set(keys.map(({ description }) => description)).size).toBe(keys.length);
  });

  it('has keys in good order and keys with each sort of trouble', () => {
    const rules = new Set(
      keys.flatMap((key) => algolia.check(fromKeyInfo(key, NOW).spec, NOW).map(({ rule }) => rule)),
    );
    const sound = keys.filter((key) => algolia.check(fromKeyInfo(key, NOW).spec, NOW).length === 0);
    expect(sound.length).toBeGreaterThanOrEqual(8);
    expect(rules.size).toBeGreaterThanOrEqual(6);
    const validities = keys.map(({ validity }) => validity ?? 0);
    expect(validities.some((validity) => validity > 0 && validity < DAY)).toBe(true);
    expect(validities.some((validity) => validity > DAY && validity < 7 * DAY)).toBe(true);
    expect(validities).toContain(0);
    expect(validities.some((validity) => validity > 1e9)).toBe(true);
    expect(keys.some(({ queryParameters }) => queryParameters?.startsWith('0=f&1=i'))).toBe(true);
  });

  it('has indices with some hundreds of objects', async () => {
    const { items } = (await sendOk(practice, { path: '/1/indexes' })) as {
      items: { name: string; entries: number }[];
    };
    expect(items.map(({ name }) => name)).toEqual([
      'blog_articles',
      'blog_authors',
      'dev_products',
      'prod_products',
    ]);
    const entries = items.reduce((sum, item) => sum + item.entries, 0);
    expect(entries).toBeGreaterThanOrEqual(300);
    for (const { name } of items) {
      const found = await sendOk(practice, { method: 'POST', path: `/1/indexes/${name}/query`, body: {} });
      expect(found['nbHits']).toBeGreaterThan(0);
    }
  });

  it('is the same every time, but for the secrets', async () => {
    const other = await practiceHere({ seed: 'demo', clock: () => NOW });
    const again = keyListSchema.parse(await sendOk(other, { path: '/1/keys' })).keys;
    await other.stop();
    const without = (list: readonly KeyInfo[]) => list.map((key) => ({ ...key, value: '' }));
    expect(without(again)).toEqual(without(keys));
    expect(again.map(({ value }) => value)).not.toEqual(keys.map(({ value }) => value));
  });
});
