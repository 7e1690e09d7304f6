/** What is looked at of Electron's WebFrameMain. */
export interface SenderFrame {
  readonly origin: string;
  readonly parent: unknown;
  readonly detached: boolean;
  readonly frameTreeNodeId: number;
}

/** What is looked at of one of our windows. */
export interface TrustedWindow {
  readonly isDestroyed: () => boolean;
  readonly webContents: { readonly id: number; readonly mainFrame: SenderFrame };
}

/** What is looked at of an IPC event. Electron gives a null frame when it has gone or moved on meanwhile. */
export interface SenderEvent {
  readonly sender: { readonly id: number };
  readonly senderFrame: SenderFrame | null;
}

/**
 * Makes the check that every message over the bridge has to pass (anchors 3.6): it comes from the main frame of
 * one of our windows, and that frame shows a page of `origin`. Anything else is refused: other windows, iframes,
 * foreign origins, frames that have gone, destroyed windows.
 */
export function createSenderCheck(
  windows: () => readonly TrustedWindow[],
  origin: string,
): (event: SenderEvent) => boolean {
  return ({ sender, senderFrame }) => {
    if (senderFrame === null || senderFrame.detached || senderFrame.parent !== null) return false;
    if (senderFrame.origin !== origin) return false;
    const window = windows().find((one) => !one.isDestroyed() && one.webContents.id === sender.id);
    return (
      window !== undefined && window.webContents.mainFrame.frameTreeNodeId === senderFrame.frameTreeNodeId
    );
  };
}
