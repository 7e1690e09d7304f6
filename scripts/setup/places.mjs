// Where the scripts keep things. The cache lies outside the clone, so that a second clone finds it again.
import { homedir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

/** Root folder of the clone. */
export const root = fileURLToPath(new URL('../../', import.meta.url)).replace(/[\\/]$/, '');

/** A path below the root of the clone. */
export const inRoot = (...parts) => path.join(root, ...parts);

/** Folder for downloaded tools: $XDG_CACHE_HOME/castellan, else ~/.cache/castellan. */
export function cacheRoot() {
  const base = process.env.XDG_CACHE_HOME;
  return path.join(base && path.isAbsolute(base) ? base : path.join(homedir(), '.cache'), 'castellan');
}
