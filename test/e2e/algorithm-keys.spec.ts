import algorithmia from 'algorithmia';
import { addUser, ask, keysAt, type AlgorithmiaPractice } from '../support/practice-algorithmia';
import { connect, createKey, test as base } from './pages/algorithms';
import { expect } from './pages/test';
import { openForeignPage, type ForeignPage } from './support/foreign-page';

/** The same with a page of another origin. */
const test = base.extend<{ readonly shop: ForeignPage }>({
  shop: async ({}, use) => {
    const shop = await openForeignPage();
    await use(shop);
    await shop.close();
  },
});

/** What the official client, unmodified, gets from an algorithm: its result, or the code of the refusal. */
function called(cluster: AlgorithmiaPractice, key: string, algorithm: string): Promise<unknown> {
  return new Promise((resolve) => {
    algorithmia(key, cluster.url)
      .algo(algorithm)
      .pipe('HAL')
      .then((answer) => resolve(answer.error === undefined ? answer.get() : answer.error.code));
  });
}

/** What a page gets that calls an algorithm with this key. */
function calledFrom({ page }: ForeignPage, cluster: AlgorithmiaPractice, key: string): Promise<unknown> {
  return page.evaluate(
    async ([url = '', secret = '']) => {
      const answer = await fetch(`${url}/v1/web/algo/demo/Hello`, {
        method: 'POST',
        headers: { authorization: `Simple ${secret}`, 'content-type': 'text/plain' },
        body: 'HAL',
      });
      const { result, error } = (await answer.json()) as { result?: unknown; error?: { code: number } };
      return error === undefined ? result : `${answer.status} ${error.code}`;
    },
    [cluster.url, key],
  );
}

test('a restricted key does what it is for, and is refused everything else', async ({
  castellan,
  cluster,
  shop,
}) => {
  await connect(castellan, cluster);
  await castellan.list.newKey.click();
  const { editor } = castellan;
  const key = await createKey(castellan, 'reports', async () => {
    await editor.sheet.getByRole('radio', { name: 'Restricted' }).check();
    await editor.addEntries('Algorithms', ['algo://demo/Hello/*']);
    await editor.sheet.getByRole('radio', { name: 'Read only' }).check();
    await expect(editor.panel).toContainText('Can call demo/Hello from native clients and read data of ann.');
  });

  await test.step('the official client calls what is listed, and nothing else', async () => {
    expect(await called(cluster, key, 'demo/Hello')).toBe('Hello HAL');
    expect(await called(cluster, key, 'demo/WordCount')).toBe(2001);
  });

  await test.step('it reads data, and writes none', async () => {
    const client = algorithmia(key, cluster.url);
    const listed = await ask(cluster, { path: '/v1/data/.my', key });
    expect(listed.status).toBe(200);
    const written = new Promise((resolve) => {
      client.file('data://ann/x.txt').putString('text', (body) => resolve(body));
    });
    expect(await written).toMatchObject({ error: { code: 2001 } });
  });

  await test.step('a page of another origin is refused', async () => {
    expect(await calledFrom(shop, cluster, key)).toBe('403 2001');
  });
});

test('a key for one site answers its pages, and no others', async ({ castellan, cluster, shop }) => {
  await connect(castellan, cluster);
  await castellan.list.newKey.click();
  const { editor } = castellan;
  const key = await createKey(castellan, 'shop pages', async () => {
    await editor.preset('Call from a website').click();
    await editor.sheet.getByRole('radio', { name: 'Full access' }).check();
    await editor.field('Referrer host').fill('http://localhost:8080/');
    await expect(editor.field('Referrer host')).toHaveAccessibleDescription(
      /Enter the name of one host only/,
    );
    await editor.sheet.getByRole('button', { name: 'Use localhost' }).first().click();
    await expect(editor.field('Referrer host')).toHaveValue('localhost');
  });
  expect(await calledFrom(shop, cluster, key)).toBe('Hello HAL');
  await shop.visit('127.0.0.1');
  expect(await calledFrom(shop, cluster, key)).toBe('403 2001');
  expect(await called(cluster, key, 'demo/Hello')).toBe(2001);
});

test('an admin key lists users, and calls no algorithm', async ({ castellan, cluster }) => {
  await connect(castellan, cluster);
  await castellan.header.getByRole('button', { name: 'Which sort of key' }).click();
  await castellan.page.getByRole('menuitem', { name: /^Admin API key/ }).click();
  const { editor, list } = castellan;
  await expect(editor.sheet.getByRole('radio', { name: 'Admin API key' })).toBeChecked();
  await expect(editor.field('Referrer host')).toBeHidden();
  const key = await createKey(castellan, 'provisioning');
  await expect(list.rows.filter({ hasText: 'provisioning' })).toContainText('Admin Key');
  expect((await ask(cluster, { path: '/v1/users?limit=1', key })).status).toBe(200);
  expect(await called(cluster, key, 'demo/Hello')).toBe(2001);
});

test('contradictions are told at once, and every member comes back as it was saved', async ({
  castellan,
  cluster,
}) => {
  await connect(castellan, cluster);
  await castellan.list.newKey.click();
  const { editor } = castellan;
  await createKey(castellan, 'all of it', async () => {
    const { sheet } = editor;
    await sheet.getByRole('radio', { name: 'Restricted' }).check();
    await editor.addEntries('Algorithms', ['algo://demo/Hello', 'algo://demo/*']);
    await expect(sheet.getByText('1 entry has no effect')).toBeVisible();
    await sheet.getByRole('checkbox', { name: 'Native clients' }).uncheck();
    await expect(sheet).toContainText('neither native clients nor web browsers are allowed');
    await sheet.getByRole('checkbox', { name: 'Web browser' }).check();
    await editor.field('Referrer host').fill('www.example.com');
    await sheet.getByRole('radio', { name: 'Read & write' }).check();
    await sheet.getByRole('checkbox', { name: /^Allow this key to manage/ }).check();
  });
  const [stored] = (await keysAt(cluster, '/v1/users/ann/keys')).filter(
    ({ key_label }) => key_label === 'all of it',
  );
  expect(stored?.permissions).toEqual({
    allow_algo: false,
    allow_web_algo: true,
    algo_acl: ['algo://demo/Hello', 'algo://demo/*'],
    referer_host: 'www.example.com',
    allow_data: true,
    allow_data_write: true,
    allow_algo_management: true,
  });
  const details = castellan.details('all of it').pane;
  for (const words of ['www.example.com', 'read & write', 'no effect']) {
    await expect(details).toContainText(words);
  }
});

test('the default-key is marked; deleting it says what follows and offers another one', async ({
  castellan,
  cluster,
}) => {
  await connect(castellan, cluster);
  const { list, page, editor } = castellan;
  const row = list.rows.filter({ hasText: 'default-key' }).filter({ hasText: 'ann' });
  await expect(row).toContainText('default');
  await row.click();
  await page.keyboard.press('Delete');
  const question = page.getByRole('alertdialog', { name: 'Delete key default-key?' });
  await expect(question).toContainText('The code snippets of ann show no key any more');
  await question.getByRole('button', { name: 'Delete key' }).click();
  await castellan.notifications.getByRole('button', { name: 'Create a new default-key' }).click();
  await expect(editor.field('Name')).toHaveValue('default-key');
  await editor.submit.click();
  await editor.created().getByRole('button', { name: 'Done' }).click();
  expect(await keysAt(cluster, '/v1/users/ann/keys')).toHaveLength(1);
});

test('a rotated key has a new secret, shown once, and its old one is refused', async ({
  castellan,
  cluster,
}) => {
  await connect(castellan, cluster);
  await castellan.list.newKey.click();
  const { editor, page } = castellan;
  const old = await createKey(castellan, 'nightly', () => editor.preset('Read data only').click());
  await castellan.details('nightly').choose('Rotate…');
  await page.getByRole('alertdialog').getByRole('button', { name: 'Rotate key' }).click();
  const dialog = page.getByRole('dialog', { name: 'nightly has a new secret on ml-dev' });
  const shown = dialog.getByRole('status', { name: 'Secret' });
  await expect(shown).toHaveText(/^sim[A-Za-z0-9+/]{25}$/);
  const fresh = await shown.innerText();
  await dialog.getByRole('button', { name: 'Done' }).click();
  await expect(castellan.details('nightly').pane).toContainText('rotated in Castellan');
  const statusWith = async (key: string) => (await ask(cluster, { path: '/v1/data/.my', key })).status;
  expect([await statusWith(fresh), await statusWith(old)]).toEqual([200, 401]);
});

test('keys are grouped and narrowed by their owners, and two under one label are pointed out', async ({
  castellan,
  cluster,
}) => {
  await addUser(cluster, 'bob');
  await connect(castellan, cluster);
  const { list, page, editor } = castellan;
  await page.getByRole('button', { name: 'Owner', exact: true }).first().click();
  await page.getByRole('menuitemradio', { name: 'bob (1)' }).click();
  await expect(list.count).toHaveText(/^1 of \d+ keys$/);
  await list.newKey.click();
  await editor.field('Name').fill('default-key');
  await editor.field('Username').fill('bob');
  await expect(editor.field('Name')).toHaveAccessibleDescription(
    /Another key of bob \(sim.*\) has this label/,
  );
  await editor.submit.click();
  await editor.created().getByRole('button', { name: 'Done' }).click();
  await expect(castellan.details('default-key').pane).toContainText(
    'Another key of bob is labelled default-key.',
  );
});
