import { readFile, readdir } from 'node:fs/promises';
import path from 'node:path';
import { z } from 'zod';
import { setFaults } from '../support/practice-http';
import { answersFor, expect, test } from './pages/test';

/** The forms in which a secret could lie somewhere. */
function formsOf(secret: string): readonly Buffer[] {
  const bytes = Buffer.from(secret, 'utf8');
  return [
    bytes,
    Buffer.from(bytes.toString('base64').replace(/=+$/, '')),
    Buffer.from(bytes.toString('hex')),
    Buffer.from(secret, 'utf16le'),
  ];
}

/** The files below a folder that hold a secret in any form; the practice cluster keeps keys in the open by design. */
async function filesWith(folder: string, secrets: readonly string[]): Promise<readonly string[]> {
  const found: string[] = [];
  const needles = secrets.flatMap(formsOf);
  for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue;
    const file = path.join(entry.parentPath, entry.name);
    const content = await readFile(file);
    if (needles.some((needle) => content.includes(needle))) found.push(path.relative(folder, file));
  }
  return found;
}

test('no secret is left in a file, a log, the output or the page after the whole life of a key', async ({
  castellan,
  profile,
  running,
  startPractice,
}) => {
  const practice = await startPractice({ seed: 'demo' });
  const wrong = 'canarywrongcredential0123456789ab';
  const { addForm, editor, list, page, sidebar } = castellan;

  await sidebar.getByRole('button', { name: 'Add cluster' }).click();
  await addForm.fill({ ...answersFor(practice, 'shop-dev'), key: wrong });
  await addForm.submit.click();
  await expect(
    addForm.dialog
      .getByRole('alert')
      .or(addForm.dialog.getByText(/refused|not accept/i))
      .first(),
  ).toBeVisible();
  await addForm.fill(answersFor(practice, 'shop-dev'));
  await addForm.submit.click();
  await list.rows.first().waitFor();

  await list.newKey.click();
  await editor.description.fill('Canary');
  await editor.preset('Search only').click();
  await editor.submit.click();
  const created = castellan.dialog(/^Key created on/);
  const shown = created.getByLabel('Secret');
  await expect(shown).toHaveText(/^[0-9a-f]{32}$/);
  const secret = (await shown.textContent()) ?? '';
  await created.getByRole('button', { name: 'Copy', exact: true }).click();
  await expect(created).toContainText('Copied.');
  await created.getByRole('button', { name: 'Search', exact: true }).click();
  await expect(created).toContainText('Allowed');
  await created.getByRole('button', { name: 'Done' }).click();
  await setFaults(practice, { rules: [{ fault: 'status', status: 500, message: `Failed for ${secret}` }] });
  await castellan.sync();
  await castellan.banner('Offline.').waitFor();
  await setFaults(practice, {});
  await castellan.sync();
  await expect(castellan.banner('Offline.')).toBeHidden();
  await list.search.fill(secret);
  await expect(list.search).toHaveValue('');
  await list.select('Canary');

  const secrets = [practice.adminKey, wrong, secret];
  const reportSchema = z.object({ ok: z.literal(true), value: z.object({ text: z.string() }) });
  const answer: unknown = await page.evaluate(() => window.castellan.call('canary', 'app.diagnostics', {}));
  const report = reportSchema.parse(answer).value.text;
  const answers: unknown = await page.evaluate(async () => [
    await window.castellan.call('canary2', 'clusters.list', {}),
    await window.castellan.call('canary3', 'app.notices', {}),
    { ...localStorage },
    { ...sessionStorage },
  ]);
  const content = await page.content();
  await running.close();

  for (const known of secrets) {
    expect(report).not.toContain(known);
    expect(JSON.stringify(answers)).not.toContain(known);
    expect(content).not.toContain(known);
    expect(running.output()).not.toContain(known);
  }
  expect(await filesWith(profile, secrets)).toEqual([]);
  expect(await filesWith(profile, ['Canary']), 'the search itself finds what is there').not.toEqual([]);
});
