// The algorithm cluster: a restricted key and an admin key, proven outside by the official client, then the list by
// owner, rotation and people. Every step waits for what it claims and throws when that does not come.
import assert from 'node:assert/strict';
import { call, callFromPage, listUsers, readFile, writeFile } from './algorithm-requests.mjs';
import { connectionTo, run, shownSecret } from './window.mjs';

const OWNER = 'chloe_lindqvist';
const ADMINISTRATOR = 'ann_keller';
const FIRST_OWNER = 'acme';
const LABEL = 'weekly report';
const ADMIN_LABEL = 'account export';
const ALLOWED = 'demo/Hello';
const FORBIDDEN = 'demo/WordCount';
const FILE = `data://${OWNER}/reports/readme.txt`;
const SECRET = /^sim[A-Za-z0-9+/]{25}$/;
const REFUSED = '2001, API key is not authorized for this request';
const UNKNOWN = /^2002, /;

const rowOf = (page, label) => page.getByRole('row', { name: new RegExp(label) });
const detailsOf = (page, label) => page.getByRole('complementary', { name: `Details of ${label}` });

async function openPractice(page, record) {
  await run(page, 'Open the Algorithmia practice cluster');
  await page.getByRole('grid', { name: /^Keys of Practice \(Algorithmia\)/ }).waitFor();
  await rowOf(page, 'backup of data').first().waitFor();
  await record.shoot(page, 'algorithm-keys', 'The algorithm cluster is open; its keys are listed.');
  await page
    .getByRole('columnheader', { name: /^Owner/ })
    .getByRole('button')
    .click();
  await page.locator('[role=columnheader][aria-sort=ascending]', { hasText: 'Owner' }).waitFor();
  await page.locator('[role=row][data-index="0"]', { hasText: FIRST_OWNER }).waitFor();
  await record.shoot(page, 'by-owner', 'The keys are listed by owner.');
}

async function fillForm(page, record) {
  await page.getByRole('button', { name: 'New key', exact: true }).click();
  const sheet = page.getByRole('dialog', { name: /^New key/ });
  await sheet.getByLabel('Name', { exact: true }).fill(LABEL);
  await sheet.getByLabel('Username', { exact: true }).fill(OWNER);
  await sheet.getByRole('radio', { name: 'Restricted' }).check();
  const algorithms = sheet.getByLabel('Add to Algorithms');
  await algorithms.fill(`algo://${ALLOWED}/*`);
  await algorithms.press('Enter');
  await sheet.getByRole('radio', { name: 'Read only' }).check();
  const summary = sheet.getByText(`Can call ${ALLOWED} from native clients and read data of ${OWNER}.`);
  await summary.waitFor();
  await record.shoot(page, 'algorithm-editor', `The editor says: ${(await summary.textContent()).trim()}`);
}

/** Creates what the form says and answers the dialog with the secret. */
async function create(page) {
  await page.getByRole('button', { name: /^Create key on/ }).click();
  const dialog = page.getByRole('dialog', { name: /^Key created on/ });
  await dialog.waitFor();
  return { dialog, key: await shownSecret(dialog, SECRET) };
}

async function finish(page, dialog, label) {
  await dialog.getByRole('button', { name: 'Done' }).click();
  await detailsOf(page, label).waitFor();
}

async function createRestricted(page, record) {
  const { dialog, key } = await create(page);
  await dialog.getByLabel('Algorithm', { exact: true }).fill(FORBIDDEN);
  await dialog.getByRole('button', { name: 'Call', exact: true }).click();
  await dialog.getByText('Refused').waitFor();
  const words = await dialog.getByRole('status').filter({ hasText: 'Refused' }).innerText();
  assert.match(words, /API key is not authorized for this request \(403\)/);
  await record.shoot(
    page,
    'algorithm-refused',
    `Tried on ${FORBIDDEN}, the dialog says: ${words.replaceAll(/\s+/g, ' ')}`,
  );
  await finish(page, dialog, LABEL);
  return key;
}

async function proveRestricted(cluster, key, record) {
  const hello = await call(cluster, key, ALLOWED, 'HAL');
  assert.equal(hello, 'Hello HAL');
  record.note(`The official client calls ${ALLOWED} with the key: ${hello}.`);
  const elsewhere = await call(cluster, key, FORBIDDEN, 'HAL');
  assert.equal(elsewhere, REFUSED);
  record.note(`It calls ${FORBIDDEN}: ${elsewhere}.`);
  const text = await readFile(cluster, key, FILE);
  assert.equal(text, `Reports of ${OWNER}`);
  record.note(`It reads ${FILE}: ${text}.`);
  const written = await writeFile(cluster, key, FILE, 'Written by the tour');
  assert.equal(written, REFUSED);
  assert.equal(await readFile(cluster, key, FILE), text);
  record.note(`It writes there: ${written}.`);
  const page = await callFromPage(cluster, key, ALLOWED, 'HAL', 'https://www.example.com');
  assert.equal(page, REFUSED);
  record.note(`A page of www.example.com calls ${ALLOWED} with the key: ${page}.`);
}

async function showByOwner(page, record) {
  await page.getByRole('button', { name: 'Owner', exact: true }).first().click();
  await page.getByRole('menuitemradio', { name: new RegExp(`^${OWNER} `) }).click();
  await page
    .getByRole('search')
    .getByRole('status')
    .filter({ hasText: /^6 of \d+ keys$/ })
    .waitFor();
  await rowOf(page, LABEL).waitFor();
  await record.shoot(page, 'owner', `The list is narrowed to the keys of ${OWNER}.`);
}

async function rotate(page, cluster, old, record) {
  await detailsOf(page, LABEL).getByRole('button', { name: 'More actions' }).click();
  await page.getByRole('menuitem', { name: 'Rotate…' }).click();
  await page.getByRole('alertdialog').getByRole('button', { name: 'Rotate key' }).click();
  const dialog = page.getByRole('dialog', { name: new RegExp(`^${LABEL} has a new secret`) });
  const key = await shownSecret(dialog, SECRET);
  await record.shoot(page, 'rotated', `${LABEL} has a new secret, and is otherwise the same key.`);
  await dialog.getByRole('button', { name: 'Done' }).click();
  assert.equal(await call(cluster, key, ALLOWED, 'HAL'), 'Hello HAL');
  const refused = await call(cluster, old, ALLOWED, 'HAL');
  assert.match(refused, UNKNOWN);
  record.note(
    `The official client calls ${ALLOWED} with the new secret: Hello HAL. With the old one: ${refused}.`,
  );
}

async function createAdmin(page, record) {
  await page.getByRole('button', { name: 'Which sort of key' }).click();
  await page.getByRole('menuitem', { name: /^Admin API key/ }).click();
  const sheet = page.getByRole('dialog', { name: /^New key/ });
  await sheet.getByLabel('Name', { exact: true }).fill(ADMIN_LABEL);
  await sheet.getByLabel('Username', { exact: true }).fill(ADMINISTRATOR);
  const { dialog, key } = await create(page);
  await finish(page, dialog, ADMIN_LABEL);
  await record.shoot(page, 'admin-key', `The admin key "${ADMIN_LABEL}" is there.`);
  return key;
}

async function proveAdmin(cluster, key, record) {
  const users = await listUsers(cluster, key, 3);
  assert.equal(users.length, 3);
  record.note(`Listing users with the admin key: ${users.join(', ')}.`);
  const refused = await call(cluster, key, ALLOWED, 'HAL');
  assert.equal(refused, REFUSED);
  record.note(`The official client calls ${ALLOWED} with the admin key: ${refused}.`);
}

async function showPeople(page, record) {
  await page.getByRole('navigation', { name: 'Places' }).getByRole('button', { name: 'People' }).click();
  await page.getByRole('grid', { name: /^Users of/ }).waitFor();
  await page.getByRole('searchbox', { name: /^Search users/ }).fill(OWNER);
  await page.getByRole('gridcell', { name: OWNER, exact: true }).click();
  await detailsOf(page, OWNER).waitFor();
  await record.shoot(page, 'people', `People shows the user ${OWNER}.`);
}

/** Walks through the algorithm cluster, wherever the window is. */
export async function walkAlgorithmCluster({ page }, record) {
  await openPractice(page, record);
  const cluster = await connectionTo(page, 'algorithmia');
  await fillForm(page, record);
  const key = await createRestricted(page, record);
  await proveRestricted(cluster, key, record);
  await showByOwner(page, record);
  await rotate(page, cluster, key, record);
  const admin = await createAdmin(page, record);
  await proveAdmin(cluster, admin, record);
  await showPeople(page, record);
}
