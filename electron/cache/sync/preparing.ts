import type { ListedPart, PreparedPart } from './part';
import { isDone, newJobState, takeJob, waitForJob } from './preparing-jobs';
import type { PreparingThread } from './spawn-preparing';

/** A part that another thread may be preparing. */
export interface PendingPart {
  /** The result: at once, or blocking until the other thread has it. */
  readonly take: () => PreparedPart;
}

/** The preparing of one sync's parts. */
export interface PreparingLease {
  readonly start: (part: ListedPart) => PendingPart;
  /** Nobody asks for a result any more: what has not begun never does. */
  readonly end: () => void;
}

export interface PreparingParts {
  readonly prepareHere: (part: ListedPart) => PreparedPart;
  /** Null: there is no other thread. */
  readonly spawn: (() => PreparingThread) | null;
  /** How long a part that the other thread has begun is waited for. */
  readonly limitMs?: number;
}

/** Far more than a part takes on the slowest machine; a thread that needs longer is gone. */
const LIMIT_MS = 5_000;
/** Clusters are often added one after the other, so the thread stays for a while. */
const LINGER_MS = 30_000;

/**
 * Prepares parts, with the help of another thread while anyone holds a lease. That thread only ever helps: a part that
 * it has not begun when the result is wanted, or does not finish in time, is prepared by whoever wants it.
 */
export class Preparing {
  readonly #parts: PreparingParts;
  #helper: Helper | null = null;
  #leases = 0;
  #leaving: NodeJS.Timeout | undefined;

  constructor(parts: PreparingParts) {
    this.#parts = parts;
  }

  lease(): PreparingLease {
    const { spawn, prepareHere, limitMs = LIMIT_MS } = this.#parts;
    if (this.#helper?.isLost === true) this.end();
    if (spawn !== null) this.#helper ??= new Helper(spawn(), limitMs);
    clearTimeout(this.#leaving);
    this.#leases += 1;
    const queue = this.#helper === null ? null : new Queue(this.#helper, prepareHere);
    let ended = false;
    return {
      start: (part) => queue?.start(part) ?? { take: () => prepareHere(part) },
      end: () => {
        if (ended) return;
        ended = true;
        queue?.clear();
        this.#release();
      },
    };
  }

  #release(): void {
    this.#leases -= 1;
    if (this.#leases > 0 || this.#helper === null) return;
    this.#leaving = setTimeout(() => this.end(), LINGER_MS).unref();
  }

  /** Ends the other thread. */
  end(): void {
    clearTimeout(this.#leaving);
    this.#helper?.end();
    this.#helper = null;
  }
}

interface QueuedPart {
  readonly id: number;
  readonly part: ListedPart;
  readonly state: Int32Array;
}

/** The parts of one sync that are not prepared yet, or whose result nobody has asked for. */
class Queue {
  readonly #helper: Helper;
  readonly #prepareHere: (part: ListedPart) => PreparedPart;
  readonly #waiting: QueuedPart[] = [];
  readonly #madeHere = new Map<number, PreparedPart>();

  constructor(helper: Helper, prepareHere: (part: ListedPart) => PreparedPart) {
    this.#helper = helper;
    this.#prepareHere = prepareHere;
  }

  start(part: ListedPart): PendingPart {
    const state = newJobState();
    const queued = { id: this.#helper.post(part, state), part, state };
    this.#waiting.push(queued);
    return { take: () => this.#take(queued) };
  }

  clear(): void {
    for (const { state } of this.#waiting) takeJob(state);
  }

  #take({ id, part, state }: QueuedPart): PreparedPart {
    if (takeJob(state)) return this.#prepareHere(part);
    while (!this.#madeHere.has(id) && !isDone(state) && this.#prepareLast());
    return this.#madeHere.get(id) ?? this.#helper.await(id, state) ?? this.#prepareHere(part);
  }

  /** Instead of waiting: takes the part that the other thread would come to last; false when there is none. */
  #prepareLast(): boolean {
    for (let last = this.#waiting.pop(); last !== undefined; last = this.#waiting.pop()) {
      if (!takeJob(last.state)) continue;
      this.#madeHere.set(last.id, this.#prepareHere(last.part));
      return true;
    }
    return false;
  }
}

/** The other thread, and what it has sent. */
class Helper {
  readonly #thread: PreparingThread;
  readonly #limitMs: number;
  readonly #results = new Map<number, PreparedPart>();
  #lastId = 0;
  #lost = false;

  constructor(thread: PreparingThread, limitMs: number) {
    this.#thread = thread;
    this.#limitMs = limitMs;
  }

  /** It did not finish what it had begun. */
  get isLost(): boolean {
    return this.#lost;
  }

  post(part: ListedPart, state: Int32Array): number {
    this.#lastId += 1;
    if (!this.#lost) this.#thread.post({ id: this.#lastId, part, state });
    return this.#lastId;
  }

  /** The result of a part that the thread has taken; null when it does not come. */
  await(id: number, state: Int32Array): PreparedPart | null {
    this.#lost ||= !waitForJob(state, this.#limitMs);
    if (this.#lost) return null;
    for (let next = this.#thread.take(); next !== null; next = this.#thread.take()) {
      this.#results.set(next.id, next.prepared);
    }
    const result = this.#results.get(id) ?? null;
    this.#results.delete(id);
    return result;
  }

  end(): void {
    this.#thread.end();
  }
}
