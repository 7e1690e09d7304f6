import { randomBytes } from 'node:crypto';
import type { Instant, KindId } from '#shared/ids';
import type { AnyConnection } from '#shared/kinds/kind';
import { createPracticeClock } from './clock';
import { createFaultSwitches } from './faults';
import type { PracticeKind, Seed } from './kind-server';
import type { RandomBytes } from './random';
import { practiceKindOf } from './registry';
import { listenPractice } from './server';

export interface RunOptions {
  /** Made when missing; holds one SQLite file per kind. */
  readonly dataDir: string;
  /** 0 takes a free one. */
  readonly port: number;
  readonly seed: Seed;
  /** How many reads of a key still see the state before a change. */
  readonly lag: number;
  readonly clock?: () => Instant;
  readonly random?: RandomBytes;
  /** Told of exceptions inside a route. */
  readonly onBug?: (error: unknown) => void;
}

export interface PracticeOptions extends RunOptions {
  readonly kind: KindId;
}

/** How a running practice cluster is reached. */
export interface PracticeAddress {
  readonly kind: KindId;
  /** `http://127.0.0.1:PORT`, without a slash at the end. */
  readonly url: string;
  readonly applicationId: string;
  readonly adminKey: string;
}

/** The address, and the same as the application's own adapter wants it. */
export interface ReachablePractice extends PracticeAddress {
  readonly connection: AnyConnection;
}

export interface Practice extends ReachablePractice {
  /** Ends every connection and closes the store. */
  readonly close: () => Promise<void>;
}

/**
 * Starts a practice cluster in this thread. Rejects with DataFolderError when the data folder cannot be used,
 * and with the system's error (EADDRINUSE, EACCES) when the port cannot be had.
 */
export async function startPractice(options: PracticeOptions): Promise<Practice> {
  return { kind: options.kind, ...(await runPractice(practiceKindOf(options.kind), options)) };
}

/** As {@link startPractice}, for a kind's part that is at hand itself. */
export async function runPractice(
  practiceKind: PracticeKind,
  options: RunOptions,
): Promise<Omit<Practice, 'kind'>> {
  const random = options.random ?? randomBytes;
  const clock = createPracticeClock(options.clock ?? Date.now);
  const faults = createFaultSwitches(clock, random);
  const kind = practiceKind.open({
    dataDir: options.dataDir,
    seed: options.seed,
    lag: options.lag,
    clock,
    random,
  });
  try {
    const onBug = options.onBug ?? (() => undefined);
    const server = await listenPractice({ kind, faults, clock, onBug }, options.port);
    const url = `http://127.0.0.1:${server.port}`;
    return {
      url,
      connection: practiceKind.connectionTo(url, kind.applicationId),
      applicationId: kind.applicationId,
      adminKey: kind.adminKey,
      close: async () => {
        await server.close();
        kind.close();
      },
    };
  } catch (error) {
    kind.close();
    throw error;
  }
}
