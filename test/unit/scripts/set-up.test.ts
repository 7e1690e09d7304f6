import { mkdtemp, mkdir, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { carrierFolders, carrierIsReady } from '../../../scripts/electron-runtime.mjs';
import { run } from '../../../scripts/setup/process.mjs';
import { hashOf, stateOfFolders } from '../../../scripts/setup/stamps.mjs';
import { atLeast } from '../../../scripts/setup/toolchain.mjs';

async function temporaryFolder(): Promise<string> {
  const folder = await mkdtemp(path.join(tmpdir(), 'castellan-scripts-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  return folder;
}

describe('versions', () => {
  it.each([
    ['24.15.0', '24.15.0', true],
    ['24.9.0', '24.15.0', false],
    ['v25.0.0', '24.15.0', true],
    ['20.20.2', '24.15.0', false],
    ['11.16.0', '11.9.9', true],
  ])('%s is at least %s: %s', (have, want, answer) => {
    expect(atLeast(have, want)).toBe(answer);
  });
});

describe('the state of the sources', () => {
  it('changes when a file is added, written or removed, and only then', async () => {
    const folder = await temporaryFolder();
    const state = () =>
      stateOfFolders([path.relative(path.resolve(import.meta.dirname, '../../..'), folder)]);
    await mkdir(path.join(folder, 'deep'));
    await writeFile(path.join(folder, 'deep', 'a.ts'), 'a');
    const first = state();
    expect(state()).toBe(first);
    await writeFile(path.join(folder, 'deep', 'b.ts'), 'b');
    const added = state();
    expect(added).not.toBe(first);
    await utimes(path.join(folder, 'deep', 'b.ts'), 1, 1);
    expect(state()).not.toBe(added);
    await rm(path.join(folder, 'deep', 'b.ts'));
    expect(state()).toBe(first);
  });

  it('is empty for a folder that does not exist', () => {
    expect(stateOfFolders(['no/such/folder'])).toBe('');
  });

  it('tells apart texts that only meet at another place', () => {
    expect(hashOf('ab', 'c')).not.toBe(hashOf('a', 'bc'));
  });
});

describe('running a program', () => {
  it('answers its exit code and what it said', async () => {
    const script = "process.stdout.write('out'); process.stderr.write('err'); process.exitCode = 3";
    expect(await run(process.execPath, ['-e', script], { quiet: true })).toMatchObject({
      code: 3,
      stdout: 'out',
      stderr: 'err',
    });
  });

  it('answers 127 for a program that is not there', async () => {
    expect(await run('castellan-no-such-program', [], { quiet: true })).toMatchObject({ code: 127 });
  });

  it('ends a program that takes too long', async () => {
    const result = await run(process.execPath, ['-e', 'setInterval(() => {}, 1000)'], {
      quiet: true,
      timeout: 300,
    });
    expect(result).toMatchObject({ code: 1, signal: 'SIGKILL' });
  });
});

describe('the carried Electron', () => {
  const cacheBefore = process.env['XDG_CACHE_HOME'];

  async function preparedRuntime(): Promise<string> {
    const cache = await temporaryFolder();
    process.env['XDG_CACHE_HOME'] = cache;
    onTestFinished(() => {
      if (cacheBefore === undefined) delete process.env['XDG_CACHE_HOME'];
      else process.env['XDG_CACHE_HOME'] = cacheBefore;
    });
    const { dist, stamp } = carrierFolders();
    await mkdir(dist, { recursive: true });
    const executable = path.join(dist, 'electron');
    await writeFile(executable, 'program');
    await utimes(executable, 1_000, 1_000);
    await writeFile(stamp, JSON.stringify({ executable: '7:1000000' }));
    return executable;
  }

  it('is used again when its executable is the one that was checked', async () => {
    await preparedRuntime();
    expect(await carrierIsReady()).toBe(true);
  });

  it('is made anew when its executable was touched since', async () => {
    const executable = await preparedRuntime();
    await writeFile(executable, 'another');
    expect(await carrierIsReady()).toBe(false);
  });

  it('is not there in an empty cache', async () => {
    const executable = await preparedRuntime();
    await rm(path.dirname(path.dirname(executable)), { recursive: true });
    expect(await carrierIsReady()).toBe(false);
  });
});
