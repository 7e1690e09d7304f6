import { readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { AppError } from '#shared/errors';
import { keyringEnvironment } from '../../support/keyring';
import { tempProfile } from '../../support/temp-profile';
import { testVault, vaultProcesses } from '../../support/vault';

const signal = new AbortController().signal;
const credential = { sort: 'credential', id: 'one' } as const;
const code = (error: unknown): string => (error as AppError).code;

function isRunning(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

describe('with an unlocked keychain', () => {
  it('keeps an entry, also for the next start, and removes it', async () => {
    const env = await keyringEnvironment('unlocked', onTestFinished);
    const vault = testVault(env);
    await vault.set(credential, 'sésame "ouvre"\n-toi', signal);
    expect(vault.state().state).toBe('available');
    const next = testVault(env);
    expect(await next.get(credential, signal)).toBe('sésame "ouvre"\n-toi');
    await next.remove(credential, signal);
    expect(await vault.get(credential, signal)).toBeNull();
  });

  it('believes that an entry is missing only after a probe', async () => {
    const vault = testVault(await keyringEnvironment('unlocked', onTestFinished));
    expect(await vault.get(credential, signal)).toBeNull();
    expect(vault.state().state).toBe('available');
  });

  it('writes nothing to the keychain while it keeps entries in memory', async () => {
    const env = await keyringEnvironment('unlocked', onTestFinished);
    const vault = testVault(env);
    vault.useMemoryOnly(true);
    await vault.set(credential, 'only here', signal);
    expect(await vault.get(credential, signal)).toBe('only here');
    expect(await testVault(env).get(credential, signal)).toBeNull();
    vault.useMemoryOnly(false);
    expect(await vault.get(credential, signal)).toBeNull();
  });

  it('answers many questions at once in their order', async () => {
    const vault = testVault(await keyringEnvironment('unlocked', onTestFinished));
    const ids = Array.from({ length: 12 }, (_, index) => ({ sort: 'credential', id: `c${index}` }) as const);
    await Promise.all(ids.map((entry) => vault.set(entry, `secret ${entry.id}`, signal)));
    expect(await Promise.all(ids.map((entry) => vault.get(entry, signal)))).toEqual(
      ids.map(({ id }) => `secret ${id}`),
    );
  });
});

describe('entries of different owners', () => {
  it('are kept apart by profile and by sort', async () => {
    const env = await keyringEnvironment('unlocked', onTestFinished);
    const one = testVault(env, { profileId: 'one' });
    const other = testVault(env, { profileId: 'other' });
    const dataKey = { sort: 'data-key', id: 'profile' } as const;
    await one.set(dataKey, 'of one', signal);
    await other.set(dataKey, 'of the other', signal);
    await one.set({ sort: 'credential', id: 'profile' }, 'a credential', signal);
    expect(await one.get(dataKey, signal)).toBe('of one');
    expect(await other.get(dataKey, signal)).toBe('of the other');
  });
});

describe('with a keychain that does not work', () => {
  it('says locked, and refuses instead of answering that there is nothing', async () => {
    const vault = testVault(await keyringEnvironment('locked', onTestFinished));
    await expect(vault.get(credential, signal)).rejects.toSatisfy((error) => code(error) === 'VAULT_LOCKED');
    await expect(vault.set(credential, 'x', signal)).rejects.toSatisfy(
      (error) => code(error) === 'VAULT_LOCKED',
    );
    await expect(vault.remove(credential, signal)).rejects.toSatisfy(
      (error) => code(error) === 'VAULT_LOCKED',
    );
    expect(vault.state()).toMatchObject({ state: 'locked', remedy: expect.stringContaining('Unlock') });
  });

  it('says unavailable where the bus has no Secret Service, and tells what to install', async () => {
    const vault = testVault(await keyringEnvironment('no-service', onTestFinished));
    expect(await vault.recheck(signal)).toMatchObject({
      state: 'unavailable',
      remedy: expect.stringContaining('gnome-keyring'),
    });
    await expect(vault.get(credential, signal)).rejects.toSatisfy(
      (error) => code(error) === 'VAULT_UNAVAILABLE',
    );
  });

  it('says unavailable where there is no bus', async () => {
    const vault = testVault(await keyringEnvironment('no-bus', onTestFinished));
    expect((await vault.recheck(signal)).state).toBe('unavailable');
  });

  it('kills a process whose keychain never answers, and asks again with a new one', async () => {
    const env = await keyringEnvironment('hanging', onTestFinished);
    const processes = vaultProcesses(env);
    const vault = testVault(env, { limitMs: 1_500, processes });
    await expect(vault.get(credential, signal)).rejects.toSatisfy((error) => code(error) === 'VAULT_TIMEOUT');
    expect(vault.state()).toMatchObject({ state: 'timed-out' });
    expect((await vault.recheck(signal)).state).toBe('timed-out');
    expect(processes.pids).toHaveLength(2);
    await expect.poll(() => processes.pids.some(isRunning)).toBe(false);
  });

  it('says not installed where keytar cannot be loaded', async () => {
    const env = { ...(await keyringEnvironment('unlocked', onTestFinished)), TEST_KEYTAR: 'no-such-package' };
    const vault = testVault(env);
    expect(await vault.recheck(signal)).toMatchObject({
      state: 'not-installed',
      remedy: expect.stringContaining('libsecret'),
    });
  });

  it('says not installed where libsecret is missing, and names its package', async () => {
    const addon = createRequire(import.meta.url).resolve('keytar/build/Release/keytar.node');
    const broken = path.join(tempProfile(), 'keytar.node');
    const bytes = readFileSync(addon).toString('latin1').replaceAll('libsecret-1.so', 'libsecret-9.so');
    writeFileSync(broken, bytes, 'latin1');
    const vault = testVault({ ...(await keyringEnvironment('no-bus', onTestFinished)), TEST_KEYTAR: broken });
    expect(await vault.recheck(signal)).toMatchObject({
      state: 'not-installed',
      remedy: expect.stringContaining('libsecret-1-0'),
    });
  });

  it('fails the call whose process ends unexpectedly, and answers the next one', async () => {
    const env = await keyringEnvironment('unlocked', onTestFinished);
    const processes = vaultProcesses(env);
    const vault = testVault(env, { processes });
    await vault.set(credential, 'one', signal);
    const [first] = processes.pids;
    if (first === undefined) throw new Error('No process was started.');
    process.kill(first, 'SIGSTOP');
    const call = vault.get(credential, signal);
    const refused = expect(call).rejects.toSatisfy((error) => code(error) === 'VAULT_UNAVAILABLE');
    process.kill(first, 'SIGKILL');
    await refused;
    expect(await vault.get(credential, signal)).toBe('one');
    expect(vault.state().state).toBe('available');
  });

  it('keeps credentials in memory when the user chooses so, and never by itself', async () => {
    const vault = testVault(await keyringEnvironment('no-service', onTestFinished));
    await expect(vault.set(credential, 'x', signal)).rejects.toSatisfy(
      (error) => code(error) === 'VAULT_UNAVAILABLE',
    );
    expect(vault.useMemoryOnly(true)).toMatchObject({ state: 'unavailable', memoryOnly: true });
    await vault.set(credential, 'x', signal);
    expect(await vault.get(credential, signal)).toBe('x');
  });
});
