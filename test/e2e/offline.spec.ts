import { addKey, keysOn, setFaults } from '../support/practice-http';
import { startTap } from '../support/tap';
import { answersFor, expect, test } from './pages/test';

const SPEC = {
  acl: ['search'],
  description: 'Blog search',
  indexes: ['blog_*'],
  maxHitsPerQuery: 20,
};

test('with the cluster gone everything is readable, and changes say why they fail', async ({
  castellan,
  startPractice,
}) => {
  const practice = await startPractice({ seed: 'demo' });
  await castellan.addCluster(answersFor(practice, 'shop-dev'));
  const { list, header, editor } = castellan;
  await expect(list.count).toHaveText(/^3\d keys$/);
  const known = await list.count.innerText();
  await practice.kill();

  await test.step('the next sync says so, with the age of what is shown', async () => {
    await castellan.sync();
    const banner = castellan.banner('Offline.');
    await expect(banner).toContainText(/Cannot reach shop-dev: connection refused \(127\.0\.0\.1:\d+\)/);
    await expect(banner).toContainText(/Keys as of \d+ \w+ \d{4}/);
    await expect(header).toContainText(/offline, as of/);
    await expect(castellan.cluster('shop-dev')).toHaveAccessibleName(/offline/);
  });

  await test.step('list, search, details, history and secret stay readable', async () => {
    await expect(list.count).toHaveText(known);
    await list.select('Blog search');
    const details = castellan.details('Blog search');
    await expect(details.pane).toContainText('first seen');
    await details.reveal.click();
    await expect(details.secret).toHaveText(/^[0-9a-f]{32}$/);
    await details.hide.click();
  });

  await test.step('a change fails with the reason and keeps what was typed', async () => {
    await list.newKey.click();
    await editor.description.fill('Made while offline');
    await editor.preset('Search only').click();
    await editor.submit.click();
    await expect(editor.sheet.getByRole('alert')).toContainText(
      /Cannot reach shop-dev: connection refused.*Nothing typed here is lost/,
    );
    await expect(editor.description).toHaveValue('Made while offline');
    await editor.cancel.click();
    await castellan.confirmation('Discard the changes?').confirm('Discard changes').click();
  });

  await test.step('deleting fails with the reason, and the key stays', async () => {
    await castellan.details('Blog search').choose('Delete…');
    await castellan.confirmation('Delete key Blog search?').confirm('Delete key').click();
    await expect(castellan.notifications).toContainText('The key was not deleted. Cannot reach shop-dev');
    await expect(list.row('Blog search')).toBeVisible();
  });

  await test.step('when it is back, trying again brings it online', async () => {
    const { port } = new URL(practice.url);
    await startPractice({ dataDir: practice.dataDir, port: Number(port) });
    await castellan.banner('Offline.').getByRole('button', { name: 'Try again' }).click();
    await expect(castellan.banner('Offline.')).toBeHidden();
    await expect(header).toContainText('synced');
  });
});

test('working offline sends nothing, and says so at every change', async ({ castellan, startPractice }) => {
  const practice = await startPractice({ seed: 'demo' });
  const tap = await startTap(practice.url);
  await castellan.addCluster({
    ...answersFor(practice, 'shop-dev'),
    endpoints: `http://127.0.0.1:${tap.port}`,
  });
  const { list, header, page } = castellan;
  await expect(header).toContainText('synced');
  await castellan.chooseOfCluster('Work offline');
  const banner = castellan.banner('Working offline.');
  await expect(banner).toContainText('Nothing is sent to shop-dev; changes are refused.');
  await expect(banner).toContainText(/Keys as of/);
  tap.reset();

  await list.select('Blog search');
  const details = castellan.details('Blog search');
  await expect(details.edit).toHaveAttribute('title', /You are working offline with shop-dev/);
  await list.grid.focus();
  for (const key of ['e', 'n', 'd', 'Delete', 'F5']) await page.keyboard.press(key);
  await expect(castellan.editor.sheet).toBeHidden();
  await expect(castellan.confirmation(/Delete key/).dialog).toBeHidden();
  await castellan.openSettings();
  await castellan.openKeys();
  await expect(details.pane).toContainText('first seen');
  expect(tap.requests).toEqual([]);

  await banner.getByRole('button', { name: 'Go online' }).click();
  await expect(banner).toBeHidden();
  await expect(header).toContainText('synced');
  expect(tap.requests.length).toBeGreaterThan(0);
  await tap.close();
});

test('answers that are refusals or no answers are told apart', async ({ castellan, startPractice }) => {
  const practice = await startPractice({ seed: 'demo' });
  await castellan.addCluster(answersFor(practice, 'shop-dev'));
  const { list } = castellan;
  const banner = castellan.banner('Offline.');

  await test.step('500', async () => {
    await setFaults(practice, { rules: [{ fault: 'status', status: 500, message: 'Disk failure' }] });
    await castellan.sync();
    await expect(banner).toContainText('shop-dev failed with status 500. It said: Disk failure');
    await expect(banner).toContainText('Try again in a moment.');
  });

  await test.step('an answer that is no JSON', async () => {
    await setFaults(practice, { rules: [{ fault: 'malformed-json' }] });
    await castellan.sync();
    await expect(banner).toContainText('shop-dev gave an answer that Castellan cannot read: it is not JSON.');
  });

  await test.step('429 with a time that is too long to wait', async () => {
    await setFaults(practice, { rules: [{ fault: 'too-many-requests', retryAfterSeconds: 120 }] });
    await castellan.sync();
    await expect(banner).toContainText('shop-dev limits how often it may be asked.');
    await expect(banner).toContainText('Try again in 120 seconds.');
  });

  await test.step('429 once is waited out', async () => {
    await setFaults(practice, {
      rules: [{ fault: 'too-many-requests', retryAfterSeconds: 0, times: 1 }],
    });
    await castellan.sync();
    await expect(banner).toBeHidden();
  });

  await test.step('a connection dropped in the middle', async () => {
    await setFaults(practice, { rules: [{ fault: 'drop', when: 'mid-answer' }] });
    await castellan.sync();
    await expect(banner).toContainText(
      'The connection to shop-dev was dropped before its answer was complete',
    );
  });

  await test.step('a clock that is two minutes ahead', async () => {
    await setFaults(practice, { clockOffsetMs: 120_000 });
    await castellan.sync();
    await expect(banner).toBeHidden();
    await expect(castellan.banner('The clock of shop-dev')).toContainText(
      /The clock of shop-dev is 2 minutes ahead of this computer's/,
    );
  });

  await expect(list.count).toHaveText(/^3\d keys$/);
});

test.describe('a create whose answer is lost', () => {
  for (const when of ['mid-answer', 'before-answer'] as const) {
    test(`${when}: the outcome is unknown, the key is found, and exists once`, async ({
      castellan,
      startPractice,
    }) => {
      const practice = await startPractice();
      await castellan.addCluster(answersFor(practice, 'shop-dev'));
      const { editor, list } = castellan;
      await list.newKey.click();
      await editor.description.fill('Lost answer');
      await editor.preset('Search only').click();
      await setFaults(practice, { rules: [{ fault: 'drop', when, method: 'POST', path: '/1/keys' }] });
      await editor.submit.click();
      const unknown = castellan.dialog('What became of the change is not known');
      await expect(unknown).toContainText('it is probably this one');
      await expect(unknown).toContainText('Lost answer');
      const made = (await keysOn(practice)).filter(({ description }) => description === 'Lost answer');
      expect(made).toHaveLength(1);
      await unknown.getByRole('button', { name: 'Show this key' }).click();
      await expect(editor.sheet).toBeHidden();
      await expect(castellan.details('Lost answer').pane).toBeVisible();
    });
  }

  test('before anything was done: nothing is found, nothing is sent again', async ({
    castellan,
    startPractice,
  }) => {
    const practice = await startPractice();
    await castellan.addCluster(answersFor(practice, 'shop-dev'));
    const { editor, list } = castellan;
    await list.newKey.click();
    await editor.description.fill('Never arrived');
    await editor.preset('Search only').click();
    await setFaults(practice, {
      rules: [{ fault: 'drop', when: 'before-handling', method: 'POST', path: '/1/keys', times: 1 }],
    });
    await editor.submit.click();
    const unknown = castellan.dialog('What became of the change is not known');
    await expect(unknown).toContainText('Sync before you create the key again', { timeout: 20_000 });
    const made = (await keysOn(practice)).filter(({ description }) => description === 'Never arrived');
    expect(made).toEqual([]);
    await unknown.getByRole('button', { name: 'Back to the form' }).click();
    await expect(editor.description).toHaveValue('Never arrived');
  });
});

test('an answer that never ends can be cancelled', async ({ castellan, startPractice }) => {
  const practice = await startPractice();
  await addKey(practice, SPEC);
  await castellan.addCluster(answersFor(practice, 'shop-dev'));
  const { editor, header, list, page } = castellan;
  await list.row('Blog search').waitFor();
  await expect(header).toContainText('synced');

  await test.step('a sync', async () => {
    await setFaults(practice, { rules: [{ fault: 'hang', when: 'mid-answer' }] });
    await castellan.sync();
    await expect(header).toContainText('syncing');
    await header.getByRole('button', { name: 'Cancel' }).click();
    await expect(header).toContainText('synced');
    await expect(castellan.banner('Offline.')).toBeHidden();
    await expect(list.row('Blog search')).toBeVisible();
  });

  await test.step('a connection test', async () => {
    const { addForm } = castellan;
    await castellan.sidebar.getByRole('button', { name: 'Add cluster' }).click();
    await addForm.fill(answersFor(practice, 'second'));
    await addForm.test.click();
    await expect(addForm.test).toHaveAttribute('aria-busy', 'true');
    await page.keyboard.press('Escape');
    await expect(addForm.test).not.toHaveAttribute('aria-busy', 'true');
    await expect(addForm.name).toHaveValue('second');
    await addForm.discard();
  });

  await test.step('a create', async () => {
    await setFaults(practice, {
      rules: [{ fault: 'hang', when: 'before-answer', method: 'POST', path: '/1/keys' }],
    });
    await list.newKey.click();
    await editor.description.fill('Hanging');
    await editor.preset('Search only').click();
    await editor.submit.click();
    await expect(editor.progress).toContainText('Sending to shop-dev');
    await editor.stop.click();
    const unknown = castellan.dialog('What became of the change is not known');
    await expect(unknown).toContainText('it is probably this one');
    const made = (await keysOn(practice)).filter(({ description }) => description === 'Hanging');
    expect(made).toHaveLength(1);
  });
});
