import { CALL_CHANNEL, CANCEL_CHANNEL, EVENT_CHANNEL, type BridgeObject } from '#shared/contract/channels';
import { EventEmitter } from 'node:events';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';

const electron = vi.hoisted(() => ({
  exposed: {} as Record<string, unknown>,
  invoked: [] as unknown[][],
  sent: [] as unknown[][],
  on: undefined as unknown as (channel: string, listener: (...args: unknown[]) => void) => void,
  removeListener: undefined as unknown as (channel: string, listener: (...args: unknown[]) => void) => void,
}));

vi.mock('electron', () => ({
  contextBridge: { exposeInMainWorld: (name: string, value: unknown) => (electron.exposed[name] = value) },
  ipcRenderer: {
    invoke: async (...args: unknown[]) => {
      electron.invoked.push(args);
      return 'answer';
    },
    send: (...args: unknown[]) => electron.sent.push(args),
    on: (channel: string, listener: (...args: unknown[]) => void) => electron.on(channel, listener),
    removeListener: (channel: string, listener: (...args: unknown[]) => void) =>
      electron.removeListener(channel, listener),
  },
}));

let channel: EventEmitter;

beforeEach(async () => {
  channel = new EventEmitter();
  electron.on = (name, listener) => void channel.on(name, listener);
  electron.removeListener = (name, listener) => void channel.removeListener(name, listener);
  await import('#electron/bridge/preload');
});

afterEach(() => {
  electron.invoked.length = 0;
  electron.sent.length = 0;
});

function bridge(): BridgeObject {
  return electron.exposed['castellan'] as BridgeObject;
}

describe('what the preload script puts on the window', () => {
  it('is one object with exactly these members', () => {
    expect(Object.keys(electron.exposed)).toEqual(['castellan']);
    expect(Object.keys(bridge()).toSorted()).toEqual(['call', 'cancel', 'onEvent', 'platform']);
  });

  it('uses the three fixed channels and no name that the page gives', async () => {
    await expect(bridge().call('c1', 'app.info', {})).resolves.toBe('answer');
    bridge().cancel('c1');
    expect(electron.invoked).toEqual([[CALL_CHANNEL, 'c1', 'app.info', {}]]);
    expect(electron.sent).toEqual([[CANCEL_CHANNEL, 'c1']]);
  });

  it('gives listeners name and payload, never the event object', () => {
    const heard: unknown[][] = [];
    const end = bridge().onEvent((...args) => heard.push(args));
    channel.emit(EVENT_CHANNEL, { sender: 'ipcRenderer' }, 'keys:changed', { clusterId: 'x' });
    end();
    expect(heard).toEqual([['keys:changed', { clusterId: 'x' }]]);
  });

  it('lets go of every listener that is unsubscribed', () => {
    const ends = [1, 2, 3].map(() => bridge().onEvent(() => undefined));
    expect(channel.listenerCount(EVENT_CHANNEL)).toBe(3);
    for (const end of ends) end();
    for (const end of ends) end();
    expect(channel.listenerCount(EVENT_CHANNEL)).toBe(0);
  });
});
