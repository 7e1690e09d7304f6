import { utilityProcess } from 'electron';
import type { ForkVault } from '../vault/keychain-client';

/**
 * Starts the keychain in an Electron utility process. `script`: path of the built entry (`vault-process.js`).
 * Killing one that hangs in the keychain's library takes SIGKILL, since it answers no other signal then.
 */
export function createForkVault(script: string): ForkVault {
  return () => {
    const child = utilityProcess.fork(script, [], {
      serviceName: 'Castellan keychain',
      stdio: 'ignore',
      // Not the application's own: a debugger's module would run in there, too.
      execArgv: [],
    });
    return {
      send: (message) => child.postMessage(message),
      onMessage: (listener) => child.on('message', listener),
      onExit: (listener) => child.on('exit', listener),
      kill: () => {
        if (child.pid !== undefined) process.kill(child.pid, 'SIGKILL');
        else child.kill();
      },
    };
  };
}
