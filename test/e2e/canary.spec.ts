import { addKey, sendOk, setFaults } from '../support/practice-http';
import { rotateAdminKey } from '../support/rotate-admin-key';
import { filesHolding, formsOf, holdsAny } from '../support/secret-search';
import type { Castellan } from './pages/castellan';
import { answersFor, expect, test } from './pages/test';
import { expectNoTrace, recordBridge } from './support/traces';

/** Not the form of a key, so that nothing hides it by its looks alone. */
const WRONG_CREDENTIAL = 'canary+wrong/credential=&%25';
const PASTED = 'Canary0Pasted1Into2The3Search4Box';
const NEW_ADMIN_KEY = 'c0ffee00c0ffee11c0ffee22c0ffee33';

async function createKey(castellan: Castellan, description: string): Promise<string> {
  const { editor, list, main } = castellan;
  await list.newKey.click();
  await editor.description.fill(description);
  await editor.preset('Search only').click();
  await editor.submit.click();
  const secret = await editor.shownSecret();
  const created = editor.created();
  await created.getByRole('button', { name: 'Copy', exact: true }).click();
  await expect(created).toContainText('Copied.');
  await created.getByRole('button', { name: 'Search', exact: true }).click();
  await expect(created.getByText('Allowed')).toBeVisible();
  await created.getByRole('button', { name: 'Done' }).click();
  await expect(main.getByRole('grid')).toBeVisible();
  return secret;
}

test('the search finds every form of a secret', () => {
  const secret = 'needle+in/a=haystack';
  const embedded = ['', 'x', 'xy'].map((before) => Buffer.from(`${before}${secret}tail`).toString('base64'));
  for (const text of [...embedded, encodeURIComponent(secret), Buffer.from(secret).toString('hex')]) {
    expect(holdsAny(`some text ${text} more`, [secret])).toBe(true);
  }
  expect(formsOf(secret).every((form) => form.length >= 12)).toBe(true);
  expect(holdsAny('needle in a haystack', [secret])).toBe(false);
});

test('no secret is left anywhere after every flow, fault answers that echo it included', async ({
  castellan,
  profile,
  running,
  startPractice,
}) => {
  test.slow();
  const practice = await startPractice({ seed: 'demo' });
  const elsewhere = await addKey(practice, { acl: ['search'], description: 'Made elsewhere' });
  const told = await recordBridge(running.app);
  const { addForm, editor, list, notifications } = castellan;
  const offline = castellan.banner('Offline.');

  await test.step('a wrong credential, tested and sent', async () => {
    await castellan.sidebar.getByRole('button', { name: 'Add cluster' }).click();
    await addForm.fill({ ...answersFor(practice, 'shop-dev'), key: WRONG_CREDENTIAL });
    await addForm.test.click();
    await expect(addForm.key).toHaveAccessibleDescription(/refused/);
    await addForm.submit.click();
    await expect(addForm.key).toHaveAccessibleDescription(/refused/);
    const message = `Who is ${WRONG_CREDENTIAL} or ${encodeURIComponent(WRONG_CREDENTIAL)}?`;
    await setFaults(practice, { rules: [{ fault: 'status', status: 500, message }] });
    await addForm.submit.click();
    await expect(addForm.dialog.getByRole('alert')).toContainText('Who is … or …?');
    await setFaults(practice, {});
    await addForm.discard();
  });

  const secret = await test.step('connect, create, copy, try, reveal', async () => {
    await castellan.addCluster(answersFor(practice, 'shop-dev'));
    const made = await createKey(castellan, 'Canary');
    const details = castellan.details('Canary');
    await details.reveal.click();
    await expect(details.secret).toHaveText(made);
    await details.hide.click();
    await details.copy.click();
    await expect(notifications).toContainText('Secret of Canary copied.');
    return made;
  });

  await test.step('edit, delete, restore', async () => {
    await castellan.details('Canary').edit.click();
    await editor.field('Hits per query').fill('12');
    await editor.submit.click();
    await expect(editor.sheet).toBeHidden();
    await castellan.details('Canary').choose('Delete…');
    await castellan
      .confirmation(/Delete key/)
      .confirm('Delete key')
      .click();
    await expect(notifications).toContainText('Canary deleted.');
    await list.showState('All');
    await list.select('Canary');
    await castellan.details('Canary').restore.click();
    await expect(notifications).toContainText('Canary restored.');
  });

  await test.step('answers that echo what they were asked with', async () => {
    const message = `Refused ${secret} for ${practice.adminKey}`;
    for (const status of [500, 400, 403, 404]) {
      await setFaults(practice, { rules: [{ fault: 'status', status, message }] });
      await castellan.sync();
      await expect(offline).toBeVisible();
      await castellan.details('Canary').edit.click();
      await editor.field('Hits per query').fill(String(status));
      await editor.submit.click();
      await expect(editor.sheet.getByRole('alert')).toBeVisible();
      await editor.cancel.click();
      await castellan.confirmation('Discard the changes?').confirm('Discard changes').click();
      await setFaults(practice, {});
      await castellan.sync();
      await expect(offline).toBeHidden();
      await list.showState('All');
      await list.select('Canary');
    }
  });

  await test.step('a create whose answer is lost', async () => {
    await setFaults(practice, {
      rules: [{ fault: 'drop', when: 'mid-answer', method: 'POST', path: '/1/keys', times: 1 }],
    });
    await list.newKey.click();
    await editor.description.fill('Lost');
    await editor.preset('Search only').click();
    await editor.submit.click();
    await castellan
      .dialog('What became of the change is not known')
      .getByRole('button', { name: 'Show this key' })
      .click();
    await expect(editor.sheet).toBeHidden();
  });

  await test.step('find a secret, known and unknown', async () => {
    await list.search.fill(elsewhere);
    await expect(list.row('Made elsewhere')).toHaveAttribute('aria-selected', 'true');
    await list.paste(PASTED);
    await expect(castellan.banner('No known key has this secret.')).toBeVisible();
    await castellan.run('Copy the diagnostics report');
    await expect(notifications).toContainText('Report copied.');
    const report = await running.app.evaluate(({ clipboard }) => clipboard.readText());
    expect(report).toContain('Castellan');
    expect(holdsAny(report, [secret, elsewhere, practice.adminKey, WRONG_CREDENTIAL, PASTED])).toBe(false);
  });

  await test.step('a revoked credential, replaced', async () => {
    await practice.kill();
    await castellan.sync();
    await expect(offline).toBeVisible();
    rotateAdminKey(practice.dataDir, NEW_ADMIN_KEY);
    await startPractice({ dataDir: practice.dataDir, port: Number(new URL(practice.url).port) });
    await castellan.chooseOfCluster('Replace the credential…');
    const dialog = castellan.dialog(/^Replace the credential/);
    await dialog.getByLabel(/^Admin API key/).fill(WRONG_CREDENTIAL);
    await dialog.getByRole('button', { name: 'Replace credential' }).click();
    await expect(dialog.getByLabel(/^Admin API key/)).toHaveAccessibleDescription(/refused/);
    await dialog.getByLabel(/^Admin API key/).fill(NEW_ADMIN_KEY);
    await dialog.getByRole('button', { name: 'Replace credential' }).click();
    await expect(dialog).toBeHidden();
    await expect(castellan.header).toContainText('synced');
  });

  const { keys } = await sendOk({ ...practice, adminKey: NEW_ADMIN_KEY }, { path: '/1/keys' });
  const listed = (keys as { value: string }[]).map(({ value }) => value);
  expect(listed).toEqual(expect.arrayContaining([secret, elsewhere]));
  const words = await told();
  expect(words).toContain('keys.create');
  expect(words).toContain('castellan:event');
  const secrets = [...listed, practice.adminKey, NEW_ADMIN_KEY, WRONG_CREDENTIAL, PASTED];
  await expectNoTrace(running, words, secrets);
  expect(await filesHolding(profile, ['Made elsewhere']), 'the search finds what is there').toContain(
    'castellan.db',
  );
});

test.describe('without a keychain', () => {
  test.use({ keyring: 'none' });

  test('nothing of what is kept in memory reaches the disk', async ({
    castellan,
    running,
    startPractice,
  }) => {
    const practice = await startPractice({ seed: 'demo' });
    const told = await recordBridge(running.app);
    const { addForm } = castellan;
    await castellan.sidebar.getByRole('button', { name: 'Add cluster' }).click();
    await addForm.dialog.getByRole('button', { name: 'Keep in memory for this session' }).click();
    await addForm.fill(answersFor(practice, 'shop-dev'));
    await addForm.submit.click();
    await castellan.list.rows.first().waitFor();
    const secret = await createKey(castellan, 'Canary');
    await castellan.details('Canary').reveal.click();
    await expect(castellan.details('Canary').secret).toHaveText(secret);
    await castellan.details('Canary').hide.click();
    await expectNoTrace(running, await told(), [secret, practice.adminKey]);
  });
});

test('a copied secret is cleared from the clipboard after the chosen time, unless something else is there', async ({
  castellan,
  running,
  startPractice,
}) => {
  const practice = await startPractice();
  const secret = await addKey(practice, { acl: ['search'], description: 'Copied' });
  await castellan.addCluster(answersFor(practice, 'shop-dev'));
  const clipboard = (): Promise<string> => running.app.evaluate(({ clipboard: own }) => own.readText());
  const settings = await castellan.openSettings();
  await settings.getByLabel('Clear a copied secret after').fill('2');
  await castellan.openKeys();
  await castellan.list.select('Copied');
  const { copy } = castellan.details('Copied');
  await copy.click();
  await expect.poll(clipboard).toBe(secret);
  await expect.poll(clipboard).toBe('');

  await copy.click();
  await expect.poll(clipboard).toBe(secret);
  await running.app.evaluate(({ clipboard: own }) => own.writeText('something else'));
  await castellan.list.search.fill('Copied');
  await running.close();
});
