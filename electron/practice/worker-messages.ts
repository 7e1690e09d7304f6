import type { KindId } from '#shared/ids';
import type { Seed } from './kind-server';
import type { ReachablePractice } from './practice';

/** What the worker is given as its data. */
export interface PracticeWorkerData {
  readonly kind: KindId;
  readonly dataDir: string;
  readonly port: number;
  readonly seed: Seed;
  readonly lag: number;
}

/** From the application to the worker. */
export interface ToPracticeWorker {
  readonly sort: 'stop';
}

/** From the worker to the application. */
export type FromPracticeWorker =
  | { readonly sort: 'started'; readonly address: ReachablePractice }
  | { readonly sort: 'failed'; readonly message: string }
  | { readonly sort: 'bug'; readonly message: string }
  | { readonly sort: 'stopped' };
