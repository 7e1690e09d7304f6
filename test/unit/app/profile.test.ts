import { openProfile } from '#electron/app/profile';
import type { App } from 'electron';
import { chmod, mkdtemp, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'castellan-profile-'));
});
afterEach(async () => {
  await chmod(folder, 0o700);
  await rm(folder, { recursive: true, force: true });
});

function open(place: string) {
  const paths: Record<string, string> = {};
  const app = { setPath: (name: string, value: string) => void (paths[name] = value) } as App;
  return { profile: openProfile(app, place), paths };
}

describe('the profile folder', () => {
  it('is made, readable by its user alone, and holds everything of Chromium too', async () => {
    const place = path.join(folder, 'new', 'profile');
    const { profile, paths } = open(place);
    expect(profile).toMatchObject({ folder: place, writable: true, failure: null });
    expect(paths).toEqual({ userData: place, sessionData: path.join(place, 'chromium') });
    if (process.platform !== 'win32') expect((await stat(place)).mode & 0o077).toBe(0);
  });

  it('that is a file is refused with what to do', async () => {
    const file = path.join(folder, 'file');
    await writeFile(file, 'x');
    const { profile, paths } = open(file);
    expect(profile.failure?.code).toBe('CACHE_READ_ONLY');
    expect(profile.failure?.message).toContain(file);
    expect(profile.failure?.remedy).toContain('--profile');
    expect(paths['userData']).not.toBe(file);
    await rm(paths['userData'] ?? '', { recursive: true });
  });
});
