import { useCallback, useEffect, useRef, useState } from 'react';
import { type AppErrorData, toAppErrorData } from '#shared/errors';
import type { Instant } from '#shared/ids';
import type { KeyRecord } from '#shared/keys/record';
import { bridge } from '../../bridge';

type Identity = Pick<KeyRecord, 'clusterId' | 'ref'>;

/** A revealed secret is hidden again after this time, and whenever the key is left. */
export const REVEALED_MS = 30_000;

export interface Reveal {
  /** Null while hidden. Never kept anywhere else. */
  readonly secret: string | null;
  readonly failure: AppErrorData | null;
  readonly toggle: () => void;
}

/** What came of revealing one key; of another key it says nothing. */
interface Revealed extends Identity {
  readonly secret: string | null;
  readonly failure: AppErrorData | null;
}

/** Shows a key's secret on demand, for a while. With `atOnce` it is shown from the start, and stays until hidden. */
export function useReveal({ clusterId, ref }: Identity, atOnce = false): Reveal {
  const [revealed, setRevealed] = useState<Revealed | null>(null);
  const running = useRef<AbortController | null>(null);
  const own = revealed?.ref === ref && revealed.clusterId === clusterId ? revealed : null;
  const isShown = own !== null && own.secret !== null;

  const reveal = useCallback(async () => {
    running.current?.abort();
    const controller = new AbortController();
    running.current = controller;
    const settle = (secret: string | null, failure: AppErrorData | null) => {
      if (!controller.signal.aborted) setRevealed({ clusterId, ref, secret, failure });
    };
    try {
      const answer = await bridge.call('keys.reveal', { clusterId, ref }, { signal: controller.signal });
      settle(answer.secret, null);
    } catch (thrown) {
      settle(null, toAppErrorData(thrown));
    }
  }, [clusterId, ref]);

  // Leaving the key (or the screen) forgets the secret and drops an answer that is still on its way.
  useEffect(() => {
    if (atOnce) void reveal();
    return () => {
      running.current?.abort();
      setRevealed(null);
    };
  }, [reveal, atOnce]);

  useEffect(() => {
    if (!isShown || atOnce) return;
    const timer = setTimeout(() => setRevealed(null), REVEALED_MS);
    return () => clearTimeout(timer);
  }, [isShown, atOnce]);

  return {
    secret: own?.secret ?? null,
    failure: own?.failure ?? null,
    toggle: () => {
      if (isShown) setRevealed(null);
      else void reveal();
    },
  };
}

export interface CopySecret {
  /** Set for a moment after copying; `clearsAt` null: the clipboard is not cleared. */
  readonly copied: { readonly clearsAt: Instant | null } | null;
  readonly failure: AppErrorData | null;
  readonly run: () => void;
}

/** Puts a key's secret on the clipboard; the secret itself stays in the main process. */
export function useCopySecret({ clusterId, ref }: Identity): CopySecret {
  const [copied, setCopied] = useState<CopySecret['copied']>(null);
  const [failure, setFailure] = useState<AppErrorData | null>(null);
  useEffect(
    () => () => {
      setCopied(null);
      setFailure(null);
    },
    [clusterId, ref],
  );
  useEffect(() => {
    if (copied === null) return;
    const timer = setTimeout(() => setCopied(null), 10_000);
    return () => clearTimeout(timer);
  }, [copied]);
  const run = async () => {
    setFailure(null);
    try {
      setCopied(await bridge.call('keys.copySecret', { clusterId, ref }));
    } catch (thrown) {
      setFailure(toAppErrorData(thrown));
    }
  };
  return { copied, failure, run: () => void run() };
}
