import { addKey } from '../support/practice-http';
import { Castellan } from './pages/castellan';
import { Simulator, WhoCan } from './pages/simulator';
import { answersFor, expect, test } from './pages/test';

const OPEN = 'Open “Try a request”';

test('an edit of a search key is tried before it is saved, and told in words', async ({
  castellan,
  startPractice,
}) => {
  const practice = await startPractice();
  await addKey(practice, { acl: ['search'], description: 'Shop', indexes: ['prod_*'], referers: [] });
  await castellan.addCluster({ ...answersFor(practice, 'shop-prod'), environment: 'Production' });
  const { editor, list } = castellan;
  await list.select('Shop');
  await castellan.details('Shop').edit.click();
  const simulator = new Simulator(editor.panel);
  await simulator.operation.selectOption('Delete a record');
  await simulator.field('Index').fill('prod_orders');
  await expect(simulator.verdict).toHaveText('Denied by its permissions');
  await expect(editor.panel).toContainText('Denied before this change too.');

  await editor.permission('deleteObject').check();
  await expect(simulator.verdict).toHaveText('Allowed by the entry prod_*');
  await expect(editor.panel.getByText('denied before this change')).toBeVisible();
  await expect(simulator.checks).toHaveText([
    /^Key: passed/,
    /^Address: passed/,
    /^Permission: passed/,
    /^Scope: passed\. prod_orders matches prod_\*/,
    /^Page: passed/,
    /^Limit: passed/,
  ]);
  await editor.panel.getByRole('button', { name: 'Show in the form' }).click();
  await expect(
    editor.sheet.getByRole('navigation').getByRole('button', { name: /^Indices/ }),
  ).toHaveAttribute('aria-current', 'true');
  await simulator.keep.click();
  await expect(simulator.verdicts('Delete a record: prod_orders')).toHaveText(['deny', 'allow, changed']);

  const words = editor.panel.getByRole('group', { name: 'The change in words' });
  await expect(words).toContainText('This widens what the key can do on production.');
  await expect(words).toContainText('Adds: delete records in prod_*.Removes: nothing.');
  await editor.submit.click();
  const question = castellan.confirmation(/^Save changes to Shop/);
  await expect(question.dialog).toContainText('This widens what the key can do on production.');
  await expect(question.dialog).toContainText('Adds: delete records in prod_*.Removes: nothing.');
  await question.confirm('Save changes').click();
  await expect(castellan.notifications).toContainText('Key saved.');
});

test('requests are tried in the details by keyboard, and kept ones outlive the application', async ({
  castellan,
  running,
  start,
}) => {
  const { list, page } = castellan;
  await castellan.openPractice();
  await list.select('Blog search');
  const { pane } = castellan.details('Blog search');
  await pane.getByRole('button', { name: OPEN }).focus();
  await page.keyboard.press('Enter');
  const simulator = new Simulator(pane);
  await simulator.field('Index').fill('blog_articles');
  await expect(simulator.verdict).toHaveText('Denied by the page restriction');
  await pane.getByRole('button', { name: 'Referer, address, user, count and time' }).press('Enter');
  await simulator.field('Referer').fill('https://blog.acme.example/');
  await expect(simulator.verdict).toHaveText('Allowed by the entry blog_*');
  await expect(pane.getByRole('list', { name: 'Effects' })).toContainText('at most 20 hits');
  await simulator.keep.press('Enter');
  const kept = 'Search an index: blog_articles';
  await simulator
    .row(kept)
    .getByRole('button', { name: `Actions for ${kept}` })
    .press('Enter');
  await expect(page.getByRole('menuitem', { name: 'Rename' })).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(simulator.field(`Name of ${kept}`)).toBeFocused();
  await page.keyboard.type('From the blog');
  await page.keyboard.press('Enter');
  await expect(simulator.row('From the blog').getByRole('button').first()).toBeFocused();

  await running.close();
  const again = new Castellan((await start()).page);
  await again.list.select('Docs site');
  const later = again.details('Docs site').pane;
  await later.getByRole('button', { name: OPEN }).click();
  const after = new Simulator(later);
  await expect(after.verdicts('From the blog')).toHaveText(['allow']);
  await after.row('From the blog').getByRole('button', { name: 'From the blog', exact: true }).click();
  await expect(after.verdict).toHaveText('Allowed by the entry blog_*');
  await later.getByRole('button', { name: 'Reset to the examples' }).click();
  await expect(after.row('From the blog')).toBeHidden();
});

test('an edit of an algorithm key is tried too, and all keys are asked while nothing is reached', async ({
  castellan,
}) => {
  const { editor, list, page } = castellan;
  await castellan.openPractice('Algorithmia');
  await list.selectFirst('nightly report');
  await castellan.details('nightly report').edit.click();
  const simulator = new Simulator(editor.panel);
  await simulator.operation.selectOption('Call an algorithm');
  await simulator.field('Algorithm').fill('demo/WordCount');
  await expect(simulator.verdict).toHaveText('Allowed by the entry algo://demo/WordCount/*');
  await editor.panel.getByRole('button', { name: 'Origin and referer' }).click();
  await simulator.field('Origin').fill('https://shop.example');
  await expect(simulator.verdict).toHaveText('Denied by its permissions');
  await editor.sheet.getByRole('checkbox', { name: 'Web browser' }).check();
  await expect(simulator.verdict).toHaveText('Allowed by the entry algo://demo/WordCount/*');
  await expect(editor.panel.getByText('denied before this change')).toBeVisible();
  await expect(editor.panel.getByRole('group', { name: 'The change in words' })).toContainText(
    /Adds: call demo\/WordCount\/\* from pages of any site\.Removes: nothing\./,
  );
  await page.keyboard.press('Escape');
  await castellan.confirmation('Discard the changes?').confirm('Discard changes').click();

  await castellan.chooseOfCluster('Work offline');
  await castellan.banner('Working offline.').waitFor();
  await castellan.run('Who can…');
  const whoCan = new WhoCan(page);
  await whoCan.field('Operation').selectOption('Call an algorithm');
  await whoCan.field('Algorithm').fill('demo/Hello/0.1.3');
  const found = whoCan.keysOf('Practice (Algorithmia)');
  await expect(found.filter({ hasText: 'pinned version' }).first()).toContainText(
    'by the entry algo://demo/Hello/0.1.*',
  );
  await expect(found.filter({ hasText: 'nightly report' })).toHaveCount(0);
  await expect(whoCan.dialog).toContainText('as of');
  await whoCan.field('Algorithm').fill('algo://*');
  await expect(found.filter({ hasText: 'nightly report' }).first()).toBeVisible();
  await found.filter({ hasText: 'nightly report' }).first().getByRole('button').click();
  await expect(whoCan.dialog).toBeHidden();
  const { pane } = castellan.details('nightly report');
  await pane.getByRole('button', { name: 'Who else can…' }).click();
  await page.getByRole('menuitem', { name: 'Read data' }).click();
  await expect(found.filter({ hasText: 'backup of data' }).first()).toContainText('by the permission');
});
