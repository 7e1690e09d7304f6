import { act, cleanup, renderHook } from '@testing-library/react';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { AppError } from '#shared/errors';
import { useReveal } from '../../../../renderer/features/key-secret';
import { createMemoryBridge, type MemoryHandlers } from '../../../support/memory-bridge';
import { aKey } from '../../../support/memory-keys';

const SECRET = 'a1b2c3d4e5f60718293a4b5c6d7e8f9f';

beforeEach(() => {
  vi.useFakeTimers();
});

afterEach(() => {
  cleanup();
  vi.useRealTimers();
});

function reveal(handlers: MemoryHandlers = { 'keys.reveal': () => ({ secret: SECRET }) }, atOnce = false) {
  Object.defineProperty(window, 'castellan', { value: createMemoryBridge(handlers), configurable: true });
  return renderHook(({ key }) => useReveal(key, atOnce), { initialProps: { key: aKey(1) } });
}

const settle = () => act(() => vi.advanceTimersByTimeAsync(0));

describe('a revealed secret', () => {
  it('is shown only when asked for, and hidden again after 30 seconds', async () => {
    const { result } = reveal();
    await settle();
    expect(result.current.secret).toBeNull();
    act(() => result.current.toggle());
    await settle();
    expect(result.current.secret).toBe(SECRET);
    await act(() => vi.advanceTimersByTimeAsync(29_000));
    expect(result.current.secret).toBe(SECRET);
    await act(() => vi.advanceTimersByTimeAsync(1_001));
    expect(result.current.secret).toBeNull();
  });

  it('is forgotten on leaving its key, also when the answer comes after that', async () => {
    const answer = Promise.withResolvers<{ secret: string }>();
    const { result, rerender } = reveal({ 'keys.reveal': () => answer.promise });
    act(() => result.current.toggle());
    rerender({ key: aKey(2) });
    answer.resolve({ secret: SECRET });
    await settle();
    expect(result.current.secret).toBeNull();
    rerender({ key: aKey(1) });
    await settle();
    expect(result.current.secret).toBeNull();
  });

  it('of a key that was just made is shown from the start and stays until it is hidden', async () => {
    const { result } = reveal(undefined, true);
    await settle();
    await act(() => vi.advanceTimersByTimeAsync(60_000));
    expect(result.current.secret).toBe(SECRET);
    act(() => result.current.toggle());
    expect(result.current.secret).toBeNull();
  });

  it('that cannot be had says why', async () => {
    const { result } = reveal({
      'keys.reveal': () => {
        throw new AppError('SECRET_UNAVAILABLE', 'The secret cannot be opened.', { remedy: 'Sync again.' });
      },
    });
    act(() => result.current.toggle());
    await settle();
    expect(result.current.failure).toMatchObject({ code: 'SECRET_UNAVAILABLE', remedy: 'Sync again.' });
  });
});
