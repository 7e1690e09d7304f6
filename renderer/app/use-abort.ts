import { useCallback, useEffect, useRef } from 'react';

/**
 * Gives a signal for the next call and aborts the one before; when the component goes, the last one is aborted too.
 * For calls whose outcome nobody waits for once the form is closed.
 */
export function useAbort(): { readonly next: () => AbortSignal; readonly abort: () => void } {
  const controller = useRef<AbortController | null>(null);
  const abort = useCallback(() => controller.current?.abort(), []);
  const next = useCallback(() => {
    controller.current?.abort();
    controller.current = new AbortController();
    return controller.current.signal;
  }, []);
  useEffect(() => abort, [abort]);
  return { next, abort };
}
