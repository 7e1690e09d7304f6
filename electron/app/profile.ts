import { accessSync, constants, mkdirSync, mkdtempSync, readdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { AppError } from '#shared/errors';
import type { App } from 'electron';

/** Where everything of one profile lies. */
export interface Profile {
  readonly folder: string;
  readonly logs: string;
  readonly settings: string;
  /** Holds the id under which the keychain knows this profile. */
  readonly identity: string;
  readonly window: string;
  /** What the window shows before anything behind it stands. */
  readonly firstScreen: string;
  readonly cache: string;
  readonly practice: string;
  /** False: nothing is stored this time, neither by Castellan nor by Chromium. */
  readonly writable: boolean;
  /** Why the folder cannot be used at all; null when it can. */
  readonly failure: AppError | null;
}

type FolderState = { readonly writable: boolean; readonly failure: AppError | null };

function judgeFolder(folder: string): FolderState {
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    readdirSync(folder);
  } catch (cause) {
    const failure = new AppError('CACHE_READ_ONLY', `The data folder ${folder} cannot be read or made.`, {
      remedy:
        'Check that it is a folder and that you may read and write it, or start with --profile and another folder.',
      cause,
    });
    return { writable: false, failure };
  }
  try {
    accessSync(folder, constants.W_OK);
    return { writable: true, failure: null };
  } catch {
    return { writable: false, failure: null };
  }
}

/**
 * Chooses and prepares the profile folder before Electron reads or writes anything there. Chromium's own files
 * lie in a folder below it, or in a temporary one when the profile cannot be written: Chromium needs some.
 */
export function openProfile(app: App, folder: string): Profile {
  const state = judgeFolder(folder);
  const scratch = state.writable ? null : mkdtempSync(path.join(tmpdir(), 'castellan-'));
  if (scratch === null) mkdirSync(path.join(folder, 'chromium'), { recursive: true, mode: 0o700 });
  app.setPath('userData', state.failure === null ? folder : (scratch ?? folder));
  app.setPath('sessionData', scratch ?? path.join(folder, 'chromium'));
  return {
    folder,
    logs: path.join(folder, 'logs'),
    settings: path.join(folder, 'settings.json'),
    identity: path.join(folder, 'profile.json'),
    window: path.join(folder, 'window.json'),
    firstScreen: path.join(folder, 'first-screen.json'),
    cache: path.join(folder, 'castellan.db'),
    practice: path.join(folder, 'practice'),
    ...state,
  };
}
