import { copyFileSync, existsSync, renameSync, rmSync } from 'node:fs';
import path from 'node:path';
import type { Instant } from '#shared/ids';
import type { CacheOpening } from '../cache';
import { carryOver } from './carry-over';
import { connect, type ConnectionOptions } from './connection';
import { DamagedReader } from './damaged-reader';
import { migrate } from '../migrations';
import type { SpecReaderOf } from '../prepared-key';

export interface OpeningOptions extends ConnectionOptions {
  readonly file: string;
  readonly readerOf: SpecReaderOf;
  readonly clock: () => Instant;
}

type SetAside = NonNullable<CacheOpening['setAside']>;

const PARTS = ['', '-wal', '-shm'] as const;

/** The name of a replacement that is complete but not in place yet. */
export function rebuiltName(file: string): string {
  return `${file}.rebuilt`;
}

function removeDatabase(file: string): void {
  for (const part of PARTS) rmSync(file + part, { force: true });
}

/** A name that says when, free of characters that some file systems refuse, and not taken. */
function asideName(file: string, now: number): string {
  const stamp = new Date(now)
    .toISOString()
    .replace(/\.\d+Z$/, 'Z')
    .replaceAll(':', '-');
  const name = `${file}.damaged-${stamp}`;
  for (let count = 2; ; count += 1) {
    const candidate = count === 2 ? name : `${name}-${count}`;
    if (!existsSync(candidate)) return candidate;
  }
}

/**
 * Replaces a damaged database by a new one that holds what could be read of it. The damaged file is kept under
 * another name, never changed and never deleted. It stays in its place until the replacement is complete, so that a
 * full disk or a crash in between loses nothing. The database must be closed.
 */
export function setAside(options: OpeningOptions): SetAside {
  const { file } = options;
  const rebuilding = `${file}.rebuilding`;
  const reading = `${file}.reading`;
  for (const leftover of [rebuilding, reading, rebuiltName(file)]) removeDatabase(leftover);
  try {
    const carriedOver = rebuild(options, rebuilding, reading);
    renameSync(rebuilding, rebuiltName(file));
    const aside = asideName(file, options.clock());
    for (const part of PARTS) {
      if (existsSync(file + part)) renameSync(file + part, aside + part);
    }
    renameSync(rebuiltName(file), file);
    return { file: path.basename(aside), carriedOver };
  } finally {
    removeDatabase(rebuilding);
    removeDatabase(reading);
  }
}

function rebuild(options: OpeningOptions, rebuilding: string, reading: string): readonly string[] {
  makeEmpty(rebuilding);
  for (const part of ['', '-wal']) {
    if (existsSync(options.file + part)) copyFileSync(options.file + part, reading + part);
  }
  const damaged = DamagedReader.open(reading, rebuilding);
  const target = connect(rebuilding, options);
  try {
    return damaged === null ? [] : carryOver(damaged, target, options.readerOf);
  } finally {
    damaged?.close();
    target.close();
  }
}

/** Closed again at once, so that all of it is in the one file. */
function makeEmpty(file: string): void {
  const database = connect(file);
  migrate(database);
  database.close();
}
