import type { VaultView } from '#shared/contract/app';
import type { Vault } from '../vault/vault';

/** The keychain's state, and the user's choice for this session. */
export class VaultService {
  /** `follow`: brings the cache's data key in line with the vault; its end is waited for. */
  constructor(
    private readonly vault: Vault,
    private readonly follow: () => Promise<void>,
  ) {}

  state(): VaultView {
    return this.vault.state();
  }

  async recheck(signal: AbortSignal): Promise<VaultView> {
    const view = await this.vault.recheck(signal);
    if (view.state === 'available') await this.follow();
    return view;
  }

  async useMemoryOnly(memoryOnly: boolean): Promise<VaultView> {
    this.vault.useMemoryOnly(memoryOnly);
    await this.follow();
    return this.vault.state();
  }
}
