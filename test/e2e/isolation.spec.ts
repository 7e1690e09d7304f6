import { expect, test } from './support/fixture';

/** Names that Node and Electron put on the global object. */
const NODE_NAMES = [
  'require',
  'process',
  'Buffer',
  'module',
  'global',
  'electron',
  'ipcRenderer',
  'setImmediate',
  '__dirname',
];

test('the page has no Node and one bridge object with four members', async ({ running }) => {
  await expect(running.page).toHaveURL(/^app:\/\/castellan\/index\.html/);
  const seen = await running.page.evaluate(
    (names) => ({
      present: names.filter((name) => name in globalThis),
      bridge: Object.keys(window.castellan).toSorted(),
      frozen: Object.isFrozen(window.castellan),
    }),
    NODE_NAMES,
  );
  expect(seen).toEqual({ present: [], bridge: ['call', 'cancel', 'onEvent', 'platform'], frozen: true });
});

test('the window has exactly the preferences that keep page and system apart', async ({ running }) => {
  await expect(running.page.locator('#root > *').first()).toBeVisible();
  const preferences = await running.app.evaluate(({ BrowserWindow }) => {
    const [window] = BrowserWindow.getAllWindows();
    // Not in Electron's own types; the one way to see what a window really got.
    const contents = window?.webContents as unknown as {
      getLastWebPreferences: () => Record<string, unknown>;
    };
    return contents.getLastWebPreferences();
  });
  expect(preferences).toMatchObject({
    contextIsolation: true,
    sandbox: true,
    nodeIntegration: false,
    nodeIntegrationInSubFrames: false,
    webSecurity: true,
    allowRunningInsecureContent: false,
    experimentalFeatures: false,
    enableBlinkFeatures: '',
    webviewTag: false,
    safeDialogs: true,
  });
  // A preference that Electron tells and nobody has looked at is no surprise when it is off.
  const looked = new Set([
    'contextIsolation',
    'sandbox',
    'webSecurity',
    'safeDialogs',
    'javascript',
    'images',
    'textAreasAreResizable',
  ]);
  const on = Object.entries(preferences).filter(([name, value]) => value === true && !looked.has(name));
  expect(on).toEqual([]);
});

test('no frame and no worker of our window has Node or the bridge, even without our policy', async ({
  running,
}) => {
  // Another page cannot be loaded while ours is still arriving.
  await expect(running.page.locator('#root > *').first()).toBeVisible();
  const seen = await running.app.evaluate(async ({ BrowserWindow }, names) => {
    const [window] = BrowserWindow.getAllWindows();
    if (window === undefined) throw new Error('There is no window.');
    // Our policy lets no worker and no frame begin, so that this needs a page without it.
    await window.loadURL('data:text/html,<title>foreign</title>');
    const listed = JSON.stringify([...names, 'castellan']);
    const look = `${listed}.filter((name) => name in globalThis)`;
    const inWorker: unknown = await window.webContents.executeJavaScript(`new Promise((resolve, reject) => {
      const worker = new Worker('data:text/javascript,' + encodeURIComponent('postMessage(${look})'));
      worker.onmessage = ({ data }) => resolve(data);
      worker.onerror = () => reject(new Error('The worker did not start.'));
    })`);
    const inFrame: unknown = await window.webContents.executeJavaScript(`new Promise((resolve) => {
      addEventListener('message', ({ data }) => resolve(data), { once: true });
      const frame = document.createElement('iframe');
      frame.srcdoc = '<script>parent.postMessage(' + ${JSON.stringify(look)} + ', "*")<' + '/script>';
      document.body.append(frame);
    })`);
    return { inWorker, inFrame };
  }, NODE_NAMES);
  expect(seen).toEqual({ inWorker: [], inFrame: [] });
});
