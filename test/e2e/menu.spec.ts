import type { ElectronApplication } from '@playwright/test';
import type { AboutPanelOptionsOptions } from 'electron';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { addKey } from '../support/practice-http';
import { Castellan } from './pages/castellan';
import { answersFor, expect, test } from './pages/test';

const root = path.resolve(import.meta.dirname, '..', '..');

/** Every menu with its items, top to bottom; separators left out. Mac has Settings, About and Quit elsewhere. */
const MENUS = {
  '&File': ['New Key', 'Add Cluster…', 'Sync Now', 'Settings…', 'Quit'],
  '&Edit': ['Undo', 'Redo', 'Cut', 'Copy', 'Paste', 'Select All', 'Search Keys'],
  '&View': [
    'Run a Command…',
    'Keys',
    'People',
    'Toggle Theme',
    'Actual Size',
    'Zoom In',
    'Zoom Out',
    'Toggle Full Screen',
    'Reload',
    'Toggle Developer Tools',
  ],
  '&Window': ['Minimize', 'Zoom', 'Close'],
  '&Help': ['Keyboard Shortcuts', 'Open Data Folder', 'About Castellan'],
};

test.skip(process.platform === 'darwin', 'The menus of macOS are told in test/unit/app/menu.test.ts.');

/** Chooses an item of the application menu as the system does. */
async function choose(app: ElectronApplication, menu: string, item: string): Promise<void> {
  await app.evaluate(
    ({ BrowserWindow, Menu }, [inMenu, label]) => {
      const [window] = BrowserWindow.getAllWindows();
      const found = Menu.getApplicationMenu()
        ?.items.find((one) => one.label === inMenu)
        ?.submenu?.items.find((one) => one.label === label);
      if (found === undefined) throw new Error(`There is no item ${label} in ${inMenu}.`);
      if (!found.enabled) throw new Error(`${label} cannot be chosen.`);
      // Electron's types say no more than that it is a function.
      const click = found.click as (...args: readonly unknown[]) => void;
      click({}, window, window?.webContents);
    },
    [menu, item] as const,
  );
}

/** Until it listens, the page hears of no command. */
const whole = (castellan: Castellan) => castellan.main.getByRole('heading', { name: 'Castellan' }).waitFor();

test('the window has the application menu, with exactly these items', async ({ castellan, running }) => {
  await whole(castellan);
  const { menus, shown } = await running.app.evaluate(({ BrowserWindow, Menu }) => ({
    menus: Menu.getApplicationMenu()?.items.map(({ label, submenu }) => [
      label,
      submenu?.items.filter(({ type }) => type !== 'separator').map((item) => item.label),
    ]),
    shown: BrowserWindow.getAllWindows()[0]?.isMenuBarVisible(),
  }));
  expect(Object.fromEntries(menus ?? [])).toEqual(MENUS);
  expect(shown).toBe(true);
});

test('People leads to users and organizations where the cluster has them, and nowhere else', async ({
  castellan,
  running,
}) => {
  const { people, list } = castellan;
  await castellan.openPractice();
  await choose(running.app, '&View', 'People');
  await choose(running.app, '&View', 'Run a Command…');
  await castellan.dialog('Search or run a command').waitFor();
  await running.page.keyboard.press('Escape');
  await expect(list.grid).toBeVisible();
  await castellan.chooseOfCluster('Remove from Castellan…');
  await castellan
    .confirmation(/^Remove/)
    .confirm('Remove cluster')
    .click();
  await people.openPractice();
  await castellan.openKeys();
  await choose(running.app, '&View', 'People');
  await expect(people.grid).toBeVisible();
});

test('every command of the menu does what it says', async ({ castellan, running, startPractice }) => {
  const { app, page } = running;
  const { addForm, editor, list } = castellan;
  const practice = await startPractice();
  await addKey(practice, { acl: ['search'], description: 'There before' });
  await whole(castellan);

  await choose(app, '&File', 'Add Cluster…');
  await addForm.fill(answersFor(practice, 'shop-dev'));
  await addForm.submit.click();
  await list.row('There before').waitFor();

  await addKey(practice, { acl: ['search'], description: 'Made meanwhile' });
  await choose(app, '&File', 'Sync Now');
  await expect(list.row('Made meanwhile')).toBeVisible();

  await choose(app, '&File', 'New Key');
  await expect(editor.sheet).toBeVisible();
  await editor.cancel.click();

  await choose(app, '&File', 'Settings…');
  await expect(page.getByRole('region', { name: 'Settings' })).toBeVisible();
  await choose(app, '&View', 'Keys');
  await expect(list.grid).toBeVisible();
  await choose(app, '&Edit', 'Search Keys');
  await expect(list.search).toBeFocused();

  await choose(app, '&View', 'Run a Command…');
  await expect(castellan.dialog('Search or run a command')).toBeVisible();
  await page.keyboard.press('Escape');
  await choose(app, '&Help', 'Keyboard Shortcuts');
  await expect(castellan.dialog('Keyboard shortcuts')).toBeVisible();
  await page.keyboard.press('Escape');

  await choose(app, '&View', 'Toggle Theme');
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark');
  await choose(app, '&View', 'Toggle Theme');
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'light');
});

test('a shortcut that the menu shows acts once', async ({ castellan, running, startPractice }) => {
  const { page } = running;
  const practice = await startPractice();
  await castellan.addCluster(answersFor(practice, 'shop-dev'));
  await page.keyboard.press('Control+n');
  await expect(castellan.editor.sheet).toHaveCount(1);
  await castellan.editor.cancel.click();
  await expect(castellan.editor.sheet).toHaveCount(0);
});

test('editing, zoom and full screen work from the menu', async ({ castellan, running }) => {
  const { app, page } = running;
  await whole(castellan);
  const zoom = () =>
    app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.webContents.zoomFactor);
  await choose(app, '&View', 'Zoom In');
  await expect.poll(zoom).toBeGreaterThan(1);
  await choose(app, '&View', 'Actual Size');
  await expect.poll(zoom).toBe(1);
  await choose(app, '&View', 'Zoom Out');
  await expect.poll(zoom).toBeLessThan(1);
  await choose(app, '&View', 'Actual Size');

  await choose(app, '&File', 'Add Cluster…');
  const { name } = castellan.addForm;
  await name.fill('to be moved');
  await choose(app, '&Edit', 'Select All');
  await choose(app, '&Edit', 'Cut');
  await expect(name).toHaveValue('');
  await choose(app, '&Edit', 'Paste');
  await expect(name).toHaveValue('to be moved');
  await page.keyboard.press('Escape');

  await choose(app, '&View', 'Toggle Full Screen');
  await expect
    .poll(() => app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.isFullScreen()))
    .toBe(true);
});

test('Quit ends the application', async ({ castellan, running }) => {
  await whole(castellan);
  const ended = running.app.waitForEvent('close');
  await choose(running.app, '&File', 'Quit');
  await ended;
});

test('the data folder and the about panel are those of this application', async ({ profile, start }) => {
  const { app, page } = await start({
    before: path.join(import.meta.dirname, 'support', 'observe-start.cjs'),
  });
  await whole(new Castellan(page));
  await app.evaluate(({ app: electronApp, shell }) => {
    const called: string[] = [];
    Object.assign(globalThis, { called });
    // Neither can be looked at on a display without a desktop.
    shell.openPath = async (folder) => {
      called.push(`open ${folder}`);
      return '';
    };
    electronApp.showAboutPanel = () => void called.push('about');
  });
  await choose(app, '&Help', 'Open Data Folder');
  await choose(app, '&Help', 'About Castellan');
  const { called, about } = await app.evaluate(() => {
    const { called: calls, startSeen } = globalThis as unknown as {
      called: readonly string[];
      startSeen: { readonly aboutPanel: readonly AboutPanelOptionsOptions[] };
    };
    return { called: calls, about: startSeen.aboutPanel };
  });
  expect(called).toEqual([`open ${profile}`, 'about']);
  const { version } = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8')) as {
    version: string;
  };
  expect(about).toEqual([
    {
      applicationName: 'Castellan',
      applicationVersion: version,
      copyright: 'MIT licence. © The Castellan authors.',
    },
  ]);
});
