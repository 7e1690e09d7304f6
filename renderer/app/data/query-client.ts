import { QueryClient } from '@tanstack/react-query';
import type { AppError } from '#shared/errors';

declare module '@tanstack/react-query' {
  interface Register {
    /** The bridge rejects with nothing else. */
    defaultError: AppError;
  }
}

/**
 * The cache of what the main process answered. It is renewed by the main process's events, so nothing goes stale
 * by itself; the network's state is the main process's business, so nothing waits for it; and a failed call is
 * shown at once instead of being repeated.
 */
export function createQueryClient(): QueryClient {
  return new QueryClient({
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
