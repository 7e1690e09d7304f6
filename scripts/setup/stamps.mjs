// What was set up, written beside it, so that a second run has nothing to do.
import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { inRoot } from './places.mjs';

/** A short hash of texts. */
export function hashOf(...texts) {
  const hash = createHash('sha256');
  for (const text of texts) hash.update(`${text.length}:`).update(text);
  return hash.digest('hex').slice(0, 32);
}

/** The text of a file below the root, empty where there is none. */
export function textOf(name) {
  try {
    return readFileSync(inRoot(name), 'utf8');
  } catch {
    return '';
  }
}

/** Reads a stamp; undefined where there is none or it cannot be read. */
export function readStamp(name) {
  try {
    return JSON.parse(readFileSync(inRoot(name), 'utf8'));
  } catch {
    return undefined;
  }
}

/** Writes a stamp, with the folder it stands in. */
export function writeStamp(name, value) {
  mkdirSync(path.dirname(inRoot(name)), { recursive: true });
  writeFileSync(inRoot(name), `${JSON.stringify(value)}\n`);
}

/** A text that changes when a file below one of the folders is added, removed, renamed or written. */
export function stateOfFolders(folders) {
  const lines = [];
  const walk = (folder) => {
    for (const entry of readdirSync(folder, { withFileTypes: true })) {
      const file = path.join(folder, entry.name);
      if (entry.isDirectory()) walk(file);
      else if (entry.isFile()) {
        const { mtimeMs, size } = statSync(file);
        lines.push(`${file} ${mtimeMs} ${size}`);
      }
    }
  };
  for (const folder of folders) {
    try {
      walk(inRoot(folder));
    } catch (error) {
      if (error.code !== 'ENOENT') throw error;
    }
  }
  return lines.toSorted((a, b) => a.localeCompare(b)).join('\n');
}
