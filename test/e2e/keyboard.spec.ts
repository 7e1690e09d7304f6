import type { Locator, Page } from '@playwright/test';
import { addKey, keysOn } from '../support/practice-http';
import { expect, test } from './pages/test';

/** More stops than any screen has. */
const MOST_STOPS = 80;

/** Presses Tab until the control has the focus, and answers how many presses that took. */
async function tabTo(page: Page, target: Locator): Promise<number> {
  for (let pressed = 1; pressed <= MOST_STOPS; pressed += 1) {
    await page.keyboard.press('Tab');
    if (await target.evaluate((element) => element === document.activeElement)) return pressed;
  }
  throw new Error(`${String(target)} was not reached with Tab.`);
}

test('a key is created, edited, deleted and restored without a mouse', async ({
  castellan,
  startPractice,
}) => {
  const practice = await startPractice();
  await addKey(practice, { acl: ['search'], description: 'Another key', indexes: ['blog_*'] });
  const { addForm, details, editor, header, list, main, notifications, page } = {
    ...castellan,
    details: castellan.details.bind(castellan),
  };
  const { keyboard } = page;

  await test.step('the first stop skips to the content', async () => {
    await main.getByRole('button', { name: 'Open the Algolia practice cluster' }).waitFor();
    await keyboard.press('Tab');
    await expect(page.getByRole('link', { name: 'Skip to the content' })).toBeFocused();
    await keyboard.press('Enter');
    await expect(main).toBeFocused();
  });

  await test.step('the form is filled in the order of reading, and sent with Enter', async () => {
    await tabTo(page, main.getByRole('button', { name: 'Add cluster' }));
    await keyboard.press('Enter');
    await expect(addForm.name).toBeFocused();
    await keyboard.type('shop-dev');
    await keyboard.press('Tab');
    await expect(addForm.dialog.getByRole('combobox', { name: 'Kind' })).toBeFocused();
    await keyboard.press('Tab');
    await expect(addForm.applicationId).toBeFocused();
    await keyboard.type(practice.applicationId);
    await keyboard.press('Tab');
    await expect(addForm.endpoints).toBeFocused();
    await keyboard.type(practice.url);
    await keyboard.press('Tab');
    await expect(addForm.key).toBeFocused();
    await keyboard.type(practice.adminKey);
    await tabTo(page, addForm.dialog.getByRole('radio', { name: 'Production' }));
    await keyboard.press('ArrowRight');
    await keyboard.press('ArrowRight');
    await expect(addForm.dialog.getByRole('radio', { name: 'Development' })).toBeChecked();
    await tabTo(page, addForm.submit);
    await keyboard.press('Enter');
    await expect(header.getByRole('heading', { name: 'shop-dev' })).toBeVisible();
    await list.row('Another key').waitFor();
  });

  await test.step('a key is made with Ctrl+N and sent with Ctrl+Enter', async () => {
    await keyboard.press('Control+n');
    await expect(editor.description).toBeFocused();
    await keyboard.type('By keyboard');
    await tabTo(page, editor.preset('Search only'));
    await keyboard.press('Space');
    await expect(editor.permission('search')).toBeChecked();
    await tabTo(page, editor.field('Add to Indices'));
    await keyboard.type('blog_*');
    await keyboard.press('Enter');
    await keyboard.press('Control+Enter');
    await expect(editor.created()).toBeVisible();
    const focused = editor.created().locator(':focus');
    await expect(focused).toHaveCount(1);
    await tabTo(page, editor.created().getByRole('button', { name: 'Done' }));
    await keyboard.press('Enter');
    await expect(editor.sheet).toBeHidden();
    await expect(list.grid).toBeFocused();
    await expect(list.row('By keyboard')).toHaveAttribute('aria-selected', 'true');
  });

  await test.step('letters act in the list: E edits, Esc asks before what was typed is lost', async () => {
    await keyboard.press('e');
    await expect(editor.description).toBeFocused();
    await keyboard.type(', edited');
    await keyboard.press('Escape');
    const leave = castellan.confirmation('Discard the changes?');
    await expect(leave.cancel).toBeFocused();
    await keyboard.press('Escape');
    await expect(leave.dialog).toBeHidden();
    await expect(editor.description).toBeFocused();
    await keyboard.press('Control+Enter');
    await expect(editor.sheet).toBeHidden();
    await expect(list.grid).toBeFocused();
    const descriptions = (await keysOn(practice)).map(({ description }) => description);
    expect(descriptions).toContainEqual(expect.stringContaining(', edited'));
  });

  const name = await list.grid.getByRole('row', { selected: true }).getByRole('gridcell').first().innerText();

  await test.step('R reveals, J and K and the arrows move, Esc closes the details, Enter opens them', async () => {
    await keyboard.press('r');
    await expect(details(name).secret).toHaveText(/^[0-9a-f]{32}$/);
    await keyboard.press('r');
    await expect(details(name).secret).not.toHaveText(/^[0-9a-f]{32}$/);
    await keyboard.press('Home');
    await expect(list.rows.first()).toHaveAttribute('aria-selected', 'true');
    await keyboard.press('j');
    await expect(list.rows.nth(1)).toHaveAttribute('aria-selected', 'true');
    await keyboard.press('k');
    await keyboard.press('ArrowDown');
    await expect(list.rows.nth(1)).toHaveAttribute('aria-selected', 'true');
    await keyboard.press('Escape');
    await expect(page.getByRole('complementary', { name: /^Details of/ })).toBeHidden();
    await expect(list.grid).toBeFocused();
    await keyboard.press('Enter');
    await expect(page.getByRole('complementary', { name: /^Details of/ })).toBeVisible();
  });

  await test.step('/ searches, Enter leads back to the list', async () => {
    await keyboard.press('/');
    await expect(list.search).toBeFocused();
    await keyboard.type('keyboard');
    await expect(list.count).toHaveText('1 of 3 keys');
    await keyboard.press('Enter');
    await expect(list.grid).toBeFocused();
    await keyboard.press('Home');
    await expect(list.row(name)).toHaveAttribute('aria-selected', 'true');
  });

  await test.step('Del deletes after a question whose default is Cancel', async () => {
    await keyboard.press('Delete');
    const question = castellan.confirmation(`Delete key ${name}?`);
    await expect(question.cancel).toBeFocused();
    await keyboard.press('Enter');
    await expect(question.dialog).toBeHidden();
    await expect(list.grid).toBeFocused();
    await keyboard.press('Delete');
    await tabTo(page, question.confirm('Delete key'));
    await keyboard.press('Enter');
    await expect(notifications).toContainText(`${name} deleted.`);
    await expect(castellan.main).toContainText('No key matches');
  });

  await test.step('the palette restores it', async () => {
    await keyboard.press('Control+k');
    const palette = castellan.dialog('Search or run a command');
    await expect(palette.getByRole('combobox')).toBeFocused();
    await keyboard.type('undelete');
    await expect(palette.getByRole('option').first()).toContainText('Restore key');
    await keyboard.press('Enter');
    await expect(palette).toBeHidden();
    await expect(notifications).toContainText(`${name} restored.`);
    await expect(list.row(name)).toBeVisible();
  });
});

test('the focus is never lost: every overlay gives it back to where it came from', async ({
  castellan,
  startPractice,
}) => {
  const practice = await startPractice({ seed: 'demo' });
  await castellan.addCluster({
    name: 'shop-dev',
    applicationId: practice.applicationId,
    endpoints: practice.url,
    key: practice.adminKey,
    environment: 'Development',
  });
  const { list, page, sidebar } = castellan;
  const { keyboard } = page;
  await list.rows.first().waitFor();

  await test.step('after adding a cluster the focus is in the window, not lost', async () => {
    await expect(page.locator(':focus')).toHaveCount(1);
  });

  await test.step('shortcut list', async () => {
    await list.grid.focus();
    await keyboard.press('?');
    const shortcuts = castellan.dialog('Keyboard shortcuts');
    await expect(shortcuts).toContainText('Delete key');
    await expect(shortcuts).toContainText('G then S');
    await expect(shortcuts).toContainText('Ctrl 1 … 9');
    await keyboard.press('Escape');
    await expect(shortcuts).toBeHidden();
    await expect(list.grid).toBeFocused();
  });

  await test.step('palette, closed without a choice', async () => {
    await list.search.focus();
    await keyboard.press('Control+k');
    await expect(castellan.dialog('Search or run a command').getByRole('combobox')).toBeFocused();
    await keyboard.press('Escape');
    await expect(list.search).toBeFocused();
  });

  await test.step('form for a cluster', async () => {
    const add = sidebar.getByRole('button', { name: 'Add cluster' });
    await add.focus();
    await keyboard.press('Enter');
    await expect(castellan.addForm.name).toBeFocused();
    await keyboard.press('Escape');
    await expect(castellan.addForm.dialog).toBeHidden();
    await expect(add).toBeFocused();
  });

  await test.step('the menu of the cluster, and a dialog opened from it', async () => {
    const menu = castellan.header.getByRole('button', { name: 'Actions for shop-dev' });
    await menu.focus();
    await keyboard.press('Enter');
    await expect(page.getByRole('menu')).toBeVisible();
    await keyboard.press('Escape');
    await expect(menu).toBeFocused();
    await keyboard.press('Enter');
    await keyboard.type('Edit');
    await keyboard.press('Enter');
    await expect(castellan.dialog('Edit shop-dev')).toBeVisible();
    await keyboard.press('Escape');
    await expect(castellan.dialog('Edit shop-dev')).toBeHidden();
    await expect(menu).toBeFocused();
  });

  await test.step('nothing below a dialog is reached with Tab', async () => {
    await list.grid.focus();
    await keyboard.press('Control+n');
    await expect(castellan.editor.description).toBeFocused();
    await keyboard.press('Escape');
    await expect(castellan.editor.sheet).toBeHidden();
    await expect(list.grid).toBeFocused();
    await keyboard.press('Delete');
    const question = page.getByRole('alertdialog');
    await expect(question).toBeVisible();
    for (let press = 0; press < 6; press += 1) {
      await keyboard.press('Tab');
      await expect(question.locator(':focus')).toHaveCount(1);
    }
    await keyboard.press('Escape');
    await expect(list.grid).toBeFocused();
  });

  await test.step('G then S goes to the settings, Ctrl+1 back to the cluster', async () => {
    await keyboard.press('g');
    await keyboard.press('s');
    const settings = page.getByRole('region', { name: 'Settings' });
    await expect(settings).toBeVisible();
    await keyboard.press('Control+1');
    await expect(list.grid).toBeVisible();
    await keyboard.press('Control+,');
    await expect(settings).toBeVisible();
  });

  await test.step('single letters do nothing outside lists', async () => {
    await keyboard.press('Control+1');
    await list.search.focus();
    await keyboard.type('ned');
    await expect(list.search).toHaveValue('ned');
    await expect(castellan.editor.sheet).toBeHidden();
  });
});
