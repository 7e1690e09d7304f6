import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { onTestFinished } from 'vitest';

/** A folder of its own for one test, removed when the test ends. */
export function tempProfile(): string {
  const folder = mkdtempSync(path.join(tmpdir(), 'castellan-test-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** The files below a folder that contain these bytes, by path relative to it. */
export function filesContaining(folder: string, needle: string | Buffer): readonly string[] {
  const bytes = Buffer.isBuffer(needle) ? needle : Buffer.from(needle, 'utf8');
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.join(entry.parentPath, entry.name))
    .filter((file) => readFileSync(file).includes(bytes))
    .map((file) => path.relative(folder, file));
}
