import { Limiter } from '#electron/services/limiter';
import { describe, expect, it } from 'vitest';

const never = new AbortController().signal;

function gate(): { readonly open: () => void; readonly passed: Promise<void> } {
  let open = (): void => undefined;
  const passed = new Promise<void>((resolve) => {
    open = resolve;
  });
  return { open, passed };
}

describe('a limiter', () => {
  it('runs so many side by side, the others in order', async () => {
    const limiter = new Limiter(2);
    const gates = [gate(), gate(), gate(), gate()];
    const started: number[] = [];
    const all = gates.map(({ passed }, index) =>
      limiter.run(async () => {
        started.push(index);
        await passed;
        return index;
      }, never),
    );
    await Promise.resolve();
    expect(started).toEqual([0, 1]);
    gates[1]?.open();
    await all[1];
    await expect.poll(() => started).toEqual([0, 1, 2]);
    for (const { open } of gates) open();
    expect(await Promise.all(all)).toEqual([0, 1, 2, 3]);
    expect(started).toEqual([0, 1, 2, 3]);
  });

  it('gives the place of a failed task to the next one', async () => {
    const limiter = new Limiter(1);
    const failed = limiter.run(() => Promise.reject(new Error('no')), never);
    const next = limiter.run(() => Promise.resolve('yes'), never);
    await expect(failed).rejects.toThrow('no');
    expect(await next).toBe('yes');
    expect(await limiter.run(() => Promise.resolve('again'), never)).toBe('again');
  });

  it('does not start a task that was cancelled while it waited', async () => {
    const limiter = new Limiter(1);
    const { open, passed } = gate();
    const first = limiter.run(() => passed, never);
    const controller = new AbortController();
    let ran = false;
    const second = limiter.run(async () => {
      ran = true;
    }, controller.signal);
    controller.abort();
    open();
    await first;
    await expect(second).rejects.toThrow(/abort/i);
    expect(ran).toBe(false);
    expect(await limiter.run(() => Promise.resolve('free'), never)).toBe('free');
  });
});
