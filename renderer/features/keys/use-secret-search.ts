import { useRef, useState } from 'react';
import type { CallOutput } from '#shared/contract/index';
import { type AppErrorData, toAppErrorData } from '#shared/errors';
import { bridge } from '../../bridge';
import { LONGEST_SECRET, type SecretShape } from './secret-shape';

export type FoundKey = CallOutput<'keys.findBySecret'>[number];

/** What became of a secret that was put into the search box. Never holds the secret itself. */
export type SecretSearch =
  | { readonly step: 'idle' }
  | { readonly step: 'searching' }
  | { readonly step: 'none'; readonly shape: SecretShape }
  | { readonly step: 'several'; readonly found: readonly FoundKey[] }
  | { readonly step: 'failed'; readonly failure: AppErrorData };

export interface SecretSearchControl {
  readonly state: SecretSearch;
  /** Looks a secret up in every cluster. The text goes to the main process and is forgotten here. */
  readonly find: (secret: string, shape: SecretShape) => void;
  readonly dismiss: () => void;
}

/** Finds the key that a secret belongs to; `onFound` gets it when there is exactly one. */
export function useSecretSearch(onFound: (key: FoundKey) => void): SecretSearchControl {
  const [state, setState] = useState<SecretSearch>({ step: 'idle' });
  const running = useRef<AbortController | null>(null);
  const find = async (secret: string, shape: SecretShape) => {
    running.current?.abort();
    const controller = new AbortController();
    running.current = controller;
    const settle = (next: SecretSearch) => {
      if (!controller.signal.aborted) setState(next);
    };
    settle({ step: 'searching' });
    if (secret.length > LONGEST_SECRET) return settle({ step: 'none', shape });
    try {
      const found = await bridge.call('keys.findBySecret', { secret }, { signal: controller.signal });
      const [first, second] = found;
      if (first === undefined) return settle({ step: 'none', shape });
      if (second !== undefined) return settle({ step: 'several', found });
      settle({ step: 'idle' });
      if (!controller.signal.aborted) onFound(first);
    } catch (thrown) {
      settle({ step: 'failed', failure: toAppErrorData(thrown) });
    }
  };
  return {
    state,
    find: (secret, shape) => void find(secret, shape),
    dismiss: () => {
      running.current?.abort();
      setState({ step: 'idle' });
    },
  };
}
