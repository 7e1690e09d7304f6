import { MutationCache, QueryClient } from '@tanstack/react-query';
import { type AppError, toAppErrorData } from '#shared/errors';
import { showToast } from '../../ui';
import { describeError, isCancelled } from '../describe-error';

declare module '@tanstack/react-query' {
  interface Register {
    /** The bridge rejects with nothing else. */
    defaultError: AppError;
    mutationMeta: {
      /** Without a full stop: "The setting was not saved". A failure is then told as a toast. */
      readonly failure?: string;
    };
  }
}

/**
 * The cache of what the main process answered. It is renewed by the main process's events, so nothing goes stale
 * by itself; the network's state is the main process's business, so nothing waits for it; and a failed call is
 * shown at once instead of being repeated.
 */
export function createQueryClient(): QueryClient {
  return new QueryClient({
    mutationCache: new MutationCache({
      onError: (error, _input, _result, mutation) => {
        const failure = mutation.meta?.failure;
        if (failure === undefined || isCancelled(error)) return;
        showToast({ tone: 'danger', message: `${failure}. ${describeError(toAppErrorData(error))}` });
      },
    }),
    defaultOptions: {
      queries: {
        staleTime: Number.POSITIVE_INFINITY,
        gcTime: 5 * 60_000,
        retry: false,
        networkMode: 'always',
        refetchOnWindowFocus: false,
        refetchOnReconnect: false,
      },
      mutations: { retry: false, networkMode: 'always' },
    },
  });
}
