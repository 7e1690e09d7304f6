import type { VaultView } from '#shared/contract/app';
import type { Vault } from '../vault/vault';

/** The keychain's state, and the user's choice for this session. `onUsable` is told when it may have become usable. */
export class VaultService {
  constructor(
    private readonly vault: Vault,
    private readonly onUsable: () => void,
  ) {}

  state(): VaultView {
    return this.vault.state();
  }

  async recheck(signal: AbortSignal): Promise<VaultView> {
    const view = await this.vault.recheck(signal);
    if (view.state === 'available') this.onUsable();
    return view;
  }

  useMemoryOnly(memoryOnly: boolean): VaultView {
    const view = this.vault.useMemoryOnly(memoryOnly);
    this.onUsable();
    return view;
  }
}
