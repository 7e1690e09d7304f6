import { createSenderCheck, type SenderFrame, type TrustedWindow } from '#electron/bridge/sender';
import { describe, expect, it } from 'vitest';

const ORIGIN = 'app://castellan';
const mainFrame: SenderFrame = { origin: ORIGIN, parent: null, detached: false, frameTreeNodeId: 7 };
const windowOf = (id: number, frame: SenderFrame, destroyed = false): TrustedWindow => ({
  isDestroyed: () => destroyed,
  webContents: { id, mainFrame: frame },
});
const check = createSenderCheck(() => [windowOf(1, mainFrame)], ORIGIN);

describe('the sender of a message over the bridge', () => {
  it('is trusted as the main frame of our window on our origin', () => {
    expect(check({ sender: { id: 1 }, senderFrame: { ...mainFrame } })).toBe(true);
  });

  it.each<[string, number, SenderFrame | null]>([
    ['a frame that has gone', 1, null],
    ['a detached frame', 1, { ...mainFrame, detached: true }],
    ['an iframe of our own origin', 1, { ...mainFrame, parent: mainFrame, frameTreeNodeId: 8 }],
    ['another top frame', 1, { ...mainFrame, frameTreeNodeId: 8 }],
    ['a foreign origin', 1, { ...mainFrame, origin: 'https://castellan' }],
    ['an opaque origin', 1, { ...mainFrame, origin: 'null' }],
    ['an origin that begins like ours', 1, { ...mainFrame, origin: `${ORIGIN}.example.com` }],
    ['an origin that only contains ours', 1, { ...mainFrame, origin: `https://evil/?${ORIGIN}` }],
    ['our page in a window that is not ours', 2, mainFrame],
  ])('is refused as %s', (_name, id, senderFrame) => {
    expect(check({ sender: { id }, senderFrame })).toBe(false);
  });

  it('is refused when the window is destroyed', () => {
    const destroyed = createSenderCheck(() => [windowOf(1, mainFrame, true)], ORIGIN);
    expect(destroyed({ sender: { id: 1 }, senderFrame: mainFrame })).toBe(false);
  });

  it('is refused when there is no window', () => {
    expect(createSenderCheck(() => [], ORIGIN)({ sender: { id: 1 }, senderFrame: mainFrame })).toBe(false);
  });
});
