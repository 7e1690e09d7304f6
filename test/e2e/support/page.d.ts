import type { BridgeObject } from '#shared/contract/channels';

/** What tests see of the window's bridge; the page itself uses renderer/bridge.ts alone. */
declare global {
  interface Window {
    readonly castellan: BridgeObject;
  }
}
