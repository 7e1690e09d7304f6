import { readFileSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import type { FirstScreenStore } from '../services/surroundings';
import { writeJsonFile } from './json-file';

/** Gives the kept screen to the first page of a start; later pages ask the services, which know better by then. */
export interface KeptScreen {
  /** JSON text; null from the second time on, and when there is none. Not parsed here: the page knows its form. */
  readonly take: () => string | null;
  /** Whether a page got one. */
  readonly wasTaken: () => boolean;
}

/** Larger than any screen that is kept; such a file is none of ours. */
const MAX_CHARACTERS = 1024 * 1024;

/** The screen in a file; none where it is missing or cannot be read. */
export function openKeptScreen(file: string): KeptScreen {
  let asked = false;
  let taken = false;
  return {
    take: () => {
      const text = asked ? null : read(file);
      asked = true;
      taken ||= text !== null;
      return text;
    },
    wasTaken: () => taken,
  };
}

function read(file: string): string | null {
  try {
    const text = readFileSync(file, 'utf8');
    return text.length > MAX_CHARACTERS ? null : text;
  } catch {
    return null;
  }
}

/** Keeps the first screen in a file of the profile; in one that cannot be written nothing is kept. */
export function firstScreenFile(
  file: string,
  { writable }: { readonly writable: boolean },
): FirstScreenStore {
  return {
    write: async (screen) => {
      if (!writable) return;
      if (screen === null) await rm(file, { force: true });
      else await writeJsonFile(file, screen);
    },
  };
}
