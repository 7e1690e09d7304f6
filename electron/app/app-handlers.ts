import type { AppInfo } from '#shared/contract/app';
import { AppError } from '#shared/errors';
import { shell } from 'electron';
import type { AppLevelCall, Handlers } from '../services/handler-types';
import { openExternal } from './external-links';
import type { Profile } from './profile';

type AppHandlers = Pick<Handlers, AppLevelCall>;

/** Shows one of the profile's own folders in the system's file manager; INTERNAL with the reason when it cannot. */
export async function openFolder(folder: string): Promise<null> {
  const failure = await shell.openPath(folder);
  if (failure === '') return null;
  throw new AppError('NOT_FOUND', `The folder ${folder} could not be opened.`, {
    remedy: 'Open it in a file manager by hand.',
    cause: new Error(failure),
  });
}

function appInfo(profile: Profile, version: string): AppInfo {
  return {
    version,
    electron: process.versions['electron'] ?? 'none',
    chromium: process.versions['chrome'] ?? 'none',
    node: process.versions.node,
    platform: `${process.platform} ${process.arch} ${process.getSystemVersion()}`,
    profileFolder: profile.folder,
    logFolder: profile.logs,
  };
}

/** Versions and folders for the diagnostics report, one `name: value` a line. */
export function applicationFacts(profile: Profile, version: string): readonly string[] {
  return Object.entries(appInfo(profile, version)).map(([name, value]) => `${name}: ${value}`);
}

/** The calls that need Electron itself; all others belong to the services. */
export function appHandlers(profile: Profile, version: string): AppHandlers {
  const info = appInfo(profile, version);
  return {
    'app.info': () => Promise.resolve(info),
    'app.openExternal': ({ url }) => openExternal(url),
    'app.openFolder': ({ which }) => openFolder(which === 'logs' ? profile.logs : profile.folder),
  };
}
