import type { Locator, Page } from '@playwright/test';
import { addUser, algorithmiaHere, switchSettings } from '../support/practice-algorithmia';
import { addKey, setFaults } from '../support/practice-http';
import { answersFor, expect, test } from './pages/test';

const SPEC = { acl: ['search'], description: 'Subject', indexes: ['blog_*'], maxHitsPerQuery: 20 };

test.beforeEach(async ({ running }) => {
  // The menu takes its room when the page has loaded.
  await running.page.getByRole('main').waitFor();
  await running.app.evaluate(({ BrowserWindow }) => {
    BrowserWindow.getAllWindows()[0]?.setContentSize(900, 600);
  });
  await expect.poll(() => running.page.evaluate(() => [innerWidth, innerHeight])).toEqual([900, 600]);
});

/** Whether an element shows all of its text. */
async function isWhole(element: Locator): Promise<boolean> {
  return element.evaluate((node) => node.scrollWidth <= node.clientWidth);
}

async function bottomOf(element: Locator): Promise<number> {
  const box = await element.boundingBox();
  return box === null ? 0 : box.y + box.height;
}

/** How far the page itself could be scrolled: never. */
function overflow(page: Page): Promise<readonly number[]> {
  return page.evaluate(() => {
    const { scrollWidth, clientWidth, scrollHeight, clientHeight } = document.documentElement;
    return [scrollWidth - clientWidth, scrollHeight - clientHeight];
  });
}

test('in the smallest window the details reach the bottom, however short the list is', async ({
  castellan,
  startPractice,
}) => {
  const practice = await startPractice();
  await addKey(practice, SPEC);
  await castellan.addCluster(answersFor(practice, 'shop-dev'));
  const { list, page } = castellan;
  await list.select('Subject');
  const { pane } = castellan.details('Subject');
  await expect.poll(() => bottomOf(pane)).toBe(600);
  expect(await overflow(page)).toEqual([0, 0]);
});

test('in the smallest window the name stays whole and a sync can be cancelled; filters move nothing', async ({
  castellan,
  startPractice,
}) => {
  const practice = await startPractice({ seed: 'demo' });
  await castellan.addCluster({ ...answersFor(practice, 'shop-prod'), environment: 'Production' });
  const { header, list, page } = castellan;
  const name = header.getByRole('heading', { name: 'shop-prod' });
  await expect(header).toContainText('synced');
  expect(await isWhole(name)).toBe(true);

  const before = await list.grid.boundingBox();
  await page.getByRole('button', { name: /^Expiry/ }).click();
  await page.getByRole('menuitemradio', { name: 'Within 90 days' }).click();
  await page.getByRole('button', { name: /^Permission/ }).click();
  await page.getByRole('menuitemradio', { name: 'See unretrievable attributes' }).click();
  await expect(list.count).toContainText(/of \d+ keys/);
  expect((await list.grid.boundingBox())?.y).toBe(before?.y);

  await setFaults(practice, { rules: [{ fault: 'hang', when: 'before-answer', path: '/1/keys' }] });
  await castellan.sync();
  const cancel = header.getByRole('button', { name: 'Cancel' });
  await expect(cancel).toBeInViewport({ ratio: 1 });
  expect(await isWhole(name)).toBe(true);
  await cancel.click();
  await expect(header).toContainText('synced');
});

test('why a change failed is in sight, wherever the form is scrolled', async ({
  castellan,
  startPractice,
}) => {
  const practice = await startPractice();
  await addKey(practice, SPEC);
  await castellan.addCluster(answersFor(practice, 'shop-dev'));
  const { editor, list } = castellan;
  await list.select('Subject');
  await castellan.details('Subject').edit.click();
  await editor.field('Hits per query').fill('50');
  await setFaults(practice, { rules: [{ fault: 'status', status: 500, message: 'Disk failure' }] });
  await editor.submit.click();
  await expect(editor.sheet.getByRole('alert')).toBeInViewport({ ratio: 1 });
  await expect(editor.description).not.toBeInViewport();
});

test('a field that a cluster refuses comes into sight with the focus, and a notice keeps its words whole', async ({
  castellan,
}) => {
  const cluster = await algorithmiaHere();
  try {
    await addUser(cluster, 'ann');
    await castellan.addAlgorithmia({ name: 'ml-dev', url: cluster.url, key: cluster.adminKey });
    const { editor, list, notifications, page } = castellan;
    await list.rows.filter({ hasText: 'default-key' }).filter({ hasText: 'ann' }).click();
    await page.keyboard.press('Delete');
    await castellan.confirmation('Delete key default-key?').confirm('Delete key').click();
    const offer = notifications.getByRole('button', { name: 'Create a new default-key' });
    await offer.waitFor();
    const words = notifications.getByText('default-key deleted.');
    expect(await isWhole(words)).toBe(true);
    // The message is a name and a word, so that it has its place on one line.
    expect((await words.boundingBox())?.height).toBeLessThan(30);

    await switchSettings(cluster, { userKeys: 'session' });
    await offer.click();
    await editor.submit.click();
    const owner = editor.sheet.getByRole('group', { name: 'Owner' });
    await expect(editor.field('Username')).toBeFocused();
    await expect(editor.field('Username')).toBeInViewport({ ratio: 1 });
    const refusal = owner.getByRole('button', { name: 'Use an organization' });
    await expect(refusal).toBeInViewport({ ratio: 1 });
    expect(await bottomOf(refusal)).toBeLessThan((await editor.panel.boundingBox())?.y ?? 0);
  } finally {
    await cluster.stop();
  }
});

test('marks stand below a name that needs the width, and in the list they are whole', async ({
  castellan,
  running,
}) => {
  await running.app.evaluate(({ BrowserWindow }) => {
    BrowserWindow.getAllWindows()[0]?.setContentSize(1280, 800);
  });
  await castellan.openPractice('Algorithmia');
  const { list } = castellan;
  await list.selectFirst('Cluster administration');
  const title = castellan.details('Cluster administration').pane.getByRole('heading', { level: 2 });
  expect((await title.boundingBox())?.height).toBeLessThan(30);
  expect(await isWhole(list.rows.first().getByRole('gridcell').last())).toBe(true);
});
