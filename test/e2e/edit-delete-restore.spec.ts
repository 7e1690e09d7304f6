import type { PracticeProcess } from '../support/practice';
import { addKey, keysOn, send, sendOk } from '../support/practice-http';
import { answersFor, expect, test } from './pages/test';

const DAY_SECONDS = 86_400;

const SPEC = {
  acl: ['search', 'browse'],
  description: 'Blog search',
  indexes: ['blog_*', 'prod_products'],
  referers: ['https://blog.example.com/*'],
  maxHitsPerQuery: 20,
  maxQueriesPerIPPerHour: 1000,
  queryParameters: 'filters=tenant:acme',
  validity: 30 * DAY_SECONDS,
};

async function statusOf(practice: PracticeProcess, secret: string): Promise<number> {
  return (await send(practice, { path: `/1/keys/${secret}` })).status;
}

/** The members of a key that its owner set, without the time that runs. */
async function specOf(practice: PracticeProcess, secret: string): Promise<Record<string, unknown>> {
  const {
    validity: _,
    createdAt: __,
    value: ___,
    ...members
  } = await sendOk(practice, {
    path: `/1/keys/${secret}`,
  });
  return members;
}

async function validityOf(practice: PracticeProcess, secret: string): Promise<number> {
  return Number((await sendOk(practice, { path: `/1/keys/${secret}` }))['validity']);
}

const { validity: _, ...MEMBERS } = SPEC;

/** Replaces the key on the cluster without the application. */
async function changeElsewhere(
  practice: PracticeProcess,
  secret: string,
  change: Partial<typeof SPEC>,
): Promise<void> {
  await sendOk(practice, { method: 'PUT', path: `/1/keys/${secret}`, body: { ...SPEC, ...change } });
}

test('an edit sends the whole key again, and keeps the history', async ({ castellan, startPractice }) => {
  const practice = await startPractice();
  const secret = await addKey(practice, SPEC);
  await castellan.addCluster(answersFor(practice, 'shop-dev'));
  await castellan.list.select('Blog search');
  const { editor } = castellan;
  await castellan.details('Blog search').edit.click();
  await expect(editor.sheet).toHaveAccessibleName('Edit Blog search');
  await expect(editor.panel).toContainText('Nothing differs yet.');
  await editor.description.fill('Blog and news search');
  await editor.addEntries('Indices', ['news_*']);
  await editor.permission('browse').uncheck();
  await expect(editor.panel).toContainText('widens');
  await expect(editor.panel).toContainText('narrows');
  await expect(editor.preview).toContainText('PUT /1/keys/{key}');
  await expect(editor.submit).toHaveText('Save changes to shop-dev');
  await editor.submit.click();
  await expect(editor.sheet).toBeHidden();
  await expect(castellan.notifications).toContainText('Key saved.');

  const details = castellan.details('Blog and news search');
  await expect(details.pane).toContainText('edited in Castellan');
  await expect(details.pane).toContainText('first seen');
  await expect(details.pane).toContainText('news_*');
  expect(await specOf(practice, secret)).toEqual({
    ...MEMBERS,
    acl: ['search'],
    description: 'Blog and news search',
    indexes: ['blog_*', 'prod_products', 'news_*'],
  });
  const left = await validityOf(practice, secret);
  expect(Math.abs(left - 30 * DAY_SECONDS)).toBeLessThan(120);
});

test.describe('a key that changed behind the back of the editor', () => {
  test('is shown beside the draft; keeping mine overwrites it', async ({ castellan, startPractice }) => {
    const practice = await startPractice();
    const secret = await addKey(practice, SPEC);
    await castellan.addCluster(answersFor(practice, 'shop-dev'));
    await castellan.list.select('Blog search');
    const { editor } = castellan;
    await castellan.details('Blog search').edit.click();
    await editor.field('Hits per query').fill('50');
    await changeElsewhere(practice, secret, { maxHitsPerQuery: 5, description: 'Changed elsewhere' });
    await editor.submit.click();

    const changed = castellan.dialog('The key changed meanwhile');
    await expect(changed).toContainText('Nothing was sent.');
    await expect(changed).toContainText('20 → 5');
    await expect(changed).toContainText('20 → 50');
    expect(await specOf(practice, secret)).toMatchObject({ maxHitsPerQuery: 5 });
    await changed.getByRole('button', { name: 'Keep mine' }).click();
    await expect(editor.sheet).toBeHidden();
    expect(await specOf(practice, secret)).toEqual({ ...MEMBERS, maxHitsPerQuery: 50 });
    await expect(castellan.details('Blog search').pane).toContainText('changed elsewhere');
  });

  test('can be taken over as it is, and edited from there', async ({ castellan, startPractice }) => {
    const practice = await startPractice();
    const secret = await addKey(practice, SPEC);
    await castellan.addCluster(answersFor(practice, 'shop-dev'));
    await castellan.list.select('Blog search');
    const { editor } = castellan;
    await castellan.details('Blog search').edit.click();
    await editor.field('Hits per query').fill('50');
    await changeElsewhere(practice, secret, { maxHitsPerQuery: 5 });
    await editor.submit.click();
    const changed = castellan.dialog('The key changed meanwhile');
    await changed.getByRole('button', { name: 'Take theirs' }).click();
    await expect(changed).toBeHidden();
    await expect(editor.field('Hits per query')).toHaveValue('5');
    await expect(editor.panel).toContainText('Nothing differs yet.');
    await editor.description.fill('Blog search, both');
    await editor.submit.click();
    await expect(editor.sheet).toBeHidden();
    expect(await specOf(practice, secret)).toEqual({
      ...MEMBERS,
      maxHitsPerQuery: 5,
      description: 'Blog search, both',
    });
  });

  test('and is gone, can become a new key with what was typed', async ({ castellan, startPractice }) => {
    const practice = await startPractice();
    const secret = await addKey(practice, SPEC);
    await castellan.addCluster(answersFor(practice, 'shop-dev'));
    await castellan.list.select('Blog search');
    const { editor } = castellan;
    await castellan.details('Blog search').edit.click();
    await editor.description.fill('Blog search, typed');
    await sendOk(practice, { method: 'DELETE', path: `/1/keys/${secret}` });
    await editor.submit.click();
    const alert = editor.sheet.getByRole('alert');
    await expect(alert).toContainText('The key no longer exists on shop-dev; nothing was changed.');
    await alert.getByRole('button', { name: 'Make it a new key' }).click();
    await expect(editor.description).toHaveValue('Blog search, typed');
    await editor.submit.click();
    await editor.created().getByRole('button', { name: 'Done' }).click();
    const made = (await keysOn(practice)).filter(({ description }) => description === 'Blog search, typed');
    expect(made).toEqual([expect.objectContaining({ ...MEMBERS, description: 'Blog search, typed' })]);
    expect(made[0]?.value).not.toBe(secret);
  });

  test('and is gone, is marked gone when it is deleted here', async ({ castellan, startPractice }) => {
    const practice = await startPractice();
    const secret = await addKey(practice, SPEC);
    await castellan.addCluster(answersFor(practice, 'shop-dev'));
    await castellan.list.select('Blog search');
    await sendOk(practice, { method: 'DELETE', path: `/1/keys/${secret}` });
    await castellan.details('Blog search').choose('Delete…');
    await castellan.confirmation('Delete key Blog search?').confirm('Delete key').click();
    await expect(castellan.notifications).toContainText('no longer exists on shop-dev');
    await castellan.list.showState('Deleted, expired or gone');
    await expect(castellan.list.row('Blog search')).toBeVisible();
  });
});

test('on production deleting asks for the name; restoring brings the old expiry back', async ({
  castellan,
  startPractice,
}) => {
  const practice = await startPractice();
  const secret = await addKey(practice, SPEC);
  await castellan.addCluster({ ...answersFor(practice, 'shop-prod'), environment: 'Production' });
  await castellan.list.select('Blog search');
  const details = castellan.details('Blog search');

  await test.step('deleting needs the name of the cluster', async () => {
    await details.choose('Delete…');
    const { dialog, cancel, confirm } = castellan.confirmation('Delete key Blog search?');
    await expect(dialog).toContainText('Everything that uses this key on shop-prod is refused from then on.');
    const typed = dialog.getByRole('textbox', { name: 'Type shop-prod to confirm' });
    await expect(typed).toBeFocused();
    await expect(confirm('Delete key')).toBeDisabled();
    await typed.fill('shop-pro');
    await expect(confirm('Delete key')).toBeDisabled();
    await cancel.click();
    expect(await statusOf(practice, secret)).toBe(200);
    await details.choose('Delete…');
    await typed.fill('shop-prod');
    await confirm('Delete key').click();
    await expect(dialog).toBeHidden();
    await expect(castellan.notifications).toContainText('Blog search deleted.');
    expect(await statusOf(practice, secret)).toBe(404);
  });

  await test.step('what was deleted is kept for reading', async () => {
    await castellan.list.showState('Deleted, expired or gone');
    await castellan.list.select('Blog search');
    await expect(details.pane).toContainText('Deleted from Castellan');
    await expect(details.pane).toContainText('its old expiry');
    await expect(details.edit).toBeHidden();
  });

  await test.step('restoring sets the old expiry again', async () => {
    await details.restore.click();
    const { dialog, confirm } = castellan.confirmation('Restore key Blog search?');
    await expect(dialog).toContainText('makes restored keys permanent');
    await confirm('Restore key').click();
    await expect(castellan.notifications).toContainText('Blog search restored.');
    expect(await specOf(practice, secret)).toEqual(MEMBERS);
    const left = await validityOf(practice, secret);
    expect(Math.abs(left - 30 * DAY_SECONDS)).toBeLessThan(120);
    await castellan.list.showState('Present');
    await castellan.list.select('Blog search');
    await expect(details.pane).toContainText('restored');
    await expect(details.pane).toContainText(/in (29|30) days/);
  });

  await test.step('an edit asks too, and shows what it changes', async () => {
    await details.edit.click();
    await castellan.editor.field('Hits per query').fill('40');
    await castellan.editor.submit.click();
    const { dialog, confirm } = castellan.confirmation('Save changes to Blog search on shop-prod?');
    await expect(dialog).toContainText('20 → 40');
    await confirm('Save changes').click();
    await expect(castellan.editor.sheet).toBeHidden();
    expect(await specOf(practice, secret)).toEqual({ ...MEMBERS, maxHitsPerQuery: 40 });
  });
});

test('a duplicate starts as a copy and becomes a key of its own', async ({ castellan, startPractice }) => {
  const practice = await startPractice();
  const secret = await addKey(practice, SPEC);
  await castellan.addCluster(answersFor(practice, 'shop-dev'));
  await castellan.list.select('Blog search');
  await castellan.details('Blog search').choose('Duplicate');
  const { editor } = castellan;
  await expect(editor.sheet).toHaveAccessibleName('New key');
  await expect(editor.description).toHaveValue('Blog search (copy)');
  await expect(editor.permission('browse')).toBeChecked();
  await editor.submit.click();
  const shown = await editor.shownSecret();
  await editor.created().getByRole('button', { name: 'Done' }).click();
  expect(shown).not.toBe(secret);
  expect(await specOf(practice, shown)).toEqual({ ...MEMBERS, description: 'Blog search (copy)' });
  expect(await specOf(practice, secret)).toEqual(MEMBERS);
});

test('a cluster set to read-only refuses every change, with the reason', async ({
  castellan,
  startPractice,
}) => {
  const practice = await startPractice();
  await addKey(practice, SPEC);
  await castellan.addCluster(answersFor(practice, 'shop-dev'));
  await castellan.chooseOfCluster('Edit cluster…');
  const edit = castellan.dialog('Edit shop-dev');
  await edit.getByRole('checkbox', { name: 'Read-only' }).check();
  await edit.getByRole('button', { name: 'Save cluster' }).click();
  await expect(edit).toBeHidden();
  await expect(castellan.header).toContainText('read-only');
  await castellan.list.select('Blog search');
  const { edit: editKey } = castellan.details('Blog search');
  await expect(editKey).toHaveAttribute('aria-disabled', 'true');
  await expect(editKey).toHaveAttribute('title', /shop-dev is set to read only/);
  await expect(castellan.list.newKey).toHaveAttribute('aria-disabled', 'true');
});
