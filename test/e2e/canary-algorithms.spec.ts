import {
  addUserKey,
  askOk,
  keysAt,
  signToken,
  type AlgorithmiaPractice,
} from '../support/practice-algorithmia';
import { holdsAny } from '../support/secret-search';
import { connect, createKey, fillForm, test } from './pages/algorithms';
import type { Castellan } from './pages/castellan';
import { expect } from './pages/test';
import { expectNoTrace, recordBridge } from './support/traces';

/** Not the form of a key, so that nothing hides it by its looks alone. */
const WRONG_CREDENTIAL = 'canary+wrong/credential=&%25';

function setFaults(cluster: AlgorithmiaPractice, rules: readonly unknown[]): Promise<unknown> {
  return askOk(cluster, { method: 'PUT', path: '/__practice__/faults', body: { rules } });
}

/** Rotates a key from its details and answers the secret that is shown once. */
async function rotate(castellan: Castellan, label: string): Promise<string> {
  const { page } = castellan;
  await castellan.details(label).choose('Rotate…');
  await page.getByRole('alertdialog').getByRole('button', { name: 'Rotate key' }).click();
  const dialog = castellan.dialog(`${label} has a new secret on ml-dev`);
  const shown = dialog.getByRole('status', { name: 'Secret' });
  await expect(shown).toHaveText(/^sim[A-Za-z0-9+/]{25}$/);
  const secret = await shown.innerText();
  await dialog.getByRole('button', { name: 'Done' }).click();
  return secret;
}

async function newDataKey(castellan: Castellan, label: string): Promise<string> {
  await castellan.list.newKey.click();
  return createKey(castellan, label, () => castellan.editor.preset('Read data only').click());
}

test('no secret of an algorithm cluster is left anywhere after every flow', async ({
  castellan,
  cluster,
  running,
}) => {
  test.slow();
  const elsewhere = (await addUserKey(cluster, 'ann', {}, 'Made elsewhere')).api_key;
  const token = await signToken(cluster, { sub: 'nobody', exp: 1 });
  const told = await recordBridge(running.app);
  const { addForm, list, people, notifications } = castellan;

  await test.step('a wrong credential and a token, echoed', async () => {
    await castellan.sidebar.getByRole('button', { name: 'Add cluster' }).click();
    for (const wrong of [WRONG_CREDENTIAL, token]) {
      await fillForm(castellan, cluster, `Bearer ${wrong}`);
      await setFaults(cluster, [{ fault: 'status', status: 500, message: `Who is ${wrong}?` }]);
      await addForm.submit.click();
      await expect(addForm.dialog.getByRole('alert')).toContainText('Who is …?');
      await setFaults(cluster, []);
    }
    await addForm.discard();
  });

  const secrets = await test.step('connect, create, use in code, rotate', async () => {
    await connect(castellan, cluster);
    const old = await newDataKey(castellan, 'Canary');
    await castellan.details('Canary').choose('Use this key…');
    const dialog = castellan.dialog(/^Use Canary on /);
    await dialog.getByRole('button', { name: 'Copy with the secret' }).click();
    await expect(dialog.getByRole('status')).toContainText('The clipboard is cleared at');
    await castellan.page.keyboard.press('Escape');
    const fresh = await rotate(castellan, 'Canary');
    await castellan.details('Canary').copy.click();
    await expect(notifications).toContainText('Secret of Canary copied.');
    return [old, fresh];
  });

  await test.step('answers that echo what they were asked with', async () => {
    const message = `Refused ${secrets.join(' and ')} for ${cluster.adminKey}`;
    await setFaults(cluster, [{ fault: 'status', status: 409, method: 'POST', message }]);
    await castellan.details('Canary').choose('Rotate…');
    await castellan
      .confirmation(/Rotate key/)
      .confirm('Rotate key')
      .click();
    await expect(notifications).toContainText('was not rotated');
    await setFaults(cluster, []);
  });

  await test.step('users', async () => {
    const places = castellan.page.getByRole('navigation', { name: 'Places' });
    await places.getByRole('button', { name: 'People' }).click();
    await people.newAccount('user').click();
    await people.field('New user', 'Username').fill('ben');
    await people.field('New user', 'E-mail').fill('ben@acme.example');
    await people.field('New user', 'Full name').fill('Ben Okafor');
    await people.submit('Create user').click();
    await expect(notifications).toContainText('User ben created.');
    await castellan.openKeys();
  });

  const admin = await test.step('an admin key that becomes the credential', async () => {
    await list.newKey.click();
    const made = await createKey(castellan, 'Ops', () =>
      castellan.editor.sheet.getByRole('radio', { name: /^Admin/ }).check(),
    );
    await castellan.chooseOfCluster('Replace the credential…');
    const dialog = castellan.dialog(/^Replace the credential/);
    await dialog.getByLabel(/^Admin API key/).fill(made);
    await dialog.getByRole('button', { name: 'Replace credential' }).click();
    await expect(dialog).toBeHidden();
    await expect(castellan.details('Ops').pane).toContainText('is a credential and is not shown');
    await expect(castellan.details('Ops').reveal).toBeDisabled();
    return made;
  });

  await castellan.run('Copy the diagnostics report');
  await expect(notifications).toContainText('Report copied.');
  const report = await running.app.evaluate(({ clipboard }) => clipboard.readText());
  const listed = (await keysAt(cluster, '/v1/users/ann/keys')).map(({ api_key }) => api_key);
  expect(listed).toEqual(expect.arrayContaining([elsewhere, admin]));
  const all = [...secrets, ...listed, cluster.adminKey, token, WRONG_CREDENTIAL];
  expect(holdsAny(report, all)).toBe(false);
  await expectNoTrace(running, await told(), all);
});

test.describe('without a keychain', () => {
  test.use({ keyring: 'none' });

  test('no secret of an algorithm cluster reaches the disk', async ({ castellan, cluster, running }) => {
    const told = await recordBridge(running.app);
    const { addForm } = castellan;
    await castellan.sidebar.getByRole('button', { name: 'Add cluster' }).click();
    await addForm.dialog.getByRole('button', { name: 'Keep in memory for this session' }).click();
    await fillForm(castellan, cluster, cluster.adminKey);
    await addForm.submit.click();
    await castellan.list.rows.first().waitFor();
    const old = await newDataKey(castellan, 'Canary');
    const fresh = await rotate(castellan, 'Canary');
    await expectNoTrace(running, await told(), [old, fresh, cluster.adminKey]);
  });
});
