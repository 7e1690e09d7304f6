import { addKey, sendOk } from '../support/practice-http';
import { rotateAdminKey } from '../support/rotate-admin-key';
import { forgetInKeychain, keychainEntries } from '../support/session-keychain';
import { Castellan } from './pages/castellan';
import { answersFor, expect, test } from './pages/test';

const SPEC = { acl: ['search'], description: 'Blog search', indexes: ['blog_*'] };
const NEW_ADMIN_KEY = '0123456789abcdef0123456789abcdef';

test('a revoked credential is replaced in place; keys and history stay', async ({
  castellan,
  startPractice,
}) => {
  const practice = await startPractice();
  const secret = await addKey(practice, SPEC);
  await castellan.addCluster(answersFor(practice, 'shop-dev'));
  const { header, list, notifications } = castellan;
  await list.row('Blog search').waitFor();
  await sendOk(practice, {
    method: 'PUT',
    path: `/1/keys/${secret}`,
    body: { ...SPEC, indexes: ['news_*'] },
  });
  await castellan.sync();
  await list.select('Blog search');
  const details = castellan.details('Blog search');
  await expect(details.pane).toContainText('changed elsewhere');

  await practice.kill();
  rotateAdminKey(practice.dataDir, NEW_ADMIN_KEY);
  await startPractice({ dataDir: practice.dataDir, port: Number(new URL(practice.url).port) });

  await test.step('the cluster says that the credential was refused, and what to do', async () => {
    await castellan.sync();
    const banner = castellan.banner('Credential refused.');
    await expect(banner).toContainText('shop-dev refused the application id or the key.');
    await expect(banner).toContainText(/Keys as of/);
    await expect(details.pane).toContainText('changed elsewhere');
    await banner.getByRole('button', { name: 'Replace the credential…' }).click();
  });

  const dialog = castellan.dialog('Replace the credential of shop-dev');
  const key = dialog.getByLabel(/^Admin API key/);

  await test.step('a wrong one is not taken', async () => {
    await key.fill('e'.repeat(32));
    await dialog.getByRole('button', { name: 'Replace credential' }).click();
    await expect(key).toHaveAccessibleDescription(/refused the application id or the key/);
  });

  await test.step('the right one is, and nothing is lost', async () => {
    await key.fill(NEW_ADMIN_KEY);
    await dialog.getByRole('button', { name: 'Replace credential' }).click();
    await expect(dialog).toBeHidden();
    await expect(notifications).toContainText('The credential of shop-dev is in use.');
    await expect(castellan.banner('Credential refused.')).toBeHidden();
    await expect(header).toContainText('synced');
    await expect(details.pane).toContainText('changed elsewhere');
    await expect(details.pane).toContainText('first seen');
  });
});

test.describe('without a keychain', () => {
  test.use({ keyring: 'none' });

  test('credentials are kept in memory only after an explicit choice, and are missing after a restart', async ({
    castellan,
    running,
    start,
    startPractice,
  }) => {
    const practice = await startPractice({ seed: 'demo' });
    const { addForm, list } = castellan;

    await test.step('the form says what is wrong, what to do, and does not add the cluster', async () => {
      await castellan.sidebar.getByRole('button', { name: 'Add cluster' }).click();
      const note = addForm.dialog.getByRole('status');
      await expect(note).toContainText('The keychain of this system cannot be reached.');
      await expect(note).toContainText('Start a Secret Service');
      await addForm.fill(answersFor(practice, 'shop-dev'));
      await expect(addForm.submit).toBeDisabled();
    });

    await test.step('after the choice it is added, and said to be in memory', async () => {
      await addForm.dialog.getByRole('button', { name: 'Keep in memory for this session' }).click();
      await expect(addForm.dialog).toContainText('in memory only');
      await addForm.submit.click();
      await expect(addForm.dialog).toBeHidden();
      await expect(list.row('Blog search')).toBeVisible();
      const settings = await castellan.openSettings();
      await expect(settings).toContainText('not available');
      await expect(
        settings.getByRole('switch', { name: 'Keep credentials in memory for this session' }),
      ).toBeChecked();
    });

    await running.close();
    const again = await start();
    const next = new Castellan(again.page);

    await test.step('after a restart the choice is gone, and the keys are readable', async () => {
      await expect(next.banner('Credential not readable.')).toContainText(
        'The keychain of this system cannot be reached.',
      );
      await expect(next.list.row('Blog search')).toBeVisible();
      const settings = await next.openSettings();
      await expect(
        settings.getByRole('switch', { name: 'Keep credentials in memory for this session' }),
      ).not.toBeChecked();
      await next.openKeys();
    });

    await test.step('a change asks for the credential, and works once it is entered', async () => {
      await next.banner('Credential not readable.').getByRole('button', { name: 'Enter the key…' }).click();
      const dialog = next.dialog(/of shop-dev$/);
      await dialog.getByRole('button', { name: 'Keep in memory for this session' }).click();
      await dialog.getByLabel(/^Admin API key/).fill(practice.adminKey);
      await dialog.getByRole('button', { name: /^(Use this key|Replace credential)$/ }).click();
      await expect(dialog).toBeHidden();
      await expect(next.banner('Credential not readable.')).toBeHidden();
      await next.list.select('Blog search');
      await next.details('Blog search').reveal.click();
      await expect(next.details('Blog search').secret).toHaveText(/^[0-9a-f]{32}$/);
    });
  });
});

test('a credential that is no longer in the keychain shows as missing, and is entered again', async ({
  castellan,
  profile,
  running,
  start,
  startPractice,
}) => {
  const practice = await startPractice({ seed: 'demo' });
  await castellan.addCluster(answersFor(practice, 'shop-dev'));
  const passwords = (await keychainEntries(profile)).map(({ password }) => password);
  expect(passwords).toContain(practice.adminKey);
  await running.close();
  expect(await forgetInKeychain(profile, 'credential')).toBe(1);

  const again = await start();
  const next = new Castellan(again.page);
  const banner = next.banner('Credential missing.');
  await expect(banner).toContainText('Keys can be read; syncs and changes need it.');
  await expect(banner).toContainText(/Keys as of/);
  await expect(next.cluster('shop-dev')).toHaveAccessibleName(/credential missing/);
  await expect(next.list.row('Blog search')).toBeVisible();
  await expect(next.list.newKey).toHaveAttribute('aria-disabled', 'true');
  await banner.getByRole('button', { name: 'Enter the key…' }).click();
  const dialog = next.dialog('Enter the key of shop-dev');
  await dialog.getByLabel(/^Admin API key/).fill(practice.adminKey);
  await dialog.getByRole('button', { name: 'Use this key' }).click();
  await expect(dialog).toBeHidden();
  await expect(banner).toBeHidden();
  await expect(next.header).toContainText('synced');
});

test('a restart keeps clusters, keys, history, the cluster in view, window and theme', async ({
  castellan,
  running,
  start,
  startPractice,
}) => {
  const practice = await startPractice({ seed: 'demo' });
  const other = await startPractice();
  await castellan.addCluster(answersFor(other, 'aaa-first'));
  await castellan.addCluster(answersFor(practice, 'zzz-second'));
  await castellan.chooseOfCluster('Move up');
  const { list, editor, page } = castellan;
  await list.select('Blog search');
  await castellan.details('Blog search').edit.click();
  await editor.field('Hits per query').fill('33');
  await editor.submit.click();
  await expect(editor.sheet).toBeHidden();
  const settings = await castellan.openSettings();
  await settings.getByRole('radio', { name: 'Dark' }).check();
  await settings.getByRole('radio', { name: 'Compact' }).check();
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark');
  await running.app.evaluate(({ BrowserWindow }) =>
    BrowserWindow.getAllWindows()[0]?.setBounds({ x: 40, y: 30, width: 1111, height: 777 }),
  );
  await expect.poll(() => page.evaluate(() => window.innerWidth)).toBe(1111);
  const before = await page.evaluate(() => [window.innerWidth, window.innerHeight]);
  await running.close();

  const again = await start();
  const next = new Castellan(again.page);
  await expect(next.header.getByRole('heading', { name: 'zzz-second' })).toBeVisible();
  const names = next.sidebar.getByRole('navigation', { name: 'Clusters' }).getByRole('listitem');
  await expect(names).toHaveText([/^zzz-second/, /^aaa-first/]);
  await expect(again.page.locator('html')).toHaveAttribute('data-theme', 'dark');
  await expect(again.page.locator('html')).toHaveAttribute('data-density', 'compact');
  expect(await again.page.evaluate(() => [window.innerWidth, window.innerHeight])).toEqual(before);
  await expect(next.list.count).toHaveText(/^3\d keys$/);
  await next.list.select('Blog search');
  const { pane } = next.details('Blog search');
  await expect(pane).toContainText('33 hits');
  await expect(pane).toContainText('edited in Castellan');
  await expect(pane).toContainText('first seen');
});
