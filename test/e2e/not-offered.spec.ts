import {
  addOrganization,
  addUser,
  addUserKey,
  algorithmiaHere,
  ask,
  askOk,
  keysAt,
  permissions,
  switchSettings,
  type AlgorithmiaPractice,
} from '../support/practice-algorithmia';
import type { Castellan } from './pages/castellan';
import { expect, test as base } from './pages/test';

const ORGANIZATION_KEYS = '/v1/organizations/acme/keys';

/** A cluster of the Algorithmia protocol, with a user, an organization and a key of each. */
const test = base.extend<{ readonly cluster: AlgorithmiaPractice }>({
  cluster: async ({}, use) => {
    const cluster = await algorithmiaHere();
    await addUser(cluster, 'ann');
    await addUserKey(cluster, 'ann', { allow_algo: true, algo_acl: ['algo://demo/Hello/*'] }, 'of ann');
    await addOrganization(cluster, 'acme');
    const body = { key_label: 'of acme', permissions: permissions({ allow_data: true }) };
    await askOk(cluster, { method: 'POST', path: ORGANIZATION_KEYS, body });
    await use(cluster);
    await cluster.stop();
  },
});

async function connect(castellan: Castellan, { url, adminKey }: AlgorithmiaPractice): Promise<void> {
  await castellan.addAlgorithmia({ name: 'algo-dev', url, key: adminKey });
  await castellan.list.row('of ann').waitFor();
}

test('a cluster without calls for single keys offers a new key in the place of a change', async ({
  castellan,
  cluster,
}) => {
  await connect(castellan, cluster);
  await castellan.list.select('of ann');
  await castellan.page.keyboard.press('Enter');
  const details = castellan.details('of ann');
  await expect(details.edit).not.toHaveAttribute('aria-disabled');

  await test.step('a change that it refuses is not lost, and is remembered', async () => {
    await details.edit.click();
    await castellan.editor.field('Name').fill('renamed');
    const rules = [{ fault: 'status', status: 405, method: 'PUT' }];
    await askOk(cluster, { method: 'PUT', path: '/__practice__/faults', body: { rules } });
    await castellan.editor.submit.click();
    const alert = castellan.page
      .getByRole('alert')
      .filter({ hasText: 'algo-dev does not offer changing single keys.' });
    await expect(alert.getByRole('button', { name: 'Create a new key instead' })).toBeVisible();
    await castellan.editor.cancel.click();
    await castellan.page.getByRole('button', { name: 'Discard changes' }).click();
    await expect(details.pane).toContainText('algo-dev does not offer changing single keys.');
    await expect(details.edit).toHaveAttribute('aria-disabled', 'true');
  });

  await test.step('a cluster whose keys have no ids is known by its list', async () => {
    await askOk(cluster, { method: 'DELETE', path: '/__practice__/faults' });
    await switchSettings(cluster, { keysById: false });
    await details.pane.getByRole('button', { name: 'Try again' }).click();
    await expect(details.pane).toContainText('does not offer changing, rotating or deleting single keys.');
  });

  await test.step('a copy takes its place, and says what to do with the old one', async () => {
    await details.pane.getByRole('button', { name: 'Create a new key' }).click();
    await castellan.editor.field('Name').fill('of ann, second');
    await castellan.editor.submit.click();
    const made = castellan.editor.created();
    await expect(made).toContainText('of ann still works.');
    await expect(made).toContainText('Remove it where algo-dev is administered');
    await made.getByRole('button', { name: 'Done' }).click();
    const labels = (await keysAt(cluster, '/v1/users/ann/keys')).map(({ key_label }) => key_label);
    expect(labels).toEqual(['default-key', 'of ann', 'of ann, second']);
  });

  await test.step('once it offers them, a sync is enough', async () => {
    await switchSettings(cluster, { keysById: true });
    await castellan.sync();
    const second = castellan.details('of ann, second');
    await expect(second.edit).not.toHaveAttribute('aria-disabled');
    await expect(second.pane).not.toContainText('does not offer');
  });
});

test('a cluster that keeps the keys of users for sessions is synced in part, and takes those of organizations', async ({
  castellan,
  cluster,
}) => {
  await connect(castellan, cluster);
  await switchSettings(cluster, { userKeys: 'session' });
  const [key] = await keysAt(cluster, ORGANIZATION_KEYS);
  await ask(cluster, { method: 'DELETE', path: `${ORGANIZATION_KEYS}/${key?.key_id}` });
  const banner = castellan.banner('Keys of users are not listed.');

  await test.step('what it does not list is not taken for gone', async () => {
    await castellan.sync();
    await expect(banner).toContainText('Organizations’ keys are complete.');
    await expect(castellan.list.row('of acme')).toBeHidden();
    await expect(castellan.list.row('of ann')).toBeVisible();
  });

  await test.step('a new key for a user is refused at its owner, one for an organization is made', async () => {
    await castellan.list.newKey.click();
    const { editor } = castellan;
    await editor.field('Name').fill('fresh');
    await editor.sheet.getByRole('combobox', { name: 'Username' }).fill('ann');
    await editor.submit.click();
    const owner = editor.sheet.getByRole('group', { name: 'Owner' });
    await expect(owner).toContainText('algo-dev does not let admin keys create keys of users.');
    await owner.getByRole('button', { name: 'Use an organization' }).click();
    await editor.sheet.getByRole('combobox', { name: 'Organization' }).fill('acme');
    await editor.submit.click();
    await editor.created().getByRole('button', { name: 'Done' }).click();
    await expect(castellan.list.row('fresh')).toBeVisible();
  });

  await test.step('once it lists them, the banner goes with the next sync', async () => {
    await switchSettings(cluster, { userKeys: 'admin' });
    await banner.getByRole('button', { name: 'Try again' }).click();
    await expect(banner).toBeHidden();
  });
});
