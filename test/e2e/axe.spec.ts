import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import type { PracticeProcess } from '../support/practice';
import { addKey, keysOn, sendOk, setFaults } from '../support/practice-http';
import type { Castellan } from './pages/castellan';
import { WhoCan } from './pages/simulator';
import { answersFor, expect, test } from './pages/test';

const THEMES = ['light', 'dark', 'contrast'] as const;
const SPEC = { acl: ['search'], description: 'Subject', indexes: ['blog_*'], maxHitsPerQuery: 20 };

/** The violations on the screen as it stands: rule and the elements it concerns. */
async function violations(page: Page): Promise<readonly string[]> {
  // Axe cannot open a second page in Electron, which its usual mode does for frames; there are none.
  const { violations: found } = await new AxeBuilder({ page }).setLegacyMode().analyze();
  return found.map(({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target.join(' ')).join(', ')}`);
}

type Clean = (screen: string) => Promise<void>;

/** Switches to a theme, and answers the check of a screen. */
async function checkIn(page: Page, theme: (typeof THEMES)[number]): Promise<Clean> {
  await page.evaluate((chosen) => window.castellan.call('axe', 'settings.update', { theme: chosen }), theme);
  await expect(page.locator('html')).toHaveAttribute('data-theme', theme);
  return (screen) =>
    test.step(screen, async () => {
      // Fades end first: half-transparent text has another contrast. A spinner never ends.
      await page.evaluate(async () => {
        const fades = document
          .getAnimations()
          .filter(({ effect }) => effect?.getComputedTiming().endTime !== Number.POSITIVE_INFINITY);
        await Promise.all(fades.map(({ finished }) => finished.catch(() => null)));
      });
      expect(await violations(page)).toEqual([]);
    });
}

/** The screens around clusters: welcome, the form, the list, the palette, the settings, offline and read-only. */
async function visitScreens(castellan: Castellan, practice: PracticeProcess, clean: Clean): Promise<void> {
  const { addForm, list, main, page, sidebar } = castellan;
  await main.getByRole('button', { name: 'Open the Algolia practice cluster' }).waitFor();
  await clean('welcome');
  await sidebar.getByRole('button', { name: 'Add cluster' }).click();
  await clean('form for a cluster');
  await addForm.submit.click();
  await addForm.fillCa('no certificate');
  await clean('form for a cluster, with messages');
  await addForm.fillCa('');
  await addForm.fill(answersFor(practice, 'shop-dev'));
  await addForm.test.click();
  await addForm.dialog.getByText(/^Connected in/).waitFor();
  await clean('form for a cluster, tested');
  await addForm.submit.click();
  await list.rows.first().waitFor();
  await list.select('Blog search');
  await castellan.details('Blog search').reveal.click();
  await clean('list and details, secret revealed');
  await page.getByRole('button', { name: /^State/ }).click();
  await clean('menu of a filter');
  await page.keyboard.press('Escape');
  await castellan.details('Blog search').choose('Use this key…');
  await castellan.dialog(/^Use Blog search/).waitFor();
  await clean('code that uses a key');
  await page.keyboard.press('Escape');
  await castellan.details('Blog search').tryIt.click();
  await castellan.dialog(/^Try Blog search/).waitFor();
  await clean('try a key');
  await page.keyboard.press('Escape');
  await page.keyboard.press('Control+k');
  await castellan.dialog('Search or run a command').waitFor();
  await clean('palette');
  await page.keyboard.press('Escape');
  await list.grid.focus();
  await page.keyboard.press('?');
  await castellan.dialog('Keyboard shortcuts').waitFor();
  await clean('shortcuts');
  await page.keyboard.press('Escape');
  await list.search.fill('no key has this name');
  await expect(main).toContainText('No key matches');
  await clean('nothing found');
  await list.search.fill('');
  await castellan.chooseOfCluster('Edit cluster…');
  await clean('edit a cluster');
  await page.keyboard.press('Escape');
  await castellan.chooseOfCluster('Replace the credential…');
  await clean('replace the credential');
  await page.keyboard.press('Escape');
  await castellan.openSettings();
  await clean('settings');
  await castellan.openKeys();
  await castellan.chooseOfCluster('Work offline');
  await castellan.banner('Working offline.').waitFor();
  await clean('working offline');
  await castellan.banner('Working offline.').getByRole('button', { name: 'Go online' }).click();
  await expect(castellan.banner('Working offline.')).toBeHidden();
  await setFaults(practice, { rules: [{ fault: 'drop', when: 'before-handling' }] });
  await castellan.sync();
  await castellan.banner('Offline.').waitFor();
  await clean('offline');
  await castellan.chooseOfCluster('Remove from Castellan…');
  await castellan.confirmation(/^Remove/).dialog.waitFor();
  await clean('question before removing a cluster');
  await castellan
    .confirmation(/^Remove/)
    .confirm('Remove cluster')
    .click();
  await main.getByRole('button', { name: 'Open the Algolia practice cluster' }).waitFor();
  await clean('welcome again, with a notification');
}

/** The editor and everything that can become of a change. */
async function visitChanges(castellan: Castellan, practice: PracticeProcess, clean: Clean): Promise<void> {
  const { editor, list, main, page } = castellan;
  const secret = await addKey(practice, SPEC);
  await sendOk(practice, { method: 'POST', path: '/1/indexes/dev_products', body: { title: 'A record' } });
  await castellan.addCluster({ ...answersFor(practice, 'shop-prod'), environment: 'Production' });
  await list.select('Subject');

  await page.keyboard.press('Control+n');
  await editor.addEntries('Indices', ['dev_*', 'dev_eu_*', 'a*b']);
  await editor.field('Hits per query').fill('many');
  await editor.expiry('Never');
  await editor.forceParameters([['filters', 'tenant:acme']]);
  await clean('editor, with problems of every sort');
  await editor.indices.tree.focus();
  await editor.indices.press('Home', '*', 'Control+a');
  await clean('scope tree, unfolded and selected');
  await editor.indices.check('dev_products');
  await castellan.dialog(/^dev_products is allowed by/).waitFor();
  await clean('question before an entry is replaced');
  await page.keyboard.press('Escape');
  await editor.expiry('At a date');
  await editor.sheet.getByRole('button', { name: 'Edit as text' }).first().click();
  await clean('editor, as text and with a date');
  await editor.cancel.click();
  await clean('question before leaving');
  await castellan.confirmation('Discard the changes?').confirm('Discard changes').click();

  await page.keyboard.press('Control+n');
  await editor.description.fill('Created');
  await editor.preset('Search only').click();
  await editor.submit.click();
  await castellan.confirmation(/^Create key Created/).dialog.waitFor();
  await clean('question before a change on production');
  await castellan
    .confirmation(/^Create key Created/)
    .confirm('Create key')
    .click();
  await editor.shownSecret();
  await clean('key created');
  await editor.created().getByRole('button', { name: 'Done' }).click();

  await list.select('Subject');
  await castellan.details('Subject').edit.click();
  await editor.field('Hits per query').fill('50');
  await sendOk(practice, { method: 'PUT', path: `/1/keys/${secret}`, body: { ...SPEC, maxHitsPerQuery: 5 } });
  await editor.submit.click();
  await castellan
    .confirmation(/^Save changes/)
    .confirm('Save changes')
    .click();
  const changed = castellan.dialog('The key changed meanwhile');
  await changed.waitFor();
  await clean('changed behind the back of the editor');
  await changed.getByRole('button', { name: 'Back to the form' }).click();
  await setFaults(practice, { rules: [{ fault: 'status', status: 500, message: 'Disk failure' }] });
  await editor.submit.click();
  await castellan
    .confirmation(/^Save changes/)
    .confirm('Save changes')
    .click();
  await editor.sheet.getByRole('alert').waitFor();
  await clean('editor, after a failure');
  await setFaults(practice, {});
  await editor.cancel.click();
  await castellan.confirmation('Discard the changes?').confirm('Discard changes').click();

  await page.keyboard.press('Control+n');
  await editor.description.fill('Lost');
  await editor.preset('Search only').click();
  await setFaults(practice, {
    rules: [{ fault: 'drop', when: 'mid-answer', method: 'POST', path: '/1/keys', times: 1 }],
  });
  await editor.submit.click();
  await castellan
    .confirmation(/^Create key Lost/)
    .confirm('Create key')
    .click();
  const unknown = castellan.dialog('What became of the change is not known');
  await unknown.waitFor();
  await clean('outcome not known');
  await unknown.getByRole('button', { name: 'Show this key' }).click();

  await list.select('Subject');
  await castellan.details('Subject').choose('Delete…');
  await clean('question with the name of the cluster to type');
  const question = castellan.confirmation('Delete key Subject?');
  await question.dialog.getByRole('textbox').fill('shop-prod');
  await question.confirm('Delete key').click();
  await expect(castellan.notifications).toContainText('Subject deleted.');
  await list.showState('Deleted, expired or gone');
  await list.select('Subject');
  await clean('a deleted key');

  for (const { value } of await keysOn(practice)) {
    await sendOk(practice, { method: 'DELETE', path: `/1/keys/${value}` });
  }
  await castellan.sync();
  await list.search.fill('');
  await list.showState('Present');
  await expect(main).toContainText('No keys on shop-prod yet');
  await clean('a cluster without keys');
}

/** Requests tried in the details and on a change that widens, and the look-up over all keys. */
async function visitRequests(castellan: Castellan, practice: PracticeProcess, clean: Clean): Promise<void> {
  const { editor, list, page } = castellan;
  await addKey(practice, SPEC);
  await castellan.addCluster({ ...answersFor(practice, 'shop-prod'), environment: 'Production' });
  await list.select('Subject');
  const { pane, edit } = castellan.details('Subject');
  await pane.getByRole('button', { name: 'Open “Try a request”' }).click();
  await pane.getByRole('button', { name: 'Referer, address, user, count and time' }).click();
  await pane.getByRole('button', { name: 'Keep this request' }).click();
  await clean('a request tried in the details');
  await pane.getByRole('button', { name: 'Who else can…' }).click();
  await page.getByRole('menuitem', { name: 'Search', exact: true }).click();
  await new WhoCan(page).total.waitFor();
  await clean('who can');
  await page.keyboard.press('Escape');
  await edit.click();
  await editor.permission('deleteObject').check();
  await editor.panel.getByText('This widens what the key can do on production.').waitFor();
  await editor.panel.getByRole('button', { name: 'As a list' }).click();
  await clean('editor, with a change that widens and requests tried on it');
}

/** Users and organizations: lists, details, forms with messages, questions, and what stands there offline. */
async function visitPeople({ page, people, ...castellan }: Castellan, clean: Clean): Promise<void> {
  await people.openPractice();
  await clean('users');
  await people.select('ann_keller');
  await clean('users, with details');
  await people.newAccount('user').click();
  await people.field('New user', 'Username').fill('1x');
  await people.submit('Create user').click();
  await clean('form for a user, with messages');
  await people.discard();
  await people.search.fill('nobody has this name');
  await clean('users, nothing found');
  await people.search.fill('');
  await people.grid.focus();
  await page.keyboard.press('Delete');
  await page.getByRole('alertdialog').waitFor();
  await clean('question before deleting a user');
  await page.keyboard.press('Escape');
  await people.tab('Organizations').click();
  await people.members('acme').waitFor();
  await clean('organizations, with members');
  await people.addMember.click();
  await people.submit('Add member').click();
  await clean('form for a member, with a message');
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: 'Edit', exact: true }).click();
  await page.getByRole('dialog').waitFor();
  await clean('form for an organization');
  await page.keyboard.press('Escape');
  await castellan.header.getByRole('button', { name: /^Actions for/ }).click();
  await page.getByRole('menuitem', { name: 'Work offline' }).click();
  await page.getByText(/^Organizations as of/).waitFor();
  await clean('organizations, offline');
}

/** Keys that belong to users: the list, the editor for both types, what is shown once, and rotation. */
async function visitOwnedKeys(castellan: Castellan, clean: Clean): Promise<void> {
  const { editor, list, page } = castellan;
  await castellan.openPractice('Algorithmia');
  await list.selectFirst('default-key');
  await clean('keys with owners, with details');
  await page.getByRole('button', { name: 'Owner', exact: true }).first().click();
  await clean('menu of the owners');
  await page.keyboard.press('Escape');

  await list.newKey.click();
  await editor.sheet.getByRole('radio', { name: 'Restricted' }).check();
  await editor.addEntries('Algorithms', ['algo://demo/Hello', 'algo://demo/*', 'demo']);
  await editor.sheet.getByRole('checkbox', { name: 'Web browser' }).check();
  await editor.field('Referrer host').fill('https://acme.example/');
  await clean('editor of a key that calls, with problems of every sort');
  await editor.sheet.getByRole('radio', { name: 'Organization member' }).check();
  await editor.sheet.getByRole('button', { name: 'Edit as text' }).click();
  await clean('editor of a member’s key, as text');
  await editor.sheet.getByRole('radio', { name: 'Admin API key' }).check();
  await clean('editor of an admin key');
  await editor.cancel.click();
  await castellan.confirmation('Discard the changes?').confirm('Discard changes').click();

  await list.newKey.click();
  await editor.field('Name').fill('default-key');
  await editor.field('Username').fill('ann_keller');
  await editor.preset('Call and read data').click();
  await expect(editor.field('Name')).toHaveAccessibleDescription(/Another key of ann_keller/);
  await clean('editor of a second default-key');
  await editor.field('Name').fill('checked');
  await editor.submit.click();
  await editor.created().getByRole('button', { name: 'Call' }).click();
  await expect(editor.created()).toContainText(/Allowed|Refused/);
  await clean('key created, and tried');
  await editor.created().getByRole('button', { name: 'Done' }).click();

  await castellan.details('checked').choose('Rotate…');
  await castellan.confirmation('Rotate key checked?').dialog.waitFor();
  await clean('question before a rotation');
  await castellan.confirmation('Rotate key checked?').confirm('Rotate key').click();
  await castellan.dialog(/^checked has a new secret/).waitFor();
  await clean('key rotated');
}

for (const theme of THEMES) {
  test.describe(`in the theme ${theme} no rule of accessibility is broken`, () => {
    test('by a screen', async ({ castellan, startPractice }) => {
      const practice = await startPractice({ seed: 'demo' });
      await visitScreens(castellan, practice, await checkIn(castellan.page, theme));
    });

    test('by the editor, its questions and its outcomes', async ({ castellan, startPractice }) => {
      const practice = await startPractice();
      await visitChanges(castellan, practice, await checkIn(castellan.page, theme));
    });

    test('by keys that have owners', async ({ castellan }) => {
      await visitOwnedKeys(castellan, await checkIn(castellan.page, theme));
    });

    test('by requests that are tried', async ({ castellan, startPractice }) => {
      const practice = await startPractice();
      await visitRequests(castellan, practice, await checkIn(castellan.page, theme));
    });

    test('by users and organizations', async ({ castellan }) => {
      await visitPeople(castellan, await checkIn(castellan.page, theme));
    });
  });
}

test.describe('without a keychain', () => {
  test.use({ keyring: 'none' });

  test('the notes about it break no rule of accessibility', async ({ castellan }) => {
    const clean = await checkIn(castellan.page, 'light');
    await clean('welcome');
    await castellan.sidebar.getByRole('button', { name: 'Add cluster' }).click();
    await clean('form for a cluster');
    await castellan.page.keyboard.press('Escape');
    await castellan.openSettings();
    await clean('settings');
  });
});
