// The search cluster: a key for one prefix of indices, proven outside, and the list without the network.
// Every step waits for what it claims and throws when that does not come.
import assert from 'node:assert/strict';
import { searchAdminKey } from './practice-admin.mjs';
import { search, unplug, write } from './search-requests.mjs';
import { connectionTo, shownSecret } from './window.mjs';

const LABEL = 'Blog search on www.example.com';
const ALLOWED = 'blog_articles';
const FORBIDDEN = 'prod_products';

async function openPractice(page, record) {
  await page.getByRole('button', { name: 'Open the Algolia practice cluster' }).click();
  await page.getByRole('row', { name: /Blog search/ }).waitFor();
  await record.shoot(page, 'keys', 'The search cluster is open; its keys are listed.');
}

async function fillForm(page, record) {
  await page.getByRole('button', { name: 'New key', exact: true }).click();
  await page.getByLabel('Description', { exact: true }).fill(LABEL);
  await page.getByRole('button', { name: 'Search only' }).click();
  const indices = page.getByLabel('Add to Indices');
  await indices.fill('blog_*');
  await indices.press('Enter');
  await page.getByLabel('Hits per query').fill('5');
  const summary = page.getByText(/Can search indices that start with/);
  await summary.waitFor();
  await record.shoot(page, 'editor', `The editor says: ${(await summary.textContent()).trim()}`);
}

async function createKey(page, record) {
  await page.getByRole('button', { name: /^Create key on/ }).click();
  const dialog = page.getByRole('dialog', { name: /^Key created on/ });
  await dialog.waitFor();
  const key = await shownSecret(dialog, /^[0-9a-f]{32}$/);
  await dialog.getByRole('button', { name: 'Search', exact: true }).click();
  await dialog.getByText('Allowed').waitFor();
  await record.shoot(
    page,
    'created',
    'The key is usable; the cluster allowed the search that was tried with it.',
  );
  await dialog.getByRole('button', { name: 'Done' }).click();
  await page.getByRole('row', { name: new RegExp(LABEL) }).waitFor();
  await record.shoot(page, 'in-the-list', `The list shows "${LABEL}".`);
  return key;
}

async function prove(cluster, key, record) {
  const allowed = await search(cluster, key, ALLOWED);
  assert.equal(allowed.status, 200);
  assert.equal(allowed.hits, 5);
  record.note(`Searching ${ALLOWED} with the key: 200, ${allowed.hits} hits (the key's limit).`);
  const written = await write(cluster, key, ALLOWED);
  assert.deepEqual([written.status, written.message], [403, 'Method not allowed with this API key']);
  record.note(`Writing to ${ALLOWED} with the key: ${written.status}, ${written.message}.`);
  const elsewhere = await search(cluster, key, FORBIDDEN);
  assert.deepEqual([elsewhere.status, elsewhere.message], [403, 'Index not allowed with this API key']);
  record.note(`Searching ${FORBIDDEN} with the key: ${elsewhere.status}, ${elsewhere.message}.`);
}

async function goOffline(page, cluster, profile, record) {
  assert.equal((await unplug(cluster, searchAdminKey(profile))).status, 200);
  await page.getByRole('button', { name: /^Sync now/ }).click();
  await page.getByText('Offline.', { exact: true }).waitFor();
  await page.getByRole('row', { name: new RegExp(LABEL) }).click();
  await page.getByText(/Can search indices that start with/).waitFor();
  await record.shoot(
    page,
    'offline',
    'The cluster drops every connection; the list and the key are still there.',
  );
  const notice = page.getByRole('region', { name: 'Notifications' });
  await notice.getByText(/was not synced/).waitFor();
  await notice.getByRole('button', { name: 'Dismiss' }).click();
}

/** Walks through the search cluster from the welcome screen on. */
export async function walkSearchCluster({ page, profile }, record) {
  await openPractice(page, record);
  const { hosts, applicationId } = await connectionTo(page, 'algolia');
  const cluster = { url: hosts[0], applicationId };
  await fillForm(page, record);
  const key = await createKey(page, record);
  await prove(cluster, key, record);
  await goOffline(page, cluster, profile, record);
}
