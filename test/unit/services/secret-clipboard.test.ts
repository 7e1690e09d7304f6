import { SecretClipboard } from '#electron/services/secret-clipboard';
import { describe, expect, it } from 'vitest';

function setUp(seconds: number) {
  const system = {
    text: 'before',
    write: async (text: string): Promise<void> => {
      system.text = text;
    },
    read: async (): Promise<string> => system.text,
    clear: async (): Promise<void> => {
      system.text = '';
    },
  };
  const timers: { act: () => void; ms: number; stopped: boolean }[] = [];
  const clipboard = new SecretClipboard(
    system,
    () => 1_000,
    (act, ms) => {
      const timer = { act, ms, stopped: false };
      timers.push(timer);
      return () => {
        timer.stopped = true;
      };
    },
    () => seconds,
  );
  return { system, timers, clipboard };
}

describe('a copied secret', () => {
  it('is cleared after the time of the settings', async () => {
    const { system, timers, clipboard } = setUp(30);
    expect(await clipboard.copy('secret')).toBe(31_000);
    expect(system.text).toBe('secret');
    expect(timers).toMatchObject([{ ms: 30_000, stopped: false }]);
    await clipboard.clear();
    expect(system.text).toBe('');
  });

  it('is not cleared by time when the user wants none, but at the end', async () => {
    const { system, timers, clipboard } = setUp(0);
    expect(await clipboard.copy('secret')).toBeNull();
    expect(timers).toEqual([]);
    await clipboard.clear();
    expect(system.text).toBe('');
  });

  it('leaves alone what the user copied since', async () => {
    const { system, clipboard } = setUp(30);
    await clipboard.copy('secret');
    system.text = 'something else';
    await clipboard.clear();
    expect(system.text).toBe('something else');
  });

  it('is forgotten once cleared, so that the same text of the user stays', async () => {
    const { system, clipboard } = setUp(30);
    await clipboard.copy('secret');
    await clipboard.clear();
    system.text = 'secret';
    await clipboard.clear();
    expect(system.text).toBe('secret');
  });

  it('starts its time anew with every copy', async () => {
    const { timers, clipboard } = setUp(30);
    await clipboard.copy('one');
    await clipboard.copy('two');
    expect(timers.map(({ stopped }) => stopped)).toEqual([true, false]);
  });
});
