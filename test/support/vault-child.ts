// The keychain process of the integration tests: the same service as electron/vault/process.ts, over Node's own line.
import type { Keytar } from '../../electron/vault/keychain';
import { serveVault } from '../../electron/vault/serve';

async function loadKeytar(): Promise<Keytar> {
  const loaded: { readonly default: Keytar } = await import(process.env['TEST_KEYTAR'] ?? 'keytar');
  return loaded.default;
}

serveVault(loadKeytar, {
  onRequest: (listener) => process.on('message', listener),
  answer: (message) => process.send?.(message),
});
