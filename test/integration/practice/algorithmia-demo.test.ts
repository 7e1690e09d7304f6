import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { algorithmia } from '#shared/kinds/algorithmia/index';
import type { AlgorithmiaSpec, Owner } from '#shared/kinds/algorithmia/spec';
import { pageSchemaOf, specOfWire, wireKeySchema, type WireKey } from '#shared/kinds/algorithmia/wire';
import {
  algorithmiaHere,
  ask,
  askOk,
  keysAt,
  type AlgorithmiaPractice,
} from '../../support/practice-algorithmia';

const NOW = 1_800_000_000_000;
const DAY_MS = 86_400_000;
const userSchema = z.object({ username: z.string() });
const organizationSchema = z.object({ org_name: z.string() });
const memberSchema = z.object({ role: z.string() });

async function all<Item>(
  practice: AlgorithmiaPractice,
  path: string,
  item: z.ZodType<Item>,
): Promise<Item[]> {
  const found: Item[] = [];
  for (let next: string | null = `${path}?limit=100`; next !== null;) {
    const page = pageSchemaOf(item).parse((await askOk(practice, { path: next })).json());
    found.push(...page.results);
    next = page.next_link ?? null;
  }
  return found;
}

describe('the demo of an Algorithmia-protocol practice cluster', () => {
  let practice: AlgorithmiaPractice;
  let users: readonly string[];
  let organizations: readonly string[];
  let keys: readonly WireKey[];
  let specs: readonly AlgorithmiaSpec[];
  beforeAll(async () => {
    practice = await algorithmiaHere({ seed: 'demo', clock: () => NOW });
    users = (await all(practice, '/v1/users', userSchema)).map(({ username }) => username);
    organizations = (await all(practice, '/v1/organizations', organizationSchema)).map(
      ({ org_name }) => org_name,
    );
    keys = await all(practice, '/v1/admin/keys', wireKeySchema);
    specs = keys.map((key) => specOfWire(key, ownerOf(key)));
  });
  afterAll(() => practice.stop());

  const ownerOf = ({ username, owner_name }: WireKey): Owner => {
    const [user, owner] = [username ?? '', owner_name ?? ''];
    if (!organizations.includes(owner)) return { sort: 'user', user };
    return user === owner
      ? { sort: 'organization', organization: owner }
      : { sort: 'member', organization: owner, user };
  };
  const rulesOf = (spec: AlgorithmiaSpec) => algorithmia.check(spec, NOW).map(({ rule }) => rule);

  it('has tens of users, several organizations and some hundreds of keys that the kind accepts', () => {
    expect(users.length).toBeGreaterThanOrEqual(30);
    expect(organizations.length).toBeGreaterThanOrEqual(4);
    expect(keys.length).toBeGreaterThanOrEqual(200);
    for (const spec of specs) expect(algorithmia.specSchema.safeParse(spec).success).toBe(true);
    for (const { username } of keys) expect([...users, ...organizations]).toContain(username);
  });

  it('has keys of every sort of owner, admin keys, and keys of different ages', () => {
    const sorts = new Set(specs.map(({ owner }) => owner.sort));
    expect([...sorts].sort()).toEqual(['member', 'organization', 'user']);
    expect(specs.filter(({ key_type }) => key_type === 'admin').length).toBeGreaterThanOrEqual(3);
    const ages = keys.map(({ created_at }) => NOW - Date.parse(created_at ?? ''));
    expect(ages.every((age) => age >= 0)).toBe(true);
    expect(ages.some((age) => age < 30 * DAY_MS)).toBe(true);
    expect(ages.some((age) => age > 365 * DAY_MS)).toBe(true);
  });

  it('has keys in good order and keys with each sort of trouble', () => {
    expect(specs.filter((spec) => rulesOf(spec).length === 0).length).toBeGreaterThanOrEqual(50);
    expect(new Set(specs.flatMap(rulesOf)).size).toBeGreaterThanOrEqual(6);
    const labels = keys.map(({ username, key_label }) => `${username ?? ''} ${key_label ?? ''}`);
    expect(new Set(labels).size).toBeLessThan(labels.length);
  });

  it('has members in every organization, data to read and algorithms to call', async () => {
    for (const organization of organizations) {
      const members = await all(practice, `/v1/organizations/${organization}/members`, memberSchema);
      expect(members.map(({ role }) => role)).toContain('owner');
      expect(members.length).toBeGreaterThan(1);
    }
    const [key] = (await keysAt(practice, '/v1/users/ann_keller/keys')).map(({ api_key }) => api_key);
    if (key === undefined) throw new Error('ann_keller has no key.');
    const read = await ask(practice, { path: '/v1/data/.my/reports/readme.txt', key });
    expect([read.status, read.text]).toEqual([200, 'Reports of ann_keller']);
    const called = await ask(practice, {
      method: 'POST',
      path: '/v1/algo/demo/Hello',
      key,
      headers: { 'content-type': 'text/plain' },
      body: 'HAL',
    });
    expect(called.json()).toMatchObject({ result: 'Hello HAL' });
  });

  it('is the same every time, but for secrets and ids', async () => {
    const other = await algorithmiaHere({ seed: 'demo', clock: () => NOW });
    const again = await all(other, '/v1/admin/keys', wireKeySchema);
    const secrets = await keysAt(other, '/v1/users/ann_keller/keys');
    await other.stop();
    const without = (list: readonly WireKey[]) =>
      list.map((key) => ({ ...key, key_id: '', api_key_mask: '' }));
    expect(without(again)).toEqual(without(keys));
    const mine = (await keysAt(practice, '/v1/users/ann_keller/keys')).map(({ api_key }) => api_key);
    for (const { api_key } of secrets) expect(mine).not.toContain(api_key);
  });
});
