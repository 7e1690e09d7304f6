import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { openSettingsFile } from '#electron/services/settings-file';
import { DEFAULT_SETTINGS } from '#shared/contract/app';
import { describe, expect, it } from 'vitest';
import { tempProfile } from '../../support/temp-profile';

const fileIn = (folder: string): string => path.join(folder, 'settings.json');

describe('the settings file', () => {
  it('means the defaults when it is not there, and makes no file by being read', () => {
    const file = fileIn(tempProfile());
    const settings = openSettingsFile(file, { writable: true });
    expect(settings.get()).toEqual(DEFAULT_SETTINGS);
    expect(settings.notice).toBeNull();
    expect(existsSync(file)).toBe(false);
  });

  it('is kept from one start to the next', async () => {
    const file = fileIn(tempProfile());
    await openSettingsFile(file, { writable: true }).set({ ...DEFAULT_SETTINGS, theme: 'dark' });
    expect(openSettingsFile(file, { writable: true }).get().theme).toBe('dark');
  });

  it('ends with the last of several changes made at once, and leaves no other file', async () => {
    const folder = tempProfile();
    const settings = openSettingsFile(fileIn(folder), { writable: true });
    await Promise.all(
      [1, 2, 3, 4, 5].map((minutes) => settings.set({ ...DEFAULT_SETTINGS, syncIntervalMinutes: minutes })),
    );
    expect(openSettingsFile(fileIn(folder), { writable: true }).get().syncIntervalMinutes).toBe(5);
    expect(readdirSync(folder)).toEqual(['settings.json']);
  });

  it('is set aside when it is damaged, with a word about it', () => {
    const file = fileIn(tempProfile());
    writeFileSync(file, '{"theme": "da');
    const settings = openSettingsFile(file, { writable: true });
    expect(settings.get()).toEqual(DEFAULT_SETTINGS);
    expect(settings.notice).toMatchObject({
      severity: 'warning',
      remedy: expect.stringContaining('damaged'),
    });
    expect(readFileSync(`${file}.damaged`, 'utf8')).toBe('{"theme": "da');
  });

  it.each(['[]', 'null', '"dark"', '7'])('is taken as damaged when it holds %s', (text) => {
    const file = fileIn(tempProfile());
    writeFileSync(file, text);
    expect(openSettingsFile(file, { writable: true }).notice).not.toBeNull();
  });

  it('keeps what is valid when one member is not, and ignores members of another version', () => {
    const file = fileIn(tempProfile());
    writeFileSync(file, JSON.stringify({ theme: 'dark', railWidth: 9999, invented: true }));
    const settings = openSettingsFile(file, { writable: true });
    expect(settings.get()).toEqual({ ...DEFAULT_SETTINGS, theme: 'dark' });
    expect(settings.notice).toMatchObject({ message: expect.stringContaining('Some settings') });
    writeFileSync(file, JSON.stringify({ theme: 'dark', invented: true }));
    expect(openSettingsFile(file, { writable: true }).notice).toBeNull();
  });

  it('can be waited for until everything set is written, whether or not it could be', async () => {
    const folder = tempProfile();
    const settings = openSettingsFile(fileIn(folder), { writable: true });
    void settings.set({ ...DEFAULT_SETTINGS, theme: 'light' });
    void settings.set({ ...DEFAULT_SETTINGS, theme: 'dark' });
    await settings.written();
    expect(openSettingsFile(fileIn(folder), { writable: true }).get().theme).toBe('dark');

    const blocked = path.join(folder, 'a-file');
    writeFileSync(blocked, '');
    const failing = openSettingsFile(path.join(blocked, 'settings.json'), { writable: true });
    const failure = failing.set({ ...DEFAULT_SETTINGS, theme: 'light' }).catch(() => 'failed');
    await expect(failing.written()).resolves.toBeUndefined();
    expect(await failure).toBe('failed');
  });

  it('holds for this session where nothing can be written', async () => {
    const folder = tempProfile();
    const settings = openSettingsFile(fileIn(folder), { writable: false });
    await settings.set({ ...DEFAULT_SETTINGS, theme: 'light' });
    expect(settings.get().theme).toBe('light');
    expect(readdirSync(folder)).toEqual([]);
  });

  it('holds for this session when writing fails, and says that it failed', async () => {
    const folder = tempProfile();
    const blocked = path.join(folder, 'a-file');
    writeFileSync(blocked, '');
    const settings = openSettingsFile(path.join(blocked, 'settings.json'), { writable: true });
    await expect(settings.set({ ...DEFAULT_SETTINGS, theme: 'light' })).rejects.toThrow(/ENOTDIR/);
    expect(settings.get().theme).toBe('light');
  });
});
