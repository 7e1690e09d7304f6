import { describe, expect, it, vi } from 'vitest';
import { createKeychainClient, type VaultProcess } from '#electron/vault/keychain-client';

const question = { op: 'get', service: 's', account: 'a' } as const;
const { signal } = new AbortController();

/** A process whose answers the test gives by hand. */
function fakeProcess(): VaultProcess & {
  readonly sent: { id: number }[];
  reply: (message: unknown) => void;
  exit: () => void;
  killed: boolean;
} {
  const sent: { id: number }[] = [];
  const fake = {
    sent,
    killed: false,
    reply: (_message: unknown): void => undefined,
    exit: (): void => undefined,
    send: (message: unknown): void => void sent.push(message as { id: number }),
    onMessage: (listener: (message: unknown) => void): void => void (fake.reply = listener),
    onExit: (listener: () => void): void => void (fake.exit = listener),
    kill: (): void => void (fake.killed = true),
  };
  return fake;
}

describe('the keychain client', () => {
  it('sends a question only when the one before is answered', async () => {
    const process = fakeProcess();
    const client = createKeychainClient(() => process, 1000);
    const first = client.ask(question, signal);
    const second = client.ask(question, signal);
    await vi.waitFor(() => expect(process.sent).toHaveLength(1));
    process.reply({ id: process.sent[0]?.id, ok: true, secret: 'one' });
    expect(await first).toEqual({ ok: true, secret: 'one' });
    await vi.waitFor(() => expect(process.sent).toHaveLength(2));
    process.reply({ id: process.sent[1]?.id, ok: true, secret: 'two' });
    expect(await second).toEqual({ ok: true, secret: 'two' });
  });

  it('takes no answer that is malformed or meant for another question', async () => {
    const process = fakeProcess();
    const client = createKeychainClient(() => process, 1000);
    const asked = client.ask(question, signal);
    await vi.waitFor(() => expect(process.sent).toHaveLength(1));
    const id = process.sent[0]?.id ?? 0;
    process.reply('junk');
    process.reply({ id: id + 1, ok: true, secret: 'other' });
    process.reply({ id, ok: true, secret: 'right' });
    expect(await asked).toEqual({ ok: true, secret: 'right' });
  });

  it('answers unavailable when the process ends, and starts another one for the next question', async () => {
    const processes = [fakeProcess(), fakeProcess()];
    let started = 0;
    const client = createKeychainClient(() => processes[started++] ?? fakeProcess(), 1000);
    const asked = client.ask(question, signal);
    await vi.waitFor(() => expect(processes[0]?.sent).toHaveLength(1));
    processes[0]?.exit();
    expect(await asked).toMatchObject({ ok: false, failure: 'unavailable' });
    void client.ask(question, signal);
    await vi.waitFor(() => expect(processes[1]?.sent).toHaveLength(1));
  });

  it('kills a process that does not answer within the limit', async () => {
    vi.useFakeTimers();
    try {
      const process = fakeProcess();
      const client = createKeychainClient(() => process, 1000);
      const asked = client.ask(question, signal);
      await vi.advanceTimersByTimeAsync(1000);
      expect(await asked).toMatchObject({ ok: false, failure: 'timed-out' });
      expect(process.killed).toBe(true);
    } finally {
      vi.useRealTimers();
    }
  });

  it('lets no other question wait as long after a timeout, until a probe is answered', async () => {
    vi.useFakeTimers();
    try {
      const processes = [fakeProcess(), fakeProcess()];
      let started = 0;
      const client = createKeychainClient(() => processes[started++] ?? fakeProcess(), 1000, 30_000);
      const [first, second] = [client.ask(question, signal), client.ask(question, signal)];
      await vi.advanceTimersByTimeAsync(1000);
      expect(await first).toMatchObject({ failure: 'timed-out' });
      expect(await second).toMatchObject({ failure: 'timed-out' });
      expect(started).toBe(1);
      const probe = client.ask({ ...question, op: 'probe', secret: 'x' }, signal);
      await vi.waitFor(() => expect(processes[1]?.sent).toHaveLength(1));
      processes[1]?.reply({ id: processes[1].sent[0]?.id, ok: true, secret: null });
      expect(await probe).toMatchObject({ ok: true });
      void client.ask(question, signal);
      await vi.waitFor(() => expect(processes[1]?.sent).toHaveLength(2));
    } finally {
      vi.useRealTimers();
    }
  });

  it('asks the keychain again by itself when the rest after a timeout is over', async () => {
    vi.useFakeTimers();
    try {
      const processes = [fakeProcess(), fakeProcess()];
      let started = 0;
      const client = createKeychainClient(() => processes[started++] ?? fakeProcess(), 1000, 30_000);
      void client.ask(question, signal);
      await vi.advanceTimersByTimeAsync(31_000);
      void client.ask(question, signal);
      await vi.waitFor(() => expect(processes[1]?.sent).toHaveLength(1));
    } finally {
      vi.useRealTimers();
    }
  });

  it('does not send a question that was cancelled in the queue', async () => {
    const process = fakeProcess();
    const client = createKeychainClient(() => process, 1000);
    const controller = new AbortController();
    void client.ask(question, signal);
    const cancelled = client.ask(question, controller.signal);
    controller.abort();
    await vi.waitFor(() => expect(process.sent).toHaveLength(1));
    process.reply({ id: process.sent[0]?.id, ok: true, secret: null });
    await expect(cancelled).rejects.toMatchObject({ code: 'CANCELLED' });
    expect(process.sent).toHaveLength(1);
  });

  it('answers what still waits when it is closed', async () => {
    const process = fakeProcess();
    const client = createKeychainClient(() => process, 1000);
    const asked = client.ask(question, signal);
    await vi.waitFor(() => expect(process.sent).toHaveLength(1));
    client.close();
    expect(await asked).toMatchObject({ ok: false, failure: 'unavailable' });
    expect(process.killed).toBe(true);
  });
});
