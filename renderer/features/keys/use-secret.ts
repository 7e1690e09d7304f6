import { useCallback, useEffect, useRef, useState } from 'react';
import type { AppErrorData } from '#shared/errors';
import { toAppErrorData } from '#shared/errors';
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

interface Shown extends Identity {
  readonly secret: string;
}

/** Shows a key's secret on demand, for a while. */
export function useReveal({ clusterId, ref }: Identity, atOnce = false): Reveal {
  const [shown, setShown] = useState<Shown | null>(null);
  const [failure, setFailure] = useState<AppErrorData | null>(null);
  const current = useRef<AbortController | null>(null);
  const isShown = shown !== null && shown.ref === ref && shown.clusterId === clusterId;

  const reveal = useCallback(async () => {
    current.current?.abort();
    const controller = new AbortController();
    current.current = controller;
    try {
      const { secret } = await bridge.call('keys.reveal', { clusterId, ref }, { signal: controller.signal });
      if (!controller.signal.aborted) setShown({ clusterId, ref, secret });
    } catch (thrown) {
      if (!controller.signal.aborted) setFailure(toAppErrorData(thrown));
    }
  }, [clusterId, ref]);

  // Leaving the key (or the screen) hides it and drops an answer that is still on its way.
  useEffect(() => {
    setFailure(null);
    if (atOnce) void reveal();
    return () => {
      current.current?.abort();
      setShown(null);
    };
  }, [reveal, atOnce]);

  useEffect(() => {
    if (!isShown || atOnce) return;
    const timer = setTimeout(() => setShown(null), REVEALED_MS);
    return () => clearTimeout(timer);
  }, [isShown, atOnce]);

  return {
    secret: isShown ? shown.secret : null,
    failure,
    toggle: () => {
      setFailure(null);
      if (isShown) setShown(null);
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
