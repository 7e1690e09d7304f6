import { addKey } from '../support/practice-http';
import { answersFor, expect, test } from './pages/test';

test('a pasted secret leads to its key on another cluster, offline, and leaves nothing behind', async ({
  castellan,
  startPractice,
}) => {
  const first = await startPractice({ seed: 'demo' });
  const second = await startPractice();
  const secret = await addKey(second, { acl: ['search'], description: 'Needle', indexes: ['blog_*'] });
  await castellan.addCluster(answersFor(second, 'holds-it'));
  await castellan.list.row('Needle').waitFor();
  await castellan.addCluster(answersFor(first, 'in-view'));
  const { header, list, page } = castellan;
  await expect(list.count).toHaveText(/^3\d keys$/);
  await first.kill();
  await second.kill();

  await test.step('pasted with the keyboard', async () => {
    await list.paste(` ${secret}\n`);
    await expect(header.getByRole('heading', { name: 'holds-it' })).toBeVisible();
    await expect(castellan.details('Needle').pane).toBeVisible();
    await expect(list.row('Needle')).toHaveAttribute('aria-selected', 'true');
    await expect(list.search).toHaveValue('');
  });

  await test.step('typed in one go, on the cluster itself, behind a filter that hides it', async () => {
    await list.search.fill('nothing has this name');
    await expect(castellan.main).toContainText('No key matches');
    await list.search.fill(secret);
    await expect(list.search).toHaveValue('');
    await expect(list.row('Needle')).toHaveAttribute('aria-selected', 'true');
  });

  await test.step('nothing of it is in the page', async () => {
    expect(await page.content()).not.toContain(secret);
    const values = await page.evaluate(() =>
      [...document.querySelectorAll('input')].map(({ value }) => value),
    );
    expect(values.join()).not.toContain(secret);
  });
});

test('a secret that no key has is said to be unknown, and is not kept', async ({
  castellan,
  startPractice,
}) => {
  const practice = await startPractice({ seed: 'demo' });
  await castellan.addCluster(answersFor(practice, 'shop-dev'));
  const { list, page } = castellan;
  const stranger = 'deadbeef'.repeat(4);
  await list.paste(stranger);
  const banner = castellan.banner('No known key has this secret.');
  await expect(banner).toContainText('What was pasted is not kept.');
  await expect(list.search).toHaveValue('');
  await expect(list.count).toHaveText(/^3\d keys$/);
  await banner.getByRole('button', { name: 'Dismiss' }).click();
  await expect(banner).toBeHidden();
  expect(await page.content()).not.toContain(stranger);
});

test('a secret that keys on two clusters have offers both', async ({ castellan, startPractice }) => {
  const practice = await startPractice();
  const secret = await addKey(practice, { acl: ['search'], description: 'Twice', indexes: ['blog_*'] });
  await castellan.addCluster(answersFor(practice, 'one-view'));
  await castellan.list.row('Twice').waitFor();
  await castellan.addCluster(answersFor(practice, 'other-view'));
  await castellan.list.row('Twice').waitFor();
  const { header, list } = castellan;
  await list.paste(secret);
  const banner = castellan.banner('Several keys have this secret:');
  await expect(banner.getByRole('button', { name: 'Twice on other-view' })).toBeVisible();
  await banner.getByRole('button', { name: 'Twice on one-view' }).click();
  await expect(header.getByRole('heading', { name: 'one-view' })).toBeVisible();
  await expect(list.row('Twice')).toHaveAttribute('aria-selected', 'true');
});

test('an ordinary word is searched for in everything that is shown', async ({ castellan, startPractice }) => {
  const practice = await startPractice({ seed: 'demo' });
  await castellan.addCluster(answersFor(practice, 'shop-dev'));
  const { list } = castellan;
  await list.search.fill('tenant:northwind');
  await expect(list.count).toHaveText(/^1 of 3\d keys$/);
  await expect(list.row('Partner Northwind, own articles only')).toBeVisible();
  await list.search.fill('no such words anywhere');
  await expect(castellan.main).toContainText('No key matches');
  await castellan.main.getByText('Clear search and filters', { exact: true }).click();
  await expect(list.count).toHaveText(/^3\d keys$/);
});
