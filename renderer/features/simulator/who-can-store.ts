import { create } from 'zustand';
import type { ClusterId, KindId } from '#shared/ids';
import type { PolicyRequest } from '#shared/policy/decision';

/** What is asked of the keys: of one cluster, or (null) of all clusters of the kind. */
export interface WhoCanQuestion {
  readonly kind: KindId;
  readonly clusterId: ClusterId | null;
  readonly request: PolicyRequest;
}

const useStore = create<{ readonly question: WhoCanQuestion | null }>(() => ({ question: null }));

/** The question that is open; null: none. */
export function useWhoCanQuestion(): WhoCanQuestion | null {
  return useStore(({ question }) => question);
}

/** Asks, or changes what is asked. */
export function openWhoCan(question: WhoCanQuestion): void {
  useStore.setState({ question });
}

export function closeWhoCan(): void {
  useStore.setState({ question: null });
}
