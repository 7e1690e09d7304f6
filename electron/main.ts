import path from 'node:path';
import { toAppErrorData, type AppErrorData } from '#shared/errors';
import { app, dialog, ipcMain, Menu, nativeTheme, protocol } from 'electron';
import { openFolder } from './app/app-handlers';
import { APP_PRIVILEGES, createAppProtocol, serveApp } from './app/app-protocol';
import { APP_ORIGIN, APP_PAGE } from './app/app-url';
import { profileFolder } from './app/arguments';
import type { Backstage } from './app/backstage';
import { refusedSwitches } from './app/debug-switches';
import { developmentServer } from './app/development-server';
import { createEarlyCache } from './app/early-cache';
import { createEarlyLog } from './app/early-log';
import { failurePage } from './app/failure-page';
import { openKeptScreen } from './app/first-screen-file';
import { watchPage, watchProcess } from './app/faults';
import { quitOnceStopped } from './app/lifecycle';
import { createMainWindow } from './app/main-window';
import { menuTemplate } from './app/menu';
import { guardNavigation } from './app/navigation';
import { denyPermissions } from './app/permissions';
import { openProfile, type Profile } from './app/profile';
import { applyTheme, pageTheme, storedTheme } from './app/theme';
import { abortWithPage, installBridge } from './bridge/install';

const programs = import.meta.dirname;
const built = path.join(programs, '..');

// As root Chromium cannot run with its sandbox; tests then start an unpackaged build without it. A packaged one
// refuses that switch (debug-switches.ts).
if (app.isPackaged || !app.commandLine.hasSwitch('no-sandbox')) app.enableSandbox();
protocol.registerSchemesAsPrivileged([APP_PRIVILEGES]);
const profile = openProfile(
  app,
  profileFolder(process.argv.slice(1), process.env, process.cwd(), app.getPath('userData')),
);
const refused = refusedSwitches(app.isPackaged, (name) => app.commandLine.hasSwitch(name));

if (refused.length > 0) {
  process.stderr.write(`Castellan does not start with --${refused.join(', --')}.\n`);
  app.exit(2);
} else if (profile.writable && !app.requestSingleInstanceLock()) {
  // The lock lies in the profile; where nothing can be written there is none, and nothing that two could damage.
  app.quit();
} else {
  run(profile);
}

function run(own: Profile): void {
  const { folder } = own;
  const development = developmentServer(process.env);
  const earlyLog = createEarlyLog();
  const { log } = earlyLog;
  const cache = createEarlyCache(programs, own.cache);
  const keptScreen = openKeptScreen(own.firstScreen);
  let theme = storedTheme(own.settings);
  let failure: AppErrorData | null = null;

  const faults = { app, dialog, log, logFolder: own.logs };
  watchProcess(faults);
  denyPermissions(app);
  guardNavigation(
    app,
    (url) => development !== null && URL.canParse(url) && new URL(url).origin === development.origin,
  );
  applyTheme(nativeTheme, theme);
  // Else Electron builds a menu of its own first.
  Menu.setApplicationMenu(null);

  const window = createMainWindow({
    profile: own,
    log,
    page: development?.href ?? APP_PAGE,
    preload: path.join(built, 'preload', 'preload.cjs'),
    packaged: app.isPackaged,
    theme: () => theme,
    onCreated: (created) => {
      abortWithPage(created.webContents, dispatcher);
      // While the page is drawing, and before it is shown.
      created.webContents.once('dom-ready', showMenu);
      watchPage(created, faults, Date.now);
    },
    onFailureAction: (action) => {
      if (action === 'folder') showFolder();
      if (action === 'retry') app.relaunch();
      if (action !== 'folder') app.quit();
    },
  });
  nativeTheme.on('updated', window.applyBackground);

  const showFolder = (): void => {
    openFolder(folder).catch((error: unknown) => log('warn', 'folder.not-opened', { error }));
  };

  const showMenu = (): void =>
    Menu.setApplicationMenu(
      Menu.buildFromTemplate(
        menuTemplate({
          mac: process.platform === 'darwin',
          packaged: app.isPackaged,
          send: (command) => void backstage.then(({ emit }) => emit('menu:command', { command })),
          showAbout: () => app.showAboutPanel(),
          openProfileFolder: showFolder,
        }),
      ),
    );

  const openWindow = (): void => {
    serveApp(
      protocol,
      createAppProtocol({
        root: path.join(built, 'renderer'),
        theme: () => pageTheme(theme, nativeTheme),
        nonce: () => Buffer.from(crypto.getRandomValues(new Uint8Array(16))).toString('base64'),
        failurePage: (nonce) => (failure === null ? null : failurePage(failure, folder, nonce)),
        firstScreen: keptScreen.take,
        onSent: (what) => {
          // A page with a kept screen can be drawn without us: then everything else waits until it is.
          if (keptScreen.wasTaken()) return;
          if (what === 'script') window.scriptSent();
          else if (own.failure === null) cache.prepare();
        },
      }),
    );
    window.show();
  };

  const openBackstageNow = async (): Promise<Backstage> => {
    if (own.failure === null) cache.prepare();
    const { openBackstage } = await import('./app/backstage');
    return openBackstage({
      profile: own,
      earlyLog,
      version: app.getVersion(),
      development: !app.isPackaged,
      // Set by `npm run dev` and by the tests of the window.
      checkAnswers: !app.isPackaged && process.env['CASTELLAN_CHECK_ANSWERS'] === '1',
      programs,
      openCache: cache.open,
      windows: window.windows,
      origin: development?.origin ?? APP_ORIGIN,
      calm: window.calm,
      onTheme: (chosen) => {
        theme = chosen;
        applyTheme(nativeTheme, theme);
        window.applyBackground();
      },
    });
  };

  const backstage = app
    .whenReady()
    .then(openWindow)
    .then(() => window.underWay)
    .then(openBackstageNow);
  const dispatcher = backstage.then((opened) => opened.dispatcher);
  installBridge(ipcMain, dispatcher, window.pageAsked);

  backstage
    .then(({ running }) => running)
    .catch((thrown: unknown) => {
      log('error', 'start.failed', { thrown });
      failure = toAppErrorData(thrown);
      window.showFailure();
    });

  app.setAboutPanelOptions({
    applicationName: 'Castellan',
    applicationVersion: app.getVersion(),
    copyright: 'MIT licence. © The Castellan authors.',
  });
  app.on('second-instance', window.show);
  app.on('activate', () => app.isReady() && window.show());
  app.on('window-all-closed', () => {
    if (process.platform !== 'darwin') app.quit();
  });
  quitOnceStopped(app, log, async () => {
    await window.saved();
    await (await backstage).stop();
  });
  log('info', 'start', { version: app.getVersion(), electron: process.versions['electron'] });
}
