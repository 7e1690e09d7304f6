import type { Instant } from '#shared/ids';
import type { AlgoliaSpec } from '#shared/kinds/algolia/spec';
import { permissions } from '#shared/kinds/algolia/catalogue';

const DAY_MS = 86_400_000;
const HOUR_MS = 3_600_000;

type DemoKey = Partial<AlgoliaSpec> & Pick<AlgoliaSpec, 'acl' | 'description'>;

const WRITE = ['search', 'browse', 'addObject', 'deleteObject', 'listIndexes', 'settings', 'editSettings'];

/** Keys in good order: narrow, limited or ending. */
function sound(now: Instant): readonly DemoKey[] {
  return [
    {
      acl: ['search'],
      description: 'Web shop, product search',
      indexes: ['prod_products'],
      referers: ['https://shop.acme.example/*'],
      maxHitsPerQuery: 40,
      maxQueriesPerIPPerHour: 2000,
      expiresAt: now + 74 * DAY_MS,
    },
    {
      acl: ['search'],
      description: 'Blog search',
      indexes: ['blog_*'],
      referers: ['https://blog.acme.example/*', 'https://www.acme.example/*'],
      maxHitsPerQuery: 20,
      maxQueriesPerIPPerHour: 1000,
      expiresAt: now + 41 * DAY_MS,
    },
    {
      acl: ['search'],
      description: 'iOS app',
      indexes: ['prod_products', 'blog_articles'],
      maxHitsPerQuery: 50,
      maxQueriesPerIPPerHour: 600,
      expiresAt: now + 120 * DAY_MS,
    },
    {
      acl: ['search'],
      description: 'Android app',
      indexes: ['prod_products', 'blog_articles'],
      maxHitsPerQuery: 50,
      maxQueriesPerIPPerHour: 600,
      expiresAt: now + 121 * DAY_MS,
    },
    {
      acl: ['search', 'browse'],
      description: 'Site map generator',
      indexes: ['prod_*', 'blog_*'],
      queryParameters: 'attributesToRetrieve=objectID&restrictSources=127.0.0.0/8',
      expiresAt: now + 60 * DAY_MS,
    },
    {
      acl: ['addObject', 'deleteObject'],
      description: 'Catalogue import, nightly',
      indexes: ['prod_products'],
      queryParameters: 'restrictSources=127.0.0.1',
      expiresAt: now + 33 * DAY_MS,
    },
    {
      acl: ['addObject'],
      description: 'Blog publishing hook',
      indexes: ['blog_articles', 'blog_authors'],
      expiresAt: now + 88 * DAY_MS,
    },
    {
      acl: WRITE,
      description: 'Integration tests',
      indexes: ['dev_*'],
      expiresAt: now + 14 * DAY_MS,
    },
    {
      acl: ['search'],
      description: 'Partner Northwind, own articles only',
      indexes: ['blog_articles'],
      queryParameters: 'filters=tenant:northwind&hitsPerPage=10',
      maxHitsPerQuery: 10,
      maxQueriesPerIPPerHour: 300,
      expiresAt: now + 200 * DAY_MS,
    },
    {
      acl: ['search', 'seeUnretrievableAttributes'],
      description: 'Back office, purchase prices',
      indexes: ['prod_products'],
      queryParameters: 'restrictSources=127.0.0.0/16',
      expiresAt: now + 25 * DAY_MS,
    },
    {
      acl: ['analytics'],
      description: 'Weekly search report',
      indexes: ['prod_*'],
      expiresAt: now + 300 * DAY_MS,
    },
    { acl: ['usage'], description: 'Billing dashboard', expiresAt: now + 364 * DAY_MS },
    { acl: ['logs', 'listIndexes'], description: 'Monitoring', expiresAt: now + 91 * DAY_MS },
    { acl: ['recommendation'], description: 'Personalization service', expiresAt: now + 45 * DAY_MS },
    {
      acl: ['settings', 'listIndexes'],
      description: 'Configuration backup',
      expiresAt: now + 180 * DAY_MS,
    },
    {
      acl: ['editSettings', 'settings'],
      description: 'Relevance team',
      indexes: ['*_products'],
      expiresAt: now + 52 * DAY_MS,
    },
    {
      acl: ['deleteIndex', 'listIndexes'],
      description: 'Clean-up of old test indices',
      indexes: ['*tmp*', 'dev_*'],
      expiresAt: now + 9 * DAY_MS,
    },
  ];
}

/** Keys as they are found in practice: each with something that ought to be mended. */
function troubled(now: Instant): readonly DemoKey[] {
  return [
    {
      acl: ['search', 'browse'],
      description: 'Old web shop',
      indexes: ['prod_products', 'prod_*', '*'],
      referers: ['*acme.example*', 'https://shop.acme.example/*'],
    },
    {
      acl: ['search'],
      description: 'Campaign page spring',
      indexes: ['prod_products', 'prod_pro*', 'prod_products'],
      referers: ['acme.example/*'],
      expiresAt: now + 5 * DAY_MS,
    },
    {
      acl: ['search'],
      description: 'Docs site',
      indexes: ['blog_*'],
      referers: ['*acme.example/*', '*.acme.example'],
    },
    {
      acl: ['search', 'browse', 'addObject', 'deleteObject'],
      description: 'Contractor',
      indexes: ['prod_*'],
    },
    {
      acl: permissions.map(({ id }) => id),
      description: 'Temporary, everything',
      expiresAt: now + 700 * DAY_MS,
    },
    {
      acl: ['search'],
      description: 'Tenant acme (made with an old script)',
      indexes: ['blog_articles'],
      queryParameters: Array.from(
        'filters=tenant:acme',
        (one, at) => `${at}=${encodeURIComponent(one)}`,
      ).join('&'),
    },
    {
      acl: ['search'],
      description: 'Kiosk',
      indexes: ['prod_products'],
      maxQueriesPerIPPerHour: 100,
      expiresAt: now + 3 * HOUR_MS,
    },
    {
      acl: ['search', 'listIndexes'],
      description: 'Trade fair tablets',
      expiresAt: now + 26 * HOUR_MS,
    },
    { acl: ['search', 'analytics', 'logs', 'usage'], description: 'Agency report' },
    { acl: ['seeUnretrievableAttributes'], description: 'Export helper', indexes: ['prod_products'] },
    { acl: ['addObject', 'deleteIndex', 'editSettings'], description: '', indexes: ['staging_*', 'dev_*'] },
    {
      acl: ['search'],
      description: 'Pattern with a star inside',
      indexes: ['prod_*_products', 'prod_products'],
      expiresAt: now + 19 * DAY_MS,
    },
    { acl: [], description: 'Revoked by emptying it' },
    {
      acl: ['search', 'browse', 'settings', 'editSettings', 'addObject', 'deleteObject', 'deleteIndex'],
      description: 'CI pipeline',
    },
    {
      acl: ['search'],
      description: 'Warehouse scanner',
      indexes: ['prod_products'],
      queryParameters: 'restrictSources=10.20.0.0/16&filters=stock > 0',
      expiresAt: now + 2_100_000_000_000,
    },
  ];
}

/** The demo's keys; their expiries are spread out from `now` (Unix ms), the same every time. */
export function demoKeys(now: Instant): readonly DemoKey[] {
  const good = sound(now);
  const bad = troubled(now);
  const longest = Math.max(good.length, bad.length);
  return Array.from({ length: longest }, (_, at) =>
    [good[at], bad[at]].filter((key) => key !== undefined),
  ).flat();
}
