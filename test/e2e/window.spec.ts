import type { Rectangle } from 'electron';
import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { startDisplay, startWindowManager } from './support/display';
import { expect, test as base } from './support/fixture';
import type { RunningApp } from './support/launch';

interface Place {
  readonly bounds: Rectangle;
  readonly maximized: boolean;
  readonly fullScreen: boolean;
}

interface Fixtures {
  /** Starts the application on a display with a window manager, of this test alone. */
  readonly open: () => Promise<RunningApp>;
}

const test = base.extend<Fixtures>({
  open: async ({ start }, use) => {
    const display = await startDisplay();
    const endManager = await startWindowManager(display.name);
    await use(() => start({ env: { DISPLAY: display.name } }));
    endManager();
    display.end();
  },
});

test.skip(process.platform !== 'linux', 'The display and the window manager are those of X11.');

/** The debugger can lose an answer of a main process that is busy starting; what only looks is asked again. */
async function looked<T>(look: () => Promise<T>): Promise<T> {
  try {
    return await look();
  } catch (error) {
    if (!(error instanceof Error) || !error.message.includes('garbage collected')) throw error;
    return looked(look);
  }
}

/** Where the window is, once it shows. */
async function placeOf({ app, page }: RunningApp): Promise<Place> {
  await expect(page.locator('#root > *').first()).toBeVisible();
  return looked(() =>
    app.evaluate(({ BrowserWindow }) => {
      const [window] = BrowserWindow.getAllWindows();
      if (window === undefined) throw new Error('There is no window.');
      return {
        bounds: window.getBounds(),
        maximized: window.isMaximized(),
        fullScreen: window.isFullScreen(),
      };
    }),
  );
}

const workArea = ({ app }: RunningApp): Promise<Rectangle> =>
  looked(() => app.evaluate(({ screen }) => screen.getPrimaryDisplay().workArea));

async function saved(profile: string): Promise<Place> {
  return JSON.parse(await readFile(path.join(profile, 'window.json'), 'utf8')) as Place;
}

const place = (bounds: Rectangle, more: Partial<Place> = {}): Place => ({
  bounds,
  maximized: false,
  fullScreen: false,
  ...more,
});

const chosen = { x: 340, y: 210, width: 1111, height: 777 };

/** Does something with the window and waits until the window manager has done it. */
async function change(running: RunningApp, what: 'move' | 'maximize' | 'unmaximize'): Promise<void> {
  await running.app.evaluate(
    ({ BrowserWindow }, [action, bounds]) => {
      const [window] = BrowserWindow.getAllWindows();
      if (action === 'move') window?.setBounds(bounds);
      else window?.[action]();
    },
    [what, chosen] as const,
  );
  if (what !== 'move')
    await expect.poll(async () => (await placeOf(running)).maximized).toBe(what === 'maximize');
  else await expect.poll(async () => (await placeOf(running)).bounds).toEqual(chosen);
}

test('the window opens where it was left, in the size it had, however often', async ({ open, profile }) => {
  const first = await open();
  const usual = await placeOf(first);
  expect(usual.bounds).toMatchObject({ width: 1280, height: 800 });
  await change(first, 'move');
  await first.close();
  expect(await saved(profile)).toEqual(place(chosen));

  // Twice: a window whose frame is counted wrongly wanders a little with every start.
  for (let time = 0; time < 2; time += 1) {
    const next = await open();
    await expect.poll(() => placeOf(next)).toEqual(place(chosen));
    await next.close();
    expect(await saved(profile)).toEqual(place(chosen));
  }
});

test('a maximised window opens maximised, and goes back to the place it had before', async ({
  open,
  profile,
}) => {
  const first = await open();
  await placeOf(first);
  await change(first, 'move');
  await change(first, 'maximize');
  await first.close();
  expect(await saved(profile)).toEqual(place(chosen, { maximized: true }));

  const next = await open();
  await expect.poll(async () => (await placeOf(next)).maximized).toBe(true);
  const { width } = await workArea(next);
  await expect.poll(async () => (await placeOf(next)).bounds.width).toBe(width);
  await change(next, 'unmaximize');
  await expect.poll(() => placeOf(next)).toEqual(place(chosen));
  await next.close();
  expect(await saved(profile)).toEqual(place(chosen));
});

test('a window in full screen opens in full screen', async ({ open, profile }) => {
  const first = await open();
  await placeOf(first);
  await first.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.setFullScreen(true));
  await expect.poll(async () => (await placeOf(first)).fullScreen).toBe(true);
  await first.close();
  expect(await saved(profile)).toMatchObject({ fullScreen: true });
  const next = await open();
  await expect.poll(async () => (await placeOf(next)).fullScreen).toBe(true);
});

for (const [where, bounds] of [
  ['to the right of every display', { x: 5000, y: 100, width: 1000, height: 700 }],
  ['above every display', { x: 100, y: -2000, width: 1000, height: 700 }],
  ['below every display', { x: 100, y: 4000, width: 1000, height: 700 }],
  ['nearly off the left edge', { x: -950, y: 100, width: 1000, height: 700 }],
] as const) {
  test(`a window that was left ${where} comes back whole`, async ({ open, profile }) => {
    await writeFile(path.join(profile, 'window.json'), JSON.stringify(place(bounds)));
    const running = await open();
    const now = (await placeOf(running)).bounds;
    const area = await workArea(running);
    expect(now.x).toBeGreaterThanOrEqual(area.x);
    expect(now.y).toBeGreaterThanOrEqual(area.y);
    expect(now.x + now.width).toBeLessThanOrEqual(area.x + area.width);
    expect(now.y + now.height).toBeLessThanOrEqual(area.y + area.height);
    expect(now).toMatchObject({ width: 1280, height: 800 });
  });
}

test('a window larger than the display is cut to it', async ({ open, profile }) => {
  const huge = { x: 0, y: 40, width: 9000, height: 9000 };
  await writeFile(path.join(profile, 'window.json'), JSON.stringify(place(huge)));
  const running = await open();
  const { bounds } = await placeOf(running);
  const area = await workArea(running);
  expect(bounds.width).toBeLessThanOrEqual(area.width);
  expect(bounds.height).toBeLessThanOrEqual(area.height);
});

test('a damaged window file costs the place alone', async ({ open, profile }) => {
  await writeFile(path.join(profile, 'window.json'), '{"bounds":{"x":"left"');
  expect((await placeOf(await open())).bounds).toMatchObject({ width: 1280, height: 800 });
});
