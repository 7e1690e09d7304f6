import { addKey } from '../support/practice-http';
import { answersFor, expect, test } from './pages/test';

/** Markup that would show, run or ask for something, wherever it were taken for more than text. */
const MARKED = '<img src="https://evil.example/x" onerror="globalThis.ran = 1"><b id="planted">bold</b>';

test('markup in what a cluster says and a user names is shown as text, everywhere', async ({
  castellan,
  running,
  startPractice,
}) => {
  const { app, page } = running;
  const { editor, list } = castellan;
  const requested: string[] = [];
  page.on('request', (request) => requested.push(request.url()));
  const onlyText = async (where: string): Promise<void> => {
    const planted = await page.evaluate(() => ({
      elements: document.querySelectorAll('#planted, img[src*="evil"]').length,
      ran: 'ran' in globalThis,
    }));
    expect([where, planted]).toEqual([where, { elements: 0, ran: false }]);
  };
  const practice = await startPractice();
  await addKey(practice, {
    acl: ['search'],
    description: MARKED,
    indexes: ['<b id="planted">index</b>'],
    referers: ['<b id="planted">referer</b>'],
    queryParameters: `filters=${encodeURIComponent('<b id="planted">filter</b>')}`,
  });
  const name = '<b id="planted">shop</b>';
  await castellan.sidebar.getByRole('button', { name: 'Add cluster' }).click();
  await castellan.addForm.fill(answersFor(practice, name));
  await castellan.addForm.submit.click();
  await expect(castellan.header.getByRole('heading', { name })).toBeVisible();
  await expect(castellan.notifications).toContainText(`${name} added.`);
  await onlyText('a notification');
  await expect(list.row(MARKED)).toBeVisible();
  await onlyText('the list');

  await list.select(MARKED);
  const details = castellan.details(MARKED);
  for (const text of ['index', 'referer', 'filter'])
    await expect(details.pane).toContainText(`<b id="planted">${text}</b>`);
  await onlyText('the details');

  await details.edit.click();
  await expect(editor.description).toHaveValue(MARKED);
  await expect(editor.sheet).toContainText('<b id="planted">index</b>');
  await editor.description.fill(`${MARKED} changed`);
  await expect(editor.preview).toContainText('planted');
  await onlyText('the editor');
  await editor.submit.click();
  await expect(editor.sheet).toBeHidden();
  const changed = `${MARKED} changed`;
  await list.select(changed);
  await castellan.details(changed).choose('Delete…');
  const confirmation = castellan.confirmation(/Delete key/);
  await expect(confirmation.dialog).toContainText('<b id="planted">bold</b>');
  await onlyText('a confirmation');
  await confirmation.cancel.click();

  await page.keyboard.press('Control+k');
  await castellan.dialog('Search or run a command').getByRole('combobox').fill('planted');
  await onlyText('the palette');
  await page.keyboard.press('Escape');

  expect(
    await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.getTitle()),
  ).not.toContain('<b>');
  expect(requested.filter((url) => !url.startsWith('app://castellan/'))).toEqual([]);
});
