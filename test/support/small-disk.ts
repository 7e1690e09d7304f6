import { execFile } from 'node:child_process';
import { closeSync, openSync, rmSync, writeSync } from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** Whether this machine lets a test mount a disk of its own. */
export const canMount = process.platform === 'linux' && process.getuid?.() === 0;

/** A disk in memory, mounted on a folder. */
export interface SmallDisk {
  /** Writes until nothing fits any more. */
  readonly fill: () => void;
  readonly free: () => void;
  readonly remount: (mode: 'ro' | 'rw') => Promise<void>;
  readonly unmount: () => Promise<void>;
}

const BLOCK = Buffer.alloc(64 * 1024);

function fillWith(file: string): void {
  const handle = openSync(file, 'a');
  try {
    for (const size of [BLOCK.length, 512]) {
      try {
        for (;;) writeSync(handle, BLOCK, 0, size);
      } catch (thrown) {
        if (!(thrown instanceof Error && 'code' in thrown && thrown.code === 'ENOSPC')) throw thrown;
      }
    }
  } finally {
    closeSync(handle);
  }
}

/** Mounts a disk of so many megabytes on a folder. What the folder holds is hidden until it is unmounted. */
export async function mountSmallDisk(folder: string, megabytes: number): Promise<SmallDisk> {
  await run('mount', ['-t', 'tmpfs', '-o', `size=${megabytes}m,mode=700`, 'tmpfs', folder]);
  const filler = path.join(folder, 'filler');
  return {
    fill: () => fillWith(filler),
    free: () => rmSync(filler),
    remount: async (mode) => {
      await run('mount', ['-o', `remount,${mode}`, folder]);
    },
    unmount: async () => {
      await run('umount', ['--lazy', folder]);
    },
  };
}
