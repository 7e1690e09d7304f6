import { chmod, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { existsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { ensureSystemPackages } from '../../../scripts/setup/system.mjs';

/** What the fake package manager has; everything else is missing. */
const present = [
  'libgtk-3-0',
  'libnss3',
  'libgbm1',
  'libxss1',
  'libxtst6',
  'libnotify4',
  'libatspi2.0-0',
  'libdrm2',
];

/** A PATH whose package manager writes down what it is asked to do. Only this fault cannot be had for real. */
async function fakePackageManager(
  userId: number,
  has: readonly string[] = present,
): Promise<() => Promise<string>> {
  const folder = await mkdtemp(path.join(tmpdir(), 'castellan-apt-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  const calls = path.join(folder, 'calls');
  const programs = {
    'dpkg-query': `printf 'ii  %s\\n' ${has.join(' ')}`,
    'apt-cache': `case "$2" in *t64) echo '  Candidate: (none)';; *) echo '  Candidate: 1.0';; esac`,
    'apt-get': `echo "$@" >> '${calls}'`,
  };
  for (const [name, text] of Object.entries(programs)) {
    await writeFile(path.join(folder, name), `#!/bin/sh\n${text}\n`);
    await chmod(path.join(folder, name), 0o755);
  }
  vi.stubEnv('PATH', `${folder}${path.delimiter}${process.env['PATH'] ?? ''}`);
  vi.spyOn(process, 'getuid').mockReturnValue(userId);
  return async () => (existsSync(calls) ? readFile(calls, 'utf8') : '');
}

const debian = process.platform === 'linux' && existsSync('/usr/bin/dpkg-query');

describe.runIf(debian)('system packages on Debian', () => {
  it('are installed by root in one call, by the names of this release, and only those that are missing', async () => {
    const calls = await fakePackageManager(0);
    await ensureSystemPackages(['electron']);
    expect((await calls()).trim().split('\n')).toEqual([
      'update -qq',
      '-qq install -y --no-install-recommends libasound2 libsecret-1-0 fonts-dejavu-core',
    ]);
  });

  it('are named in one line for everybody else, and nothing is installed', async () => {
    const calls = await fakePackageManager(1000);
    await expect(ensureSystemPackages(['electron'])).rejects.toThrow(
      'sudo apt-get install -y --no-install-recommends libasound2 libsecret-1-0 fonts-dejavu-core',
    );
    expect(await calls()).toBe('');
  });

  it('are left alone when all of them are there', async () => {
    const calls = await fakePackageManager(0, [
      ...present,
      'libasound2t64',
      'libsecret-1-0',
      'fonts-dejavu-core',
    ]);
    await ensureSystemPackages(['electron']);
    expect(await calls()).toBe('');
  });
});
