import { answerVaultRequest, type LoadKeytar } from './keychain';
import { vaultRequestSchema, type VaultAnswer } from './messages';

/** The two ends of the line to the main process. */
export interface VaultPort {
  readonly onRequest: (listener: (message: unknown) => void) => void;
  readonly answer: (message: VaultAnswer) => void;
}

/** Answers requests in the order of their arrival, one at a time; messages that are no requests are dropped. */
export function serveVault(load: LoadKeytar, port: VaultPort): void {
  let last: Promise<void> = Promise.resolve();
  port.onRequest((message) => {
    const request = vaultRequestSchema.safeParse(message);
    if (!request.success) return;
    last = last.then(async () => port.answer(await answerVaultRequest(load, request.data)));
  });
}
