import { runCurl, runJavaScript } from '../support/run-snippet';
import { expect, test } from './pages/test';

test('a key is used in code that is copied with its secret and works as it stands', async ({
  castellan,
  running,
}) => {
  const { list, page } = castellan;
  const clipboard = () => running.app.evaluate(({ clipboard: board }) => board.readText());
  await castellan.openPractice('Algorithmia');

  await test.step('a key that calls, from the list', async () => {
    await list.selectFirst('notebook');
    await list.grid.focus();
    await page.keyboard.press('u');
    const dialog = castellan.dialog(/^Use notebook on /);
    const code = dialog.getByRole('region', { name: 'Call an algorithm' });
    await dialog.getByRole('combobox', { name: 'Algorithm' }).fill('demo/Hello');
    await expect(code).toContainText('/v1/algo/demo/Hello');
    await dialog.getByRole('button', { name: 'Copy with the secret' }).click();
    await expect(dialog.getByRole('status')).toContainText('The clipboard is cleared at');
    const copied = await clipboard();
    expect(JSON.parse(await runCurl(copied))).toMatchObject({ result: 'Hello "Hello"' });
    const [, secret = ''] = /Authorization: Simple (sim[^']+)'/.exec(copied) ?? [];
    expect(secret).toHaveLength(28);
    expect(await page.content()).not.toContain(secret);

    await dialog.getByText('JavaScript', { exact: true }).click();
    await expect(code).toContainText('client.algo("demo/Hello")');
    await dialog.getByRole('button', { name: 'Copy with the secret' }).click();
    await expect.poll(clipboard).toContain('import algorithmia');
    expect(await runJavaScript(await clipboard())).toBe('Hello Hello\n');
    await page.keyboard.press('Escape');
    await expect(dialog).toBeHidden();
    await expect(list.grid).toBeFocused();
  });

  await test.step('a key for pages, from its details', async () => {
    await list.selectFirst('shop front');
    await castellan.details('shop front').choose('Use this key…');
    const dialog = castellan.dialog(/^Use shop front on /);
    await expect(dialog.getByRole('region')).toContainText('/v1/web/algo/demo/WordCount');
    await expect(dialog.getByText(/from pages of shop\.acme\.example only/)).toBeVisible();
    await expect(dialog.getByRole('radio', { name: 'curl' })).toBeDisabled();
    await page.keyboard.press('Escape');
  });

  await test.step('the default-key of an owner, from the palette', async () => {
    await castellan.run('Use key in code');
    const key = page.getByRole('combobox', { name: 'Key' });
    await expect.poll(() => key.getByRole('option').count()).toBeGreaterThan(2);
    await key.selectOption({ index: 1 });
    const dialog = castellan.dialog(/^Use default-key on /);
    await dialog.getByRole('combobox', { name: 'Purpose' }).selectOption('List a directory');
    await dialog.getByText('curl', { exact: true }).click();
    await dialog.getByRole('button', { name: 'Copy with the secret' }).click();
    await expect(dialog.getByRole('status')).toContainText('The clipboard is cleared at');
    expect(JSON.parse(await runCurl(await clipboard()))).toHaveProperty('folders');
  });
});
