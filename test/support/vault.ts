import { fork } from 'node:child_process';
import path from 'node:path';
import { onTestFinished } from 'vitest';
import type { ForkVault } from '../../electron/vault/keychain-client';
import { openVault } from '../../electron/vault/os-vault';
import type { Vault } from '../../electron/vault/vault';
import type { Environment } from './keyring';

const here = import.meta.dirname;

/** Every process that was started, so that a test can see a hanging one end. */
export interface VaultProcesses {
  readonly fork: ForkVault;
  readonly pids: readonly number[];
}

/** Starts keychain processes under Node, with this environment. */
export function vaultProcesses(env: Environment): VaultProcesses {
  const pids: number[] = [];
  return {
    pids,
    fork: () => {
      const child = fork(path.join(here, 'vault-child.ts'), {
        env: { ...env },
        execArgv: ['--disable-warning=ExperimentalWarning', '--import', path.join(here, 'run-ts.mjs')],
        stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
      });
      if (child.pid !== undefined) pids.push(child.pid);
      onTestFinished(() => void child.kill('SIGKILL'));
      return {
        send: (message) => void child.send(message as object),
        onMessage: (listener) => void child.on('message', listener),
        onExit: (listener) => void child.on('exit', listener),
        kill: () => void child.kill('SIGKILL'),
      };
    },
  };
}

/** A vault over the keychain of this environment. */
export function testVault(
  env: Environment,
  options: {
    readonly limitMs?: number;
    readonly processes?: VaultProcesses;
    readonly profileId?: string;
  } = {},
): Vault {
  const { limitMs = 8_000, processes = vaultProcesses(env), profileId = 'test' } = options;
  const vault = openVault({
    fork: processes.fork,
    profileId,
    platform: 'linux',
    random: () => crypto.randomUUID(),
    onTrouble: () => undefined,
    limitMs,
  });
  onTestFinished(() => vault.close());
  return vault;
}
