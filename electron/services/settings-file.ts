import { readFileSync, renameSync } from 'node:fs';
import { DEFAULT_SETTINGS, settingsSchema, type Notice, type Settings } from '#shared/contract/app';
import writeFileAtomic from 'write-file-atomic';
import { z } from 'zod';
import type { SettingsStore } from './surroundings';

export interface SettingsFile extends SettingsStore {
  /** What was wrong with the file when it was read; null: nothing. */
  readonly notice: Notice | null;
  /** Resolves when what was set has been written, or could not be; for the end of the application. */
  readonly written: () => Promise<void>;
}

type Read = { readonly settings: Settings; readonly damage: 'none' | 'unreadable' | 'some-members' };

const anyObject = z.record(z.string(), z.unknown());

/** Takes over every member that is valid; the others, and those of another version, have their defaults. */
function tolerant(stored: Readonly<Record<string, unknown>>): Read {
  const valid: Record<string, unknown> = {};
  let damage: Read['damage'] = 'none';
  for (const name of Object.keys(DEFAULT_SETTINGS)) {
    if (!(name in stored)) continue;
    if (settingsSchema.partial().safeParse({ [name]: stored[name] }).success) valid[name] = stored[name];
    else damage = 'some-members';
  }
  return { settings: settingsSchema.parse({ ...DEFAULT_SETTINGS, ...valid }), damage };
}

function read(file: string): Read {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch {
    return { settings: DEFAULT_SETTINGS, damage: 'none' };
  }
  try {
    return tolerant(anyObject.parse(JSON.parse(text)));
  } catch {
    return { settings: DEFAULT_SETTINGS, damage: 'unreadable' };
  }
}

function setAside(file: string): string | null {
  const aside = `${file}.damaged`;
  try {
    renameSync(file, aside);
    return aside;
  } catch {
    return null;
  }
}

function noticeOf(damage: Read['damage'], aside: string | null): Notice | null {
  if (damage === 'none') return null;
  const message =
    damage === 'unreadable'
      ? 'The settings file could not be read. The settings are back at their defaults.'
      : 'Some settings could not be read. They are back at their defaults.';
  const remedy = aside === null ? null : `The damaged file was kept as ${aside}.`;
  return { id: 'settings-damaged', severity: 'warning', message, remedy };
}

/**
 * Opens the settings of one profile, at once: they are needed before the first window. A missing file means the
 * defaults, a damaged one is set aside. Writes replace the file in one step, one after the other; in a profile that
 * cannot be written the settings hold for this session.
 */
export function openSettingsFile(file: string, options: { readonly writable: boolean }): SettingsFile {
  const { settings, damage } = read(file);
  const aside = damage === 'unreadable' && options.writable ? setAside(file) : null;
  let current = settings;
  let writing: Promise<void> = Promise.resolve();
  return {
    notice: noticeOf(damage, aside),
    get: () => current,
    written: () => writing.catch(() => undefined),
    set: (next) => {
      current = next;
      if (!options.writable) return Promise.resolve();
      const write = (): Promise<void> =>
        writeFileAtomic(file, `${JSON.stringify(current, null, 2)}\n`, { mode: 0o600 });
      writing = writing.then(write, write);
      return writing;
    },
  };
}
