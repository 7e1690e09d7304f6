import type { Castellan } from './pages/castellan';
import { expect, test } from './pages/test';
import type { RunningApp } from './support/launch';

const MOST_STOPS = 80;

async function tabToTree({ editor, page }: Castellan, which: 'indices' | 'algorithms'): Promise<void> {
  for (let pressed = 0; pressed < MOST_STOPS; pressed += 1) {
    await page.keyboard.press('Tab');
    if (await editor[which].tree.evaluate((element) => element === document.activeElement)) return;
  }
  throw new Error('The tree was not reached with Tab.');
}

async function putOnClipboard({ app }: RunningApp, text: string): Promise<void> {
  await app.evaluate(({ clipboard }, wanted) => clipboard.writeText(wanted), text);
}

/** The entries of a list as the request would send them. */
async function listed({ editor }: Castellan, member: string): Promise<unknown> {
  const body = JSON.parse(await editor.previewedBody()) as Readonly<Record<string, unknown>>;
  const permissions = body['permissions'] as Readonly<Record<string, unknown>> | undefined;
  return permissions?.[member] ?? body[member];
}

test('a list of indices is made by checking nodes with the keyboard alone', async ({ castellan }) => {
  const { editor, list, page } = castellan;
  const { indices } = editor;
  await castellan.openPractice();
  await page.keyboard.press('Control+n');
  await expect(editor.description).toBeFocused();
  await page.keyboard.type('By tree');
  await editor.preset('Search only').focus();
  await page.keyboard.press('Space');

  await test.step('what the cluster has stands in the tree before anything is listed', async () => {
    await tabToTree(castellan, 'indices');
    await expect(indices.node('*')).toHaveAccessibleName('* every index 4 of 4');
    await expect(indices.node('blog_*')).toHaveAttribute('aria-expanded', 'false');
    await expect(indices.node('prod_products')).toHaveAttribute('aria-checked', 'false');
  });

  await test.step('letters, arrows and Space check single indices and whole groups', async () => {
    await indices.press('p', 'Space');
    await expect.poll(() => listed(castellan, 'indexes')).toEqual(['prod_products']);
    await expect(editor.sheet.getByText('Only prod_products is reached now')).toBeVisible();
    await indices.press('Home', 'ArrowDown', 'ArrowRight', 'ArrowDown', 'Space', 'ArrowLeft');
    await expect(indices.active).toHaveAccessibleName(/^blog_\* 1 of 2/);
    await expect(indices.node('blog_*')).toHaveAttribute('aria-checked', 'mixed');
    await indices.press('Space');
    await expect(indices.node('blog_*')).toHaveAttribute('aria-checked', 'true');
    await expect
      .poll(() => listed(castellan, 'indexes'))
      .toEqual(['prod_products', 'blog_articles', 'blog_*']);
    await expect(indices.node('blog_authors')).toHaveAccessibleName('blog_authors reached by blog_*');
  });

  await test.step('Ctrl+Z and Ctrl+Shift+Z go back and forth', async () => {
    await indices.press('Control+z', 'Control+z');
    await expect.poll(() => listed(castellan, 'indexes')).toEqual(['prod_products']);
    await indices.press('Control+Shift+z', 'Control+Shift+z');
    await expect.poll(() => listed(castellan, 'indexes')).toHaveLength(3);
  });

  await test.step('the key is created with what was checked', async () => {
    await page.keyboard.press('Control+Enter');
    await editor.shownSecret();
    await editor.created().getByRole('button', { name: 'Done' }).press('Enter');
    await list.row('By tree').waitFor();
    await expect(castellan.details('By tree').pane).toContainText('blog_articles');
  });
});

test('what an entry above allows is kept, or replaced by its other known children', async ({ castellan }) => {
  const { editor, page } = castellan;
  const { indices } = editor;
  await castellan.openPractice();
  await page.keyboard.press('Control+n');
  await editor.preset('Search only').click();
  await editor.addEntries('Indices', ['blog_*']);
  await indices.fold('blog_*');
  const question = castellan.dialog('blog_authors is allowed by blog_*');

  await test.step('with the keyboard: kept', async () => {
    await indices.tree.focus();
    await page.keyboard.type('blog_au');
    await indices.press('Space');
    await expect(question).toContainText('No longer reached: 1 index');
    await question.getByRole('button', { name: 'Keep blog_*' }).press('Enter');
    await expect(indices.tree).toBeFocused();
    await expect.poll(() => listed(castellan, 'indexes')).toEqual(['blog_*']);
  });

  await test.step('with the mouse: replaced, which can be undone', async () => {
    await indices.check('blog_authors');
    await question.getByRole('button', { name: 'Replace blog_*' }).click();
    await expect.poll(() => listed(castellan, 'indexes')).toEqual(['blog_articles']);
    await expect(indices.node('blog_authors')).toHaveAttribute('aria-checked', 'false');
    await indices.undo.click();
    await expect.poll(() => listed(castellan, 'indexes')).toEqual(['blog_*']);
  });

  await test.step('a narrower list is proposed, and used only when asked for', async () => {
    await editor.sheet.getByRole('button', { name: 'Show the narrower list' }).click();
    await castellan.dialog('A narrower list').getByRole('button', { name: 'Use the narrower list' }).click();
    await expect.poll(() => listed(castellan, 'indexes')).toEqual(['blog_articles', 'blog_authors']);
  });
});

test('an entry without effect leads to the one that covers it, and the text stays in step', async ({
  castellan,
  running,
}) => {
  const { editor, page } = castellan;
  const { indices } = editor;
  await castellan.openPractice();
  await page.keyboard.press('Control+n');
  await editor.preset('Search only').click();
  await editor.addEntries('Indices', ['dev_*', 'dev_eu_*', 'dev_eu_1', 'a*b']);

  await test.step('it is led to the cause, and tidied after a look', async () => {
    await expect(indices.node('dev_eu_*')).toHaveAccessibleName('dev_eu_* adds 0 no effect: dev_* covers it');
    await indices.node('dev_eu_*').click();
    await editor.sheet.getByRole('button', { name: 'Go to dev_*' }).click();
    await expect(indices.active).toHaveAccessibleName(/^dev_\* /);
    await expect(indices.tree).toBeFocused();
    await editor.sheet.getByRole('button', { name: 'Tidy…' }).click();
    await castellan.dialog('Tidy the list').getByRole('button', { name: 'Remove 2 entries' }).click();
    await expect.poll(() => listed(castellan, 'indexes')).toEqual(['dev_*', 'a*b']);
  });

  await test.step('lines and nodes are the same list', async () => {
    const section = editor.sheet.getByRole('region', { name: 'Indices this key reaches' });
    await section.getByRole('button', { name: 'Edit as text' }).click();
    const text = section.getByRole('textbox', { name: 'Indices, one a line' });
    await expect(text).toHaveValue('dev_*\na*b');
    await text.fill('dev_*\n\ndev_x\nfaq');
    await expect(section).toContainText('Line 3: dev_x has no effect: dev_* already allows it.');
    await section.getByRole('button', { name: 'Edit as tree' }).click();
    await expect(indices.node('dev_x')).toHaveAccessibleName(/no effect/);
    await expect(indices.node('a*b')).toBeHidden();
    await indices.undo.click();
    await expect(indices.node('a*b')).toBeVisible();
  });

  await test.step('500 pasted lines are found by filtering, and gone with one step back', async () => {
    const lines = Array.from({ length: 500 }, (_, at) => `team${at % 5}_shop_${at}`);
    await putOnClipboard(running, lines.join('\n'));
    await indices.tree.focus();
    await indices.press('Control+v');
    await expect(editor.sheet.getByText('500 entries added.')).toBeVisible();
    await expect(indices.active).toHaveAccessibleName('team4_shop_499 0 indices');
    await indices.filter.fill('team3 498');
    await expect(indices.tree.getByRole('treeitem')).toHaveCount(2);
    await indices.node('team3_shop_498').click();
    await indices.press('Delete');
    await expect(indices.tree.getByRole('treeitem')).toHaveCount(1);
    await indices.filter.fill('');
    await indices.undo.click();
    await indices.undo.click();
    await expect.poll(() => listed(castellan, 'indexes')).toEqual(['dev_*', 'a*b']);
  });
});

test('10,000 entries stay usable', async ({ castellan, running }) => {
  const { editor, page } = castellan;
  const { indices } = editor;
  await castellan.openPractice();
  await page.keyboard.press('Control+n');
  const lines = Array.from({ length: 10_000 }, (_, at) => `team${at % 100}_shop_${at}`);
  await putOnClipboard(running, lines.join('\n'));
  await editor.field('Add to Indices').focus();
  await page.keyboard.press('Control+v');
  await expect(editor.sheet.getByText('10,000 entries added.')).toBeVisible();
  await expect(indices.active).toHaveAccessibleName('team99_shop_9999 0 indices');
  await indices.tree.focus();
  await indices.press('Home', '*', 'ArrowDown', '*', 'End');
  await expect(indices.active).toHaveAccessibleName('team9_shop_9909 0 indices');
  expect(await indices.tree.getByRole('treeitem').count()).toBeLessThan(60);
  await indices.press('F2');
  await page.keyboard.type('renamed');
  await indices.press('Enter');
  await expect(indices.active).toHaveAccessibleName('renamed 0 indices');
  await indices.filter.fill('team7_ 107');
  await expect(indices.node('team7_shop_107')).toBeVisible();
});

test('algorithms are checked by owner and by name on a cluster of the other kind', async ({ castellan }) => {
  const { editor, list, page } = castellan;
  const { algorithms } = editor;
  await castellan.openPractice('Algorithmia');
  await list.newKey.click();
  await editor.field('Name').fill('by-tree');
  await editor.sheet.getByRole('radio', { name: 'Restricted' }).check();

  await test.step('owners hold their algorithms', async () => {
    await expect(algorithms.node('algo://demo/*')).toHaveAttribute('aria-level', '2');
    await tabToTree(castellan, 'algorithms');
    await page.keyboard.type('demo');
    await algorithms.press('ArrowRight');
    await page.keyboard.type('demo/H');
    await algorithms.press('Space');
    await expect.poll(() => listed(castellan, 'algo_acl')).toEqual(['algo://demo/Hello/*']);
    await expect(algorithms.node('algo://demo/*')).toHaveAttribute('aria-checked', 'mixed');
  });

  await test.step('an owner that is checked takes its algorithms in', async () => {
    await algorithms.press('ArrowLeft', 'Space');
    await expect(algorithms.node('algo://demo/Hello/*')).toHaveAccessibleName(
      /no effect: algo:\/\/demo\/\* covers it/,
    );
    await algorithms.check('algo://demo/WordCount/*');
    const question = castellan.dialog('algo://demo/WordCount/* is allowed by algo://demo/*');
    await question.getByRole('button', { name: 'Replace algo://demo/*' }).click();
    await expect(algorithms.node('algo://demo/WordCount/*')).toHaveAttribute('aria-checked', 'false');
    await expect(algorithms.node('algo://demo/Hello/*')).toHaveAttribute('aria-checked', 'true');
    await expect
      .poll(async () => (await listed(castellan, 'algo_acl')) as string[])
      .not.toContain('algo://demo/*');
  });
});
