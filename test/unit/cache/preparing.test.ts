import { describe, expect, test } from 'vitest';
import type { ListedPart, PreparedPart } from '#electron/cache/sync/part';
import { Preparing, type PreparingLease } from '#electron/cache/sync/preparing';
import { endJob, takeJob, type PreparingJob } from '#electron/cache/sync/preparing-jobs';
import type { PreparingThread } from '#electron/cache/sync/spawn-preparing';
import { clusterIdOf } from '../../support/cache-data';

function part(name: string): ListedPart {
  return {
    clusterId: clusterIdOf('a'),
    kind: 'algolia',
    keys: { secrets: [name], admin: [false], createdAt: [null], specs: ['{}'] },
  };
}

/** Tells who prepared it. */
function prepared({ keys }: ListedPart, by: 'here' | 'there'): PreparedPart {
  const texts = [`${keys.secrets[0] ?? ''} ${by}`];
  const none = {
    masks: [],
    labels: [],
    labelSorts: [],
    owners: [],
    expiries: [],
    permissionSets: [],
    permissionSetOf: [],
  };
  return { refs: Buffer.alloc(32), sealed: null, ...none, texts };
}

/** A thread whose every step the test takes. */
class Thread implements PreparingThread {
  readonly jobs: PreparingJob[] = [];
  readonly results: { readonly id: number; readonly prepared: PreparedPart }[] = [];
  ended = false;

  post(job: PreparingJob): void {
    this.jobs.push(job);
  }

  take() {
    return this.results.shift() ?? null;
  }

  end(): void {
    this.ended = true;
  }

  begin(at: number): boolean {
    const job = this.jobs[at];
    return job !== undefined && takeJob(job.state);
  }

  finish(at: number): void {
    const job = this.jobs[at];
    if (job === undefined) throw new Error('There is no such job.');
    this.results.push({ id: job.id, prepared: prepared(job.part, 'there') });
    endJob(job.state);
  }
}

function withThread(limitMs = 10) {
  const threads: Thread[] = [];
  const preparing = new Preparing({
    prepareHere: (one) => prepared(one, 'here'),
    spawn: () => {
      const thread = new Thread();
      threads.push(thread);
      return thread;
    },
    limitMs,
  });
  const lease = preparing.lease();
  const thread = threads[0];
  if (thread === undefined) throw new Error('No thread was started.');
  return { preparing, lease, thread, threads };
}

function start(lease: PreparingLease, ...names: readonly string[]): readonly (() => string | undefined)[] {
  return names.map((name) => {
    const pending = lease.start(part(name));
    return () => pending.take().texts[0];
  });
}

describe('the preparing of parts', () => {
  test('takes what the other thread has done, in whatever order it was done', () => {
    const { lease, thread } = withThread();
    const [one, two] = start(lease, 'one', 'two');
    for (const at of [1, 0]) {
      expect(thread.begin(at)).toBe(true);
      thread.finish(at);
    }
    expect([one?.(), two?.()]).toEqual(['one there', 'two there']);
  });

  test('is done here where the other thread has not begun, which then leaves it alone', () => {
    const { lease, thread } = withThread();
    const [one] = start(lease, 'one');
    expect(one?.()).toBe('one here');
    expect(thread.begin(0)).toBe(false);
  });

  test('goes on with the last part while the other thread is at the one that is wanted', () => {
    const { lease, thread } = withThread();
    const [one, two, three] = start(lease, 'one', 'two', 'three');
    thread.begin(0);
    // Whoever waits takes all that is left, and then the thread's own part, since it never comes.
    expect(one?.()).toBe('one here');
    expect([thread.begin(1), thread.begin(2)]).toEqual([false, false]);
    expect([two?.(), three?.()]).toEqual(['two here', 'three here']);
  });

  test('does not wait twice for a thread that is gone, and has another one the next time', () => {
    const { preparing, lease, thread, threads } = withThread();
    const [one] = start(lease, 'one');
    thread.begin(0);
    expect(one?.()).toBe('one here');
    start(lease, 'two');
    expect(thread.jobs).toHaveLength(1);
    lease.end();
    preparing.lease();
    expect(thread.ended).toBe(true);
    expect(threads).toHaveLength(2);
  });

  test('shares one thread among syncs, and begins nothing of one that has ended', () => {
    const { preparing, lease, thread, threads } = withThread();
    const other = preparing.lease();
    start(lease, 'one');
    const [two] = start(other, 'two');
    lease.end();
    expect(threads).toHaveLength(1);
    expect([thread.begin(0), thread.begin(1)]).toEqual([false, true]);
    thread.finish(1);
    expect(two?.()).toBe('two there');
    preparing.end();
    expect(thread.ended).toBe(true);
  });

  test('is done here without another thread', () => {
    const preparing = new Preparing({ prepareHere: (one) => prepared(one, 'here'), spawn: null });
    const [one] = start(preparing.lease(), 'one');
    expect(one?.()).toBe('one here');
  });
});
