import type { MessagePort } from 'node:worker_threads';
import type { ListedPart, PreparedPart } from './part';

/** What the preparing thread works with: the profile's key for refs (32 bytes), and the data key (base64) if there is one. */
export interface PreparingKeys {
  readonly profileKey: Uint8Array;
  readonly dataKey: string | null;
}

/** What it is started with. */
export interface PreparingThreadData {
  /** Jobs come in here, and results go out. */
  readonly port: MessagePort;
  readonly keys: PreparingKeys;
}

/** A part for the preparing thread. `state` lies in memory that both threads share. */
export interface PreparingJob {
  readonly id: number;
  readonly part: ListedPart;
  readonly state: Int32Array;
}

export interface PreparingResult {
  readonly id: number;
  readonly prepared: PreparedPart;
}

const JOB = { waiting: 0, taken: 1, done: 2 } as const;

/** A state of its own for a new job. */
export function newJobState(): Int32Array {
  return new Int32Array(new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT));
}

/** Whoever asks first gets the job, whichever thread it is; true for that one alone. */
export function takeJob(state: Int32Array): boolean {
  return Atomics.compareExchange(state, 0, JOB.waiting, JOB.taken) === JOB.waiting;
}

/** Says that the result has been sent. */
export function endJob(state: Int32Array): void {
  Atomics.store(state, 0, JOB.done);
  Atomics.notify(state, 0);
}

export function isDone(state: Int32Array): boolean {
  return Atomics.load(state, 0) === JOB.done;
}

/** Waits until a job that was taken is done, blocking this thread; false after `limitMs`. */
export function waitForJob(state: Int32Array, limitMs: number): boolean {
  return Atomics.wait(state, 0, JOB.taken, limitMs) !== 'timed-out';
}
