/**
 * The keychain process: an Electron utilityProcess that does nothing but ask keytar, one request at a time. It is
 * killed when the keychain does not answer in time, so nothing else may live here.
 */
import type { Keytar } from './keychain';
import { serveVault } from './serve';

async function loadKeytar(): Promise<Keytar> {
  const loaded: { readonly default: Keytar } = await import('keytar');
  return loaded.default;
}

const { parentPort } = process;
serveVault(loadKeytar, {
  onRequest: (listener) => parentPort.on('message', ({ data }) => listener(data)),
  answer: (message) => parentPort.postMessage(message),
});
