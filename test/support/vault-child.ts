// The keychain process of the integration tests: the same service as electron/vault/process.ts, over Node's own line.
import { createRequire } from 'node:module';
import type { Keytar } from '../../electron/vault/keychain';
import { serveVault } from '../../electron/vault/serve';

async function loadKeytar(): Promise<Keytar> {
  const other = process.env['TEST_KEYTAR'];
  if (other !== undefined) return createRequire(import.meta.url)(other) as Keytar;
  const loaded: { readonly default: Keytar } = await import('keytar');
  return loaded.default;
}

serveVault(loadKeytar, {
  onRequest: (listener) => process.on('message', listener),
  answer: (message) => process.send?.(message),
});
