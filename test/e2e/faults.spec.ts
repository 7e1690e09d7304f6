import Database from 'better-sqlite3';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, openSync, readdirSync, readFileSync, statSync, writeFileSync, writeSync } from 'node:fs';
import path from 'node:path';
import { z } from 'zod';
import { addKey, keysOn } from '../support/practice-http';
import { forgetInKeychain } from '../support/session-keychain';
import { canMount, mountSmallDisk, type SmallDisk } from '../support/small-disk';
import { Castellan } from './pages/castellan';
import { answersFor, expect, test } from './pages/test';
import { applicationArguments, applicationEnvironment } from './support/launch';

const SPEC = { acl: ['search'], description: 'Blog search', indexes: ['blog_*'] };

test.describe('a disk of its own', () => {
  test.skip(!canMount, 'Mounting a small disk needs root on Linux.');
  let disk: SmallDisk | null = null;
  test.afterEach(async () => {
    await disk?.unmount();
    disk = null;
  });

  test('that is full: the change is not sent, the message says what to do, and it works once there is room', async ({
    profile,
    start,
    startPractice,
  }) => {
    disk = await mountSmallDisk(profile, 64);
    const practice = await startPractice();
    await addKey(practice, SPEC);
    const { page } = await start();
    const castellan = new Castellan(page);
    const { editor, list } = castellan;
    await castellan.addCluster(answersFor(practice, 'shop-dev'));
    await list.row('Blog search').waitFor();
    const before = (await keysOn(practice)).length;
    // Until its quiet work is done, the cache has room of its own on the disk, or may yet make some.
    const wal = path.join(profile, 'castellan.db-wal');
    await expect.poll(() => statSync(wal).size).toBe(0);
    disk.fill();

    await list.newKey.click();
    await editor.description.fill('Made on a full disk');
    await editor.preset('Search only').click();
    await editor.submit.click();
    const alert = editor.sheet.getByRole('alert');
    await expect(alert).toContainText('The disk that holds the profile is full');
    await expect(alert).toContainText('Free some space on that disk');
    await expect(alert).toContainText('Nothing typed here is lost.');
    expect(await keysOn(practice)).toHaveLength(before);
    await expect(list.row('Blog search')).toBeVisible();

    disk.free();
    await editor.submit.click();
    await editor.created().getByRole('button', { name: 'Done' }).click();
    await expect(list.row('Made on a full disk')).toBeVisible();
    expect(await keysOn(practice)).toHaveLength(before + 1);
  });

  test('that is read-only: everything is readable, nothing is stored, and the window says so', async ({
    profile,
    start,
    startPractice,
  }) => {
    disk = await mountSmallDisk(profile, 64);
    const practice = await startPractice();
    await addKey(practice, SPEC);
    const first = await start();
    await new Castellan(first.page).addCluster(answersFor(practice, 'shop-dev'));
    await new Castellan(first.page).list.row('Blog search').waitFor();
    await first.close();
    await disk.remount('ro');

    const { page } = await start();
    const castellan = new Castellan(page);
    await expect(page.getByRole('status').filter({ hasText: 'cannot be written' })).toContainText(
      'The data folder cannot be written. Everything is readable, and nothing is stored this time.',
    );
    await castellan.list.select('Blog search');
    await expect(castellan.details('Blog search').pane).toContainText('first seen');
    const before = (await keysOn(practice)).length;
    await castellan.list.newKey.click();
    await castellan.editor.description.fill('Made on a read-only disk');
    await castellan.editor.preset('Search only').click();
    await castellan.editor.submit.click();
    await expect(castellan.editor.sheet.getByRole('alert')).toContainText('cannot be written');
    expect(await keysOn(practice)).toHaveLength(before);
  });
});

/** Overwrites the page at which a table begins. */
function damageTable(file: string, table: string): void {
  const database = new Database(file, { readonly: true });
  const page = z
    .object({ rootpage: z.number() })
    .parse(database.prepare('SELECT rootpage FROM sqlite_schema WHERE name = ?').get(table));
  const size = z.number().parse(database.pragma('page_size', { simple: true }));
  database.close();
  const handle = openSync(file, 'r+');
  writeSync(handle, Buffer.alloc(size, 0xa5), 0, size, (page.rootpage - 1) * size);
  closeSync(handle);
}

test('a cache file that is damaged in part is set aside; clusters stay, keys come back', async ({
  castellan,
  profile,
  running,
  start,
  startPractice,
}) => {
  const practice = await startPractice({ seed: 'demo' });
  await castellan.addCluster(answersFor(practice, 'shop-dev'));
  await expect(castellan.list.count).toHaveText(/^3\d keys$/);
  await running.close();
  const file = path.join(profile, 'castellan.db');
  damageTable(file, 'keys');
  const bytes = readFileSync(file);

  const { page } = await start();
  const next = new Castellan(page);
  const notice = page.getByRole('alert').filter({ hasText: 'The cache file was damaged.' });
  await expect(notice).toContainText(
    /It was set aside as castellan\.db\.damaged\S*, and a new one was made\./,
  );
  await expect(notice).toContainText(/Carried over: 1 cluster,/);
  const [aside] = readdirSync(profile).filter((name) => name.startsWith('castellan.db.damaged'));
  expect(readFileSync(path.join(profile, aside ?? '')).equals(bytes)).toBe(true);
  await expect(next.list.count).toHaveText(/^3\d keys$/);
  await next.list.select('Blog search');
  await next.details('Blog search').reveal.click();
  await expect(next.details('Blog search').secret).toHaveText(/^[0-9a-f]{32}$/);
});

test('a cache file of which nothing can be read is kept, and the window says how to go on', async ({
  castellan,
  profile,
  running,
  start,
  startPractice,
}) => {
  const practice = await startPractice();
  await addKey(practice, SPEC);
  await castellan.addCluster(answersFor(practice, 'shop-dev'));
  await running.close();
  const rubbish = 'This is no database.\n'.repeat(1000);
  writeFileSync(path.join(profile, 'castellan.db'), rubbish);

  const { page } = await start();
  const next = new Castellan(page);
  const notice = page.getByRole('alert').filter({ hasText: 'The cache file was damaged.' });
  await expect(notice).toContainText('Add the clusters again; their keys come back with the first sync.');
  const [aside] = readdirSync(profile).filter((name) => name.startsWith('castellan.db.damaged'));
  expect(readFileSync(path.join(profile, aside ?? ''), 'utf8')).toBe(rubbish);
  await next.addCluster(answersFor(practice, 'shop-dev'));
  await next.list.row('Blog search').waitFor();
});

test('data of a newer version is left untouched, and the window says what to do', async ({
  castellan,
  profile,
  running,
  start,
  startPractice,
}) => {
  const practice = await startPractice();
  await addKey(practice, SPEC);
  await castellan.addCluster(answersFor(practice, 'shop-dev'));
  await castellan.list.row('Blog search').waitFor();
  await running.close();
  const file = path.join(profile, 'castellan.db');
  const setVersion = (version: number): number => {
    const database = new Database(file);
    const before = Number(database.pragma('user_version', { simple: true }));
    database.pragma(`user_version = ${version}`);
    database.pragma('wal_checkpoint(TRUNCATE)');
    database.close();
    return before;
  };
  const known = setVersion(9999);
  const bytes = readFileSync(file);

  const refused = await start();
  await expect(refused.page.getByRole('heading', { name: 'Castellan cannot start' })).toBeVisible();
  await expect(refused.page.getByRole('main')).toContainText(
    'The data in this profile was written by a newer version of Castellan, and was left untouched.',
  );
  await expect(refused.page.getByRole('main')).toContainText('Start that newer version');
  await expect(refused.page.getByRole('main')).toContainText(profile);
  await expect(refused.page.getByRole('link', { name: 'Quit' })).toBeVisible();
  await refused.close();
  expect(readFileSync(file).equals(bytes)).toBe(true);

  setVersion(known);
  const { page } = await start();
  await expect(new Castellan(page).list.row('Blog search')).toBeVisible();
});

test('a second instance on the same profile hands over to the first and ends; what else it was given has no effect', async ({
  castellan,
  profile,
  running,
}) => {
  await castellan.openPractice();
  const { app, page } = running;
  const address = page.url();
  await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.minimize());
  const executable = await app.evaluate(() => process.execPath);
  const display = await app.evaluate(() => process.env['DISPLAY'] ?? '');
  const links = ['castellan://keys/new', 'https://evil.example/', '/etc/passwd', '--theme=dark'];
  const second = spawn(executable, applicationArguments(profile, links), {
    env: applicationEnvironment({ keyring: 'session', env: { DISPLAY: display } }),
    stdio: 'ignore',
  });
  const [code] = await once(second, 'exit');
  expect(code).toBe(0);
  await expect
    .poll(() =>
      app.evaluate(({ BrowserWindow }) =>
        BrowserWindow.getAllWindows().map((window) => window.isVisible() && !window.isMinimized()),
      ),
    )
    .toEqual([true]);
  expect(page.url()).toBe(address);
  await expect(castellan.list.grid).toBeVisible();
  await castellan.sync();
  await expect(castellan.header).toContainText('synced');
});

test('a lost data key costs the sealed secrets alone, and the next sync seals those that still exist', async ({
  castellan,
  profile,
  running,
  start,
  startPractice,
}) => {
  const practice = await startPractice();
  await addKey(practice, SPEC);
  await addKey(practice, { ...SPEC, description: 'Deleted before' });
  await castellan.addCluster(answersFor(practice, 'shop-dev'));
  await castellan.list.select('Deleted before');
  await castellan.details('Deleted before').choose('Delete…');
  await castellan
    .confirmation(/Delete key/)
    .confirm('Delete key')
    .click();
  await expect(castellan.notifications).toContainText('Deleted before deleted.');
  await running.close();
  expect(await forgetInKeychain(profile, 'data-key')).toBe(1);

  const { page } = await start();
  const next = new Castellan(page);
  const notice = page.getByRole('status').filter({ hasText: 'The key that seals stored secrets' });
  await expect(notice).toContainText(/was not in the keychain any more; \d stored secrets were dropped\./);
  await expect(notice).toContainText('are stored again by the next sync');
  await next.list.select('Blog search');
  const details = next.details('Blog search');
  await expect(details.reveal).toBeEnabled();
  await details.reveal.click();
  await expect(details.secret).toHaveText(/^[0-9a-f]{32}$/);
  await next.list.showState('All');
  await next.list.select('Deleted before');
  const gone = next.details('Deleted before');
  await expect(gone.pane).toContainText('Deleted from Castellan');
  await expect(gone.pane).toContainText('The secret of this key is not stored here');
});

test.describe('time', () => {
  test('a change of the time zone shows the same moment in the new zone', async ({
    start,
    startPractice,
  }) => {
    const practice = await startPractice();
    await addKey(practice, { ...SPEC, validity: 40 * 86_400 });
    const instantIn = async (
      zone: string,
      prepare: (window: Castellan) => Promise<void>,
    ): Promise<string> => {
      const running = await start({ env: { TZ: zone } });
      const castellan = new Castellan(running.page);
      await prepare(castellan);
      await castellan.list.select('Blog search');
      const { pane } = castellan.details('Blog search');
      const expires = pane.getByRole('definition').filter({ hasText: /in (39|40) days/ });
      const text = await expires.innerText();
      const editor = castellan.editor;
      await castellan.details('Blog search').edit.click();
      await expect(editor.sheet.getByLabel(`Date and time in ${zone}`)).toBeVisible();
      await editor.cancel.click();
      await running.close();
      return text;
    };
    const inNewYork = await instantIn('America/New_York', (castellan) =>
      castellan.addCluster(answersFor(practice, 'shop-dev')),
    );
    const inTokyo = await instantIn('Asia/Tokyo', (castellan) => castellan.list.row('Blog search').waitFor());
    const [readNewYork, readTokyo] = [inNewYork, inTokyo].map((text) =>
      Date.parse(
        text
          .replace(/\s+in \d+ days$/, '')
          .replace(/\bGMT\+9\b|\bJST\b/, '+0900')
          .replace(/\bGMT-5\b|\bEST\b/, '-0500'),
      ),
    );
    expect(readNewYork).toBeGreaterThan(0);
    // Shown to the minute; a sync in between may move the second by one.
    expect(Math.abs((readNewYork ?? 0) - (readTokyo ?? 0))).toBeLessThanOrEqual(60_000);
  });

  test('hours that daylight saving skips or repeats are said at the date', async ({
    start,
    startPractice,
  }) => {
    const practice = await startPractice();
    const { page } = await start({ env: { TZ: 'Europe/Berlin' } });
    const castellan = new Castellan(page);
    const { editor, list } = castellan;
    await castellan.addCluster(answersFor(practice, 'shop-dev'));
    await list.newKey.click();
    await editor.description.fill('At the change of the clocks');
    await editor.preset('Search only').click();
    await editor.expiry('At a date');
    const date = editor.sheet.getByLabel('Date and time in Europe/Berlin');
    await date.fill('2027-03-28T02:30');
    await expect(editor.sheet).toContainText('The clocks go forward then: 02:30 does not exist on that day');
    await date.fill('2027-10-31T02:30');
    await expect(editor.sheet).toContainText('The clocks go back then: this time comes twice.');
    const choices = editor.sheet.getByRole('radiogroup', { name: 'Which of both times' }).getByRole('radio');
    await expect(choices).toHaveCount(2);
    await choices.nth(1).check();
    await expect(editor.sheet).toContainText('2027-10-31 01:30 UTC');
    await editor.submit.click();
    const secret = await editor.shownSecret();
    const [made] = (await keysOn(practice)).filter(({ value }) => value === secret);
    const end = Date.now() + Number(made?.['validity']) * 1000;
    expect(Math.abs(end - Date.parse('2027-10-31T01:30:00Z'))).toBeLessThan(5_000);
  });
});
