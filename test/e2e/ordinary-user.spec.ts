import { readdirSync, readFileSync } from 'node:fs';
import { Castellan } from './pages/castellan';
import { expect, test } from './support/fixture';
import { asOrdinaryUser } from './support/ordinary-user';

test.skip(process.platform !== 'linux', 'Other systems tell about a sandbox in other ways.');

/** A line of /proc/<pid>/status, cut at blanks. */
function statusOf(pid: number, name: string): readonly string[] {
  const text = readFileSync(`/proc/${pid}/status`, 'utf8');
  const line = text.split('\n').find((one) => one.startsWith(`${name}:`)) ?? '';
  return line.split(/\s+/).slice(1).filter(Boolean);
}

/** Chromium joins the arguments of some processes with blanks. */
const argumentsOf = (pid: number): readonly string[] =>
  readFileSync(`/proc/${pid}/cmdline`, 'utf8').split(/[\0 ]/).filter(Boolean);

const filtersOn = (pid: number): number => Number(statusOf(pid, 'Seccomp_filters')[0]);

/** How many user ids are known in the user namespace of a process: all of them outside of any, one in Chromium's. */
const knownUsers = (pid: number): number =>
  Number(readFileSync(`/proc/${pid}/uid_map`, 'utf8').trim().split(/\s+/)[2]);

/** A process and all that descend from it. */
function familyOf(pid: number): readonly number[] {
  const children = readdirSync(`/proc/${pid}/task`).flatMap((thread) =>
    readFileSync(`/proc/${pid}/task/${thread}/children`, 'utf8').split(' ').filter(Boolean).map(Number),
  );
  return [pid, ...children.flatMap(familyOf)];
}

/** What Chromium's sandbox does to a page's process and not to the main process, so the same look would notice. */
function expectHeld(renderer: number, main: number): void {
  expect(argumentsOf(renderer)).toContain('--type=renderer');
  expect(statusOf(renderer, 'Seccomp')).toEqual(['2']);
  // A container may have put a filter on every process.
  expect(filtersOn(renderer)).toBeGreaterThan(filtersOn(main));
  expect(statusOf(renderer, 'NoNewPrivs')).toEqual(['1']);
  expect(statusOf(renderer, 'CapEff')).toEqual(['0000000000000000']);
  // A process has a number in each process namespace that it is in.
  expect(statusOf(renderer, 'NSpid').length).toBeGreaterThan(statusOf(main, 'NSpid').length);
  expect(knownUsers(renderer)).toBe(1);
  expect(knownUsers(main)).toBeGreaterThan(1);
}

test("an ordinary user works in a page that Chromium's sandbox holds", async ({ display }, testInfo) => {
  await asOrdinaryUser(display ?? '', async ({ app, userId, output }) => {
    expect(userId).toBeGreaterThan(0);
    const page = await app.firstWindow();
    const castellan = new Castellan(page);

    await test.step('the practice cluster opens and its keys show', async () => {
      await castellan.openPractice();
      await expect(castellan.list.count).toHaveText(/^3\d keys$/);
      await castellan.list.select('Blog search');
      await castellan.details('Blog search').reveal.click();
      await expect(castellan.details('Blog search').secret).toHaveText(/^[0-9a-f]{32}$/);
    });

    const { main, renderer } = await app.evaluate(({ BrowserWindow }) => ({
      main: process.pid,
      renderer: BrowserWindow.getAllWindows()[0]?.webContents.getOSProcessId() ?? -1,
    }));

    await test.step('every process is this user, and none was told to do without a sandbox', async () => {
      const family = familyOf(main);
      expect(family.length).toBeGreaterThan(4);
      expect(family).toContain(renderer);
      for (const pid of family) {
        expect(statusOf(pid, 'Uid')).toEqual(Array.from({ length: 4 }, () => String(userId)));
        expect(
          argumentsOf(pid).filter((argument) => /no-sandbox|disable-\w*-?sandbox/.test(argument)),
        ).toEqual([]);
      }
    });

    await test.step('the page has a filter on system calls, no way to gain rights, and sees neither users nor processes', () => {
      expectHeld(renderer, main);
    });

    await test.step('so has any page, even one that asks for the opposite', async () => {
      const careless = await app.evaluate(async ({ BrowserWindow }) => {
        const window = new BrowserWindow({
          show: false,
          webPreferences: { sandbox: false, nodeIntegration: true, contextIsolation: false },
        });
        await window.loadURL('data:text/html,<p>careless');
        return window.webContents.getOSProcessId();
      });
      expect(careless).not.toBe(renderer);
      expectHeld(careless, main);
    });
    await testInfo.attach('output.txt', { body: output(), contentType: 'text/plain' });
  });
});
