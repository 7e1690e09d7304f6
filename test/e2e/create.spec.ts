import type { PracticeProcess } from '../support/practice';
import { keysOn, send, type ListedKey } from '../support/practice-http';
import { startTap, type Tap } from '../support/tap';
import { answersFor, expect, test } from './pages/test';

const DAY_SECONDS = 86_400;

/** The secret of the one key that the cluster has beside these. */
async function addedSecret(practice: PracticeProcess, before: readonly ListedKey[]): Promise<string> {
  const known = before.map(({ value }) => value);
  const added = (await keysOn(practice)).filter(({ value }) => !known.includes(value));
  expect(added).toHaveLength(1);
  return added[0]?.value ?? '';
}

test.describe('a key with every restriction there is', () => {
  let tap: Tap;
  test.afterEach(async () => tap.close());

  test('reaches the cluster as it was previewed, to the byte', async ({
    castellan,
    running,
    startPractice,
  }) => {
    const practice = await startPractice({ seed: 'demo' });
    tap = await startTap(practice.url);
    await castellan.addCluster({
      ...answersFor(practice, 'shop-dev'),
      endpoints: `http://127.0.0.1:${tap.port}`,
    });
    const before = await keysOn(practice);
    const { editor, list } = castellan;
    const wanted = {
      acl: ['search', 'browse', 'listIndexes'],
      validity: 30 * DAY_SECONDS,
      description: 'Söder “shop” — 漢字 & <b>',
      indexes: ['prod_products', 'blog_*'],
      maxHitsPerQuery: 25,
      maxQueriesPerIPPerHour: 1200,
      queryParameters:
        'filters=tenant%3Aacme%20AND%20stock%20%3E%200&ignorePlurals=true&restrictSources=127.0.0.0/8',
      referers: ['https://shop.example.com/*', '*.example.org/*'],
    };

    await test.step('fill in every field', async () => {
      await list.newKey.click();
      await expect(editor.description).toBeFocused();
      await editor.description.fill(wanted.description);
      await editor.preset('Search and browse').click();
      await expect(editor.permission('browse')).toBeChecked();
      await editor.permission('listIndexes').check();
      await editor.addEntries('Indices', wanted.indexes);
      await editor.addEntries('Referers', wanted.referers);
      await editor.field('Hits per query').fill('25');
      await editor.field('Queries per address and hour').fill('1 200');
      await editor.expiry('After a time');
      await editor.field('How long').fill('30');
      await editor.forceParameters([
        ['filters', 'tenant:acme AND stock > 0'],
        ['ignorePlurals', 'true'],
      ]);
      await editor.field(/^Source address/).fill('127.0.0.0/8');
    });

    const previewed = await test.step('read the preview and the summary', async () => {
      await expect(editor.preview).toContainText('restrictSources');
      const body = await editor.previewedBody();
      const members = JSON.parse(body) as Record<string, unknown>;
      expect({ ...members, queryParameters: decodeURIComponent(String(members['queryParameters'])) }).toEqual(
        {
          ...wanted,
          queryParameters: decodeURIComponent(wanted.queryParameters),
        },
      );
      await expect(editor.panel).toContainText('25 hits');
      await expect(editor.preview).toContainText('POST /1/keys');
      return body;
    });

    await test.step('create it', async () => {
      await expect(editor.submit).toHaveText('Create key on shop-dev');
      tap.reset();
      await editor.submit.click();
      await expect(editor.created()).toBeVisible();
      const posts = tap.requests.filter(({ method }) => method === 'POST');
      expect(posts.map(({ target }) => target.replace(/\?.*/, ''))).toEqual(['/1/keys']);
      expect(posts[0]?.body.toString('utf8')).toBe(JSON.stringify(JSON.parse(previewed)));
    });

    const secret = await test.step('it shows its secret once', async () => {
      const shown = await editor.shownSecret();
      expect(await addedSecret(practice, before)).toBe(shown);
      await editor.created().getByRole('button', { name: 'Copy', exact: true }).click();
      await expect(editor.created()).toContainText('The clipboard is cleared at');
      expect(await running.app.evaluate(({ clipboard }) => clipboard.readText())).toBe(shown);
      return shown;
    });

    await test.step('the cluster has every member, to the byte', async () => {
      const answer = await send(practice, { path: `/1/keys/${secret}` });
      const { validity, createdAt: _, value, ...rest } = answer.json();
      expect(value).toBe(secret);
      expect(rest).toEqual(
        Object.fromEntries(
          Object.entries({ ...wanted, ...JSON.parse(previewed) }).filter(([name]) => name !== 'validity'),
        ),
      );
      expect(Number(validity)).toBeGreaterThan(30 * DAY_SECONDS - 60);
      expect(Number(validity)).toBeLessThanOrEqual(30 * DAY_SECONDS);
    });

    await test.step('a real search proves it, an index out of its reach is refused', async () => {
      const created = editor.created();
      await created.getByRole('combobox', { name: 'Index' }).fill('prod_products');
      await created.getByRole('button', { name: 'Search' }).click();
      // Without a page's Referer, a key that is bound to pages is refused.
      await expect(created.getByText('Refused')).toBeVisible();
    });

    await test.step('afterwards it is listed, masked', async () => {
      await editor.created().getByRole('button', { name: 'Done' }).click();
      const details = castellan.details(wanted.description);
      await expect(details.pane).toContainText('created in Castellan');
      await expect(details.secret).toHaveText(`${secret.slice(0, 4)}…${secret.slice(-2)}`);
      expect(await castellan.page.content()).not.toContain(secret);
      await expect(list.row(wanted.description)).toHaveAttribute('aria-selected', 'true');
    });
  });
});

test('a new key is followed until the cluster shows it, and is proved with a search', async ({
  castellan,
  startPractice,
}) => {
  const practice = await startPractice({ seed: 'demo', lag: 4 });
  await castellan.addCluster(answersFor(practice, 'shop-dev'));
  const { editor, list } = castellan;
  await list.newKey.click();
  await editor.description.fill('Slow to appear');
  await editor.preset('Search only').click();
  await editor.addEntries('Indices', ['blog_*']);
  await editor.submit.click();
  await expect(editor.progress).toContainText('Waiting until shop-dev shows it (read');
  await expect(editor.stop).toBeVisible();
  const created = editor.created();
  await expect(created).toBeVisible();
  await expect(created).not.toContainText('does not show it yet');

  const index = created.getByRole('combobox', { name: 'Index' });
  await expect(index).not.toHaveValue('');
  await index.fill('blog_articles');
  await created.getByRole('button', { name: 'Search' }).click();
  await expect(created.getByText('Allowed')).toBeVisible();
  await expect(created.getByText(/\d+ hits? .*\(200\)/)).toBeVisible();
  await index.fill('prod_products');
  await created.getByRole('button', { name: 'Search' }).click();
  await expect(created.getByText('Refused')).toBeVisible();
  await expect(created.getByText(/Index not allowed.*\(403\)/)).toBeVisible();
});

test('an expiry at a date becomes the time that is left', async ({ castellan, startPractice }) => {
  const practice = await startPractice();
  await castellan.addCluster(answersFor(practice, 'shop-dev'));
  const { editor, list, page } = castellan;
  const before = await keysOn(practice);
  await list.newKey.click();
  await editor.description.fill('Until a date');
  await editor.preset('Search only').click();
  await expect(editor.field('How long')).toHaveValue('90');
  await editor.expiry('At a date');
  const end = new Date(Date.now() + 10 * DAY_SECONDS * 1000);
  const local = await page.evaluate((at) => {
    const date = new Date(at);
    return new Date(at - date.getTimezoneOffset() * 60_000).toISOString().slice(0, 16);
  }, end.getTime());
  await editor.sheet.getByLabel(/^Date and time in/).fill(local);
  await editor.submit.click();
  await editor.created().getByRole('button', { name: 'Done' }).click();
  const secret = await addedSecret(practice, before);
  const { validity } = (await send(practice, { path: `/1/keys/${secret}` })).json();
  const expected = (Math.floor(end.getTime() / 60_000) * 60_000 - Date.now()) / 1000;
  expect(Math.abs(Number(validity) - expected)).toBeLessThan(5);
});

test('problems stand at their field while typing, and nothing is sent with one', async ({
  castellan,
  startPractice,
}) => {
  const practice = await startPractice();
  await castellan.addCluster(answersFor(practice, 'shop-dev'));
  const { editor, list } = castellan;
  const before = await keysOn(practice);
  await list.newKey.click();

  await expect(editor.sheet).toContainText('Choose at least one permission');
  await editor.preset('Search only').click();
  await expect(editor.sheet).not.toContainText('Choose at least one permission');

  await editor.addEntries('Indices', ['prod_*_x']);
  await expect(editor.sheet.getByRole('button', { name: /^Indices ?, \d remark/ })).toBeVisible();
  await editor.field('Hits per query').fill('many');
  await expect(editor.field('Hits per query')).toHaveAccessibleDescription(/Enter a whole number/);
  await editor.expiry('Never');
  await expect(editor.panel).toContainText(/never/i);
  await editor.submit.click();
  await expect(editor.created()).toBeHidden();
  expect(await keysOn(practice)).toEqual(before);

  await editor.field('Hits per query').fill('20');
  await expect(editor.field('Hits per query')).not.toHaveAccessibleDescription(/Enter a whole number/);
  await editor.cancel.click();
  const leave = castellan.confirmation('Discard the changes?');
  await leave.cancel.click();
  await expect(editor.sheet).toBeVisible();
  await editor.cancel.click();
  await leave.confirm('Discard changes').click();
  await expect(editor.sheet).toBeHidden();
  expect(await keysOn(practice)).toEqual(before);
});

test('what the cluster refuses is said at the form, and what was typed stays', async ({
  castellan,
  startPractice,
}) => {
  const practice = await startPractice();
  await castellan.addCluster(answersFor(practice, 'shop-dev'));
  const { editor, list } = castellan;
  const before = await keysOn(practice);
  await list.newKey.click();
  await editor.description.fill('From elsewhere');
  await editor.preset('Search only').click();
  // The cluster makes such a key only when asked from inside the range.
  await editor.field(/^Source address/).fill('10.20.0.0/16');
  await editor.submit.click();
  await expect(editor.sheet.getByRole('alert')).toContainText(
    /shop-dev refused these settings.*Nothing typed here is lost/,
  );
  await expect(editor.description).toHaveValue('From elsewhere');
  expect(await keysOn(practice)).toEqual(before);
});
