import type { Settings } from '#shared/contract/app';
import type { Page } from '@playwright/test';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Castellan } from './pages/castellan';
import { startDisplay, type OwnDisplay } from './support/display';
import { expect, test as base } from './support/fixture';
import type { RunningApp } from './support/launch';
import { watchScreen, type Line, type Watch } from './support/screen';

type Theme = Settings['theme'];

/** What observe-start.cjs keeps. */
interface StartSeen {
  readonly windows: readonly {
    readonly backgrounds: readonly string[];
    readonly visible: readonly boolean[];
  }[];
}

interface Fixtures {
  /** A display whose picture can be read, for this test alone. */
  readonly watched: OwnDisplay & { readonly watch: (lines: readonly Line[]) => Watch };
  /** Starts the application with a stored theme on that display, under a theme of GTK, in a window at a known place. */
  readonly startWith: (theme: Theme, desktop?: string) => Promise<RunningApp>;
}

const bounds = { x: 100, y: 100, width: 1000, height: 700 };

/** Lines at the right edge of the page, where it has its own colour and nothing stands. */
const margins: readonly Line[] = [300, 560, 790].map((top) => ({ left: 1062, top, width: 36 }));

/** In the menu bar, which GTK draws. */
const menuBar: Line = { left: 600, top: 110, width: 400 };

/** The colour of a display without windows. */
const EMPTY = '#000000';

const withoutRepeats = (colours: readonly string[]): readonly string[] =>
  colours.filter((colour, index) => colour !== colours[index - 1]);

const test = base.extend<Fixtures>({
  watched: async ({}, use) => {
    const folder = await mkdtemp(path.join(tmpdir(), 'castellan-screen-'));
    const display = await startDisplay(folder);
    const watches: Watch[] = [];
    const watch = (lines: readonly Line[]): Watch => {
      const started = watchScreen(folder, lines);
      watches.push(started);
      return started;
    };
    await use({ ...display, watch });
    for (const { end } of watches) end();
    display.end();
    await rm(folder, { recursive: true, force: true });
  },
  startWith: async ({ profile, watched, start }, use) => {
    await use(async (theme, desktop = 'Adwaita') => {
      await writeFile(path.join(profile, 'settings.json'), JSON.stringify({ theme }));
      const place = { bounds, maximized: false, fullScreen: false };
      await writeFile(path.join(profile, 'window.json'), JSON.stringify(place));
      return start({
        before: path.join(import.meta.dirname, 'support', 'observe-start.cjs'),
        env: { DISPLAY: watched.name, GTK_THEME: desktop },
      });
    });
  },
});

test.skip(process.platform !== 'linux', 'The picture of the display is read from Xvfb.');

/** The page's own background as #rrggbb, whatever form the style has. */
function surfaceOf(page: Page): Promise<string> {
  return page.evaluate(() => {
    const canvas = new OffscreenCanvas(1, 1).getContext('2d');
    if (canvas === null) throw new Error('There is no canvas.');
    canvas.fillStyle = getComputedStyle(document.body).backgroundColor;
    canvas.fillRect(0, 0, 1, 1);
    const [red = 0, green = 0, blue = 0] = canvas.getImageData(0, 0, 1, 1).data;
    return `#${[red, green, blue].map((part) => part.toString(16).padStart(2, '0')).join('')}`;
  });
}

function backgroundOf({ app }: RunningApp): Promise<string | undefined> {
  return app.evaluate(({ BrowserWindow }) =>
    BrowserWindow.getAllWindows()[0]?.getBackgroundColor().toLowerCase(),
  );
}

const whole = (page: Page) =>
  expect(page.getByRole('button', { name: 'Open the Algolia practice cluster' })).toBeVisible();

const light = 'Adwaita';
const dark = 'Adwaita:dark';

/** Name, chosen theme, the desktop's theme, colour of the page. */
const cases: readonly [string, Theme, string, string][] = [
  ['light, on a dark desktop', 'light', dark, '#fbfcfd'],
  ['dark, on a light desktop', 'dark', light, '#16181c'],
  ['high contrast, on a light desktop', 'contrast', light, '#ffffff'],
  ['high contrast, on a dark desktop', 'contrast', dark, '#000000'],
  ['the desktop’s, which is light', 'system', light, '#fbfcfd'],
  ['the desktop’s, which is dark', 'system', dark, '#16181c'],
];

for (const [name, theme, desktopTheme, surface] of cases) {
  test(`no other colour is ever on screen while the window opens: ${name}`, async ({
    watched,
    startWith,
  }) => {
    const watch = watched.watch(margins);
    const running = await startWith(theme, desktopTheme);
    const { app, page } = running;
    await whole(page);
    expect(await surfaceOf(page)).toBe(surface);
    await expect
      .poll(() => watch.seen().map((colours) => colours.at(-1)))
      .toEqual(margins.map(() => surface));

    // The display, for two frames at most the desktop's own window (X11 has nothing else to show before the first
    // picture comes), then the page: no colour of another theme, and no page without its style.
    const desktop = watched.watch([menuBar]).seen()[0]?.[0];
    for (const colours of watch.seen())
      expect(withoutRepeats(colours.filter((colour) => colour !== desktop))).toEqual(
        withoutRepeats([EMPTY, surface]),
      );
    const seen = await app.evaluate(() => (globalThis as unknown as { startSeen: StartSeen }).startSeen);
    // Made hidden, and with the page's colour from the beginning.
    expect(seen.windows).toEqual([{ backgrounds: [surface, surface], visible: [false, true] }]);
    expect(await backgroundOf(running)).toBe(surface);

    const reloaded = watched.watch(margins);
    const answer = page.waitForResponse('app://castellan/index.html');
    await page.reload();
    expect(await (await answer).text()).toMatch(
      new RegExp(`^<!doctype html>\\s*<html lang="en" data-theme="${theme}">`),
    );
    await whole(page);
    expect(reloaded.seen()).toEqual(margins.map(() => [surface]));
  });
}

test('a change of the theme changes page and window together, and stays when the page loads anew', async ({
  watched,
  startWith,
}) => {
  const running = await startWith('light');
  const { page } = running;
  const settings = await new Castellan(page).openSettings();
  for (const [label, surface] of [
    ['High contrast', '#ffffff'],
    ['As the system', '#fbfcfd'],
    ['Dark', '#16181c'],
  ] as const) {
    const before = await surfaceOf(page);
    const watch = watched.watch(margins);
    await settings.getByRole('radio', { name: label, exact: true }).click();
    await expect.poll(() => surfaceOf(page)).toBe(surface);
    await expect.poll(() => backgroundOf(running)).toBe(surface);
    await expect.poll(watch.seen).toEqual(margins.map(() => [before, surface]));
  }
  const watch = watched.watch(margins);
  await page.reload();
  await expect(page.getByRole('banner')).toBeVisible();
  expect(await surfaceOf(page)).toBe('#16181c');
  expect(watch.seen()).toEqual(margins.map(() => ['#16181c']));
});
