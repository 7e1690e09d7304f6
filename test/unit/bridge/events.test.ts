import { createEmit } from '#electron/bridge/events';
import { EVENT_CHANNEL } from '#shared/contract/channels';
import { DEFAULT_SETTINGS } from '#shared/contract/app';
import { describe, expect, it } from 'vitest';

function fakeWindow(destroyed = false) {
  const sent: unknown[][] = [];
  return {
    sent,
    isDestroyed: () => destroyed,
    webContents: { send: (...args: unknown[]) => sent.push(args) },
  };
}

describe('events to the windows', () => {
  it('go to every window that still stands', () => {
    const [one, gone, two] = [fakeWindow(), fakeWindow(true), fakeWindow()];
    createEmit(() => [one, gone, two], { checkPayload: true })('settings:changed', DEFAULT_SETTINGS);
    const expected = [[EVENT_CHANNEL, 'settings:changed', DEFAULT_SETTINGS]];
    expect([one.sent, gone.sent, two.sent]).toEqual([expected, [], expected]);
  });

  it('are refused where payloads are checked and are not of the contract', () => {
    const window = fakeWindow();
    const emit = createEmit(() => [window], { checkPayload: true });
    const wrong = { ...DEFAULT_SETTINGS, secret: 'x' };
    expect(() => emit('settings:changed', wrong)).toThrow();
    expect(window.sent).toEqual([]);
  });
});
