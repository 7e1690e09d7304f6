import { randomBytes, randomUUID } from 'node:crypto';
import path from 'node:path';
import { toAppErrorData, type AppErrorData } from '#shared/errors';
import { app, dialog, ipcMain, Menu, nativeTheme, protocol } from 'electron';
import { appHandlers, openFolder } from './app/app-handlers';
import { APP_PRIVILEGES, createAppProtocol } from './app/app-protocol';
import { APP_ORIGIN, APP_PAGE, APP_SCHEME } from './app/app-url';
import { profileFolder } from './app/arguments';
import { refusedSwitches } from './app/debug-switches';
import { developmentServer } from './app/development-server';
import { failurePage } from './app/failure-page';
import { watchPage, watchProcess } from './app/faults';
import { quitOnceStopped } from './app/lifecycle';
import { createMainWindow } from './app/main-window';
import { menuTemplate } from './app/menu';
import { guardNavigation } from './app/navigation';
import { denyPermissions } from './app/permissions';
import { openProfile, type Profile } from './app/profile';
import { createFileLog } from './log/log';
import { createRedactor } from './log/redactor';
import { openSettingsFile } from './services/settings-file';
import { startParts } from './app/start-parts';
import { applyTheme } from './app/theme';
import { createDispatcher } from './bridge/dispatcher';
import { createEmit } from './bridge/events';
import { abortWithPage, installBridge } from './bridge/install';
import { createSenderCheck } from './bridge/sender';

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
  const redactor = createRedactor();
  const log = createFileLog(own.logs, redactor, { echo: !app.isPackaged });
  const settings = openSettingsFile(own.settings, { writable: own.writable });
  let failure: AppErrorData | null = null;

  const faults = { app, dialog, log, logFolder: own.logs };
  watchProcess(faults);
  denyPermissions(app);
  guardNavigation(
    app,
    (url) => development !== null && URL.canParse(url) && new URL(url).origin === development.origin,
  );
  applyTheme(nativeTheme, settings.get().theme);

  const window = createMainWindow({
    profile: own,
    log,
    page: development?.href ?? APP_PAGE,
    preload: path.join(built, 'preload', 'preload.cjs'),
    packaged: app.isPackaged,
    theme: () => settings.get().theme,
    onCreated: (created) => {
      abortWithPage(created.webContents, dispatcher);
      watchPage(created, faults, Date.now);
    },
    onFailureAction: (action) => {
      if (action === 'folder')
        void openFolder(folder).catch((error: unknown) => log('warn', 'folder.not-opened', { error }));
      if (action === 'retry') app.relaunch();
      if (action !== 'folder') app.quit();
    },
  });

  const emit = createEmit(window.windows, { checkPayload: !app.isPackaged });
  const parts = app.whenReady().then(() => {
    protocol.handle(
      APP_SCHEME,
      createAppProtocol({
        root: path.join(built, 'renderer'),
        nonce: () => randomBytes(16).toString('base64'),
        theme: () => settings.get().theme,
        failurePage: (nonce) => (failure === null ? null : failurePage(failure, folder, nonce)),
      }),
    );
    Menu.setApplicationMenu(
      Menu.buildFromTemplate(
        menuTemplate({
          mac: process.platform === 'darwin',
          packaged: app.isPackaged,
          send: (command) => emit('menu:command', { command }),
          showAbout: () => app.showAboutPanel(),
          openProfileFolder: () => void openFolder(folder),
        }),
      ),
    );
    window.show();
    return startParts({
      profile: own,
      settings,
      log,
      redactor,
      emit,
      version: app.getVersion(),
      programs,
      calm: window.calm,
    });
  });

  const dispatcher = createDispatcher(
    parts.then(({ handlers }) => ({ ...handlers, ...appHandlers(own, app.getVersion()) })),
    {
      isTrustedSender: createSenderCheck(window.windows, development?.origin ?? APP_ORIGIN),
      uuid: randomUUID,
      checkOutput: !app.isPackaged,
      onFailure: (facts, thrown) =>
        log(facts.code === 'INTERNAL' ? 'error' : 'info', 'call.failed', {
          ...facts,
          ...(facts.code === 'INTERNAL' ? { thrown } : {}),
        }),
    },
  );
  installBridge(ipcMain, dispatcher);

  function followTheme(): void {
    applyTheme(nativeTheme, settings.get().theme);
    window.applyBackground();
  }
  nativeTheme.on('updated', window.applyBackground);

  parts
    .then((running) => running.settings.onChange(followTheme))
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
    await Promise.all([window.saved(), settings.written()]);
    await (await parts).stop();
  });
  log('info', 'start', { version: app.getVersion(), electron: process.versions['electron'] });
}
