import { keepPreviousData, useQueries, useQuery } from '@tanstack/react-query';
import type { AppError } from '#shared/errors';
import type { ClusterId, Instant, KeyRef } from '#shared/ids';
import type { KeyRecord } from '#shared/keys/record';
import { PAGE_SIZE, pageQuery } from './queries';
import type { ListFilter } from './view-store';

/** The list as far as it is known. Rows are fetched by the page, as they come into sight. */
export interface KeyList {
  /** Undefined until the first answer. */
  readonly total: number | undefined;
  /** Keys in the chosen state, without the other filters. */
  readonly all: number;
  readonly syncedAt: Instant | null;
  readonly error: AppError | null;
  readonly retry: () => void;
  /** What is shown still rests on the filter before. */
  readonly stale: boolean;
  readonly rowAt: (index: number) => KeyRecord | undefined;
  /** Where a key stands among the rows that are loaded; null when it is not among them. */
  readonly indexOf: (ref: KeyRef) => number | null;
}

function pagesOf(first: number, end: number): readonly number[] {
  const from = Math.floor(first / PAGE_SIZE);
  const to = Math.floor(Math.max(first, end - 1) / PAGE_SIZE);
  return Array.from({ length: to - from + 1 }, (_, step) => from + step);
}

/** The first page, which also tells how long the list is. Until it answers, the one before stays on screen. */
export function useListHead(clusterId: ClusterId, filter: ListFilter) {
  return useQuery({ ...pageQuery(clusterId, filter, 0), placeholderData: keepPreviousData });
}

/** The list with the pages that hold the rows from `first` to before `end`. */
export function useKeyList(
  clusterId: ClusterId,
  filter: ListFilter,
  head: ReturnType<typeof useListHead>,
  { first, end }: { readonly first: number; readonly end: number },
): KeyList {
  const pages = head.isPlaceholderData || end === 0 ? [] : pagesOf(first, end).filter((page) => page > 0);
  const others = useQueries({ queries: pages.map((page) => pageQuery(clusterId, filter, page)) });
  const parts = [
    { page: 0, rows: head.data?.rows },
    ...pages.map((page, at) => ({ page, rows: others[at]?.data?.rows })),
  ];
  return {
    total: head.data?.total,
    all: head.data?.all ?? 0,
    syncedAt: head.data?.syncedAt ?? null,
    error: head.error ?? others.find(({ error }) => error !== null)?.error ?? null,
    retry: () => {
      void head.refetch();
      for (const other of others) void other.refetch();
    },
    stale: head.isPlaceholderData,
    rowAt: (index) => {
      const page = Math.floor(index / PAGE_SIZE);
      return parts.find((part) => part.page === page)?.rows?.[index - page * PAGE_SIZE];
    },
    indexOf: (ref) => {
      for (const { page, rows = [] } of parts) {
        const at = rows.findIndex((row) => row.ref === ref);
        if (at !== -1) return page * PAGE_SIZE + at;
      }
      return null;
    },
  };
}
