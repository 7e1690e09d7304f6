import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { Worker } from 'node:worker_threads';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { PracticeAddress } from '#electron/practice/practice';
import { startPracticeWorker, type PracticeWorkerHooks } from '#electron/practice/worker-client';
import { practiceHere, practiceProcess, runPracticeCli } from '../../support/practice';
import { practiceBundle } from '../../support/practice-bundle';
import { KIND_IDS, type KindId } from '#shared/ids';
import { ask } from '../../support/practice-algorithmia';
import { addKey, send, sendOk, type RawAnswer } from '../../support/practice-http';

/** Lists the keys of a cluster with its admin key. */
const listKeys: Readonly<Record<KindId, (practice: PracticeAddress) => Promise<RawAnswer>>> = {
  algolia: (practice) => send(practice, { path: '/1/keys' }),
  algorithmia: (practice) =>
    ask({ ...practice, stop: () => Promise.resolve() }, { path: '/v1/admin/keys?limit=100' }),
};

let dataDir: string;
beforeEach(async () => {
  dataDir = await mkdtemp(path.join(os.tmpdir(), 'castellan-programs-'));
});
afterEach(() => rm(dataDir, { recursive: true, force: true }));

describe('the practice command', () => {
  const run = async (...args: readonly string[]) => {
    const child = await runPracticeCli(args);
    const out: string[] = [];
    const err: string[] = [];
    child.stdout?.on('data', (chunk: Buffer) => out.push(chunk.toString('utf8')));
    child.stderr?.on('data', (chunk: Buffer) => err.push(chunk.toString('utf8')));
    await once(child, 'close');
    return { code: child.exitCode, out: out.join(''), err: err.join('') };
  };

  it.each(KIND_IDS)(
    'of %s prints exactly one line of JSON and ends cleanly when it is told to',
    async (kind) => {
      const practice = await practiceProcess({ kind, dataDir });
      expect(practice.kind).toBe(kind);
      expect((await listKeys[kind](practice)).status).toBe(200);
      const lines = practice.output().split('\n');
      expect(lines).toHaveLength(2);
      expect(Object.keys(JSON.parse(lines[0] ?? '') as object)).toEqual([
        'kind',
        'url',
        'applicationId',
        'adminKey',
        'pid',
      ]);
      expect(() => process.kill(practice.pid, 0)).not.toThrow();
      await practice.stop();
      expect(() => process.kill(practice.pid, 0)).toThrow(/ESRCH/);
    },
  );

  it.each(['SIGTERM', 'SIGINT'] as const)('exits with 0 on %s', async (signal) => {
    const child = await runPracticeCli(['--data', dataDir]);
    if (child.stdout === null) throw new Error('no stdout');
    await once(child.stdout, 'data');
    child.kill(signal);
    await once(child, 'exit');
    expect({ code: child.exitCode, signal: child.signalCode }).toEqual({ code: 0, signal: null });
  });

  it('takes the port it is given, and says so when it is taken', async () => {
    const other = await practiceHere();
    const port = new URL(other.url).port;
    expect(await run('--data', dataDir, '--port', port)).toEqual({
      code: 1,
      out: '',
      err: `Port ${port} is in use. Choose another one, or 0 for a free one.\n`,
    });
    await other.stop();
    const child = await runPracticeCli(['--data', dataDir, '--port', port]);
    if (child.stdout === null) throw new Error('no stdout');
    const [line] = (await once(child.stdout, 'data')) as [Buffer];
    expect(JSON.parse(line.toString('utf8'))).toMatchObject({ url: `http://127.0.0.1:${port}` });
    child.kill('SIGTERM');
    await once(child, 'exit');
  });

  it('says so when the data folder is in use or is no folder', async () => {
    const other = await practiceHere({ dataDir });
    expect(await run('--data', dataDir)).toMatchObject({
      code: 1,
      err: 'Another practice cluster is using this data folder.\n',
    });
    await other.stop();
    const file = path.join(dataDir, 'algolia.sqlite');
    expect(await run('--data', file)).toMatchObject({
      code: 1,
      err: expect.stringContaining('The data folder cannot be used') as unknown,
    });
  });

  it('explains wrong arguments and exits with 2', async () => {
    const wrong = await run('--port', 'many');
    expect(wrong).toMatchObject({ code: 2, out: '' });
    expect(wrong.err).toContain('--port must be a whole number from 0 to 65535.');
    expect(wrong.err).toContain('Usage: npm run practice');
    expect(await run('--help')).toMatchObject({ code: 0, err: '' });
  });

  it.each([
    ['algolia', 'keys', 25],
    // As many as a page holds.
    ['algorithmia', 'results', 100],
  ] as const)('fills a new folder with the demo of %s', async (kind, member, atLeast) => {
    const practice = await practiceProcess({ kind, dataDir, seed: 'demo' });
    const listed = (await listKeys[kind](practice)).json()[member];
    expect((listed as unknown[]).length).toBeGreaterThanOrEqual(atLeast);
    await practice.stop();
  });

  it('speaks the search protocol when no kind is named, and keeps each kind apart in one folder', async () => {
    const child = await runPracticeCli(['--data', dataDir]);
    if (child.stdout === null) throw new Error('no stdout');
    const [line] = (await once(child.stdout, 'data')) as [Buffer];
    expect(JSON.parse(line.toString('utf8'))).toMatchObject({ kind: 'algolia' });
    const beside = await practiceProcess({ kind: 'algorithmia', dataDir });
    expect((await listKeys.algorithmia(beside)).status).toBe(200);
    await beside.stop();
    child.kill('SIGTERM');
    await once(child, 'exit');
  });
});

describe('the practice worker', () => {
  const hooks = (): PracticeWorkerHooks & { readonly ends: number[] } => {
    const ends: number[] = [];
    return {
      ends,
      onEnd: () => ends.push(1),
      onBug: (message) => {
        throw new Error(message);
      },
    };
  };
  const start = async (own = hooks(), kind: KindId = 'algolia') => {
    const { worker: file } = await practiceBundle();
    let worker: Worker | null = null;
    const running = await startPracticeWorker(
      (data) => {
        worker = new Worker(file, { workerData: data });
        return worker;
      },
      { kind, dataDir, port: 0, seed: 'empty', lag: 0 },
      own,
    );
    return { running, worker: worker as unknown as Worker };
  };

  it('serves off the main thread, and stops wholly when it is told to', async () => {
    const own = hooks();
    const { running, worker } = await start(own);
    const key = await addKey(running, { acl: ['search'] });
    // The main thread is busy, and the server answers all the same.
    expect((await send(running, { path: `/1/keys/${key}` })).status).toBe(200);
    await running.stop();
    expect(worker.threadId).toBe(-1);
    await expect(send(running, { path: '/1/keys' })).rejects.toThrow('ECONNREFUSED');
    expect(own.ends).toEqual([]);
    const again = await start();
    expect(await sendOk(again.running, { path: `/1/keys/${key}` })).toMatchObject({ value: key });
    await again.running.stop();
    await again.running.stop();
  });

  it.each(KIND_IDS)('serves %s', async (kind) => {
    const { running } = await start(hooks(), kind);
    expect((await listKeys[kind](running)).status).toBe(200);
    await running.stop();
  });

  it('rejects with words when the folder is in use', async () => {
    const other = await practiceHere({ dataDir });
    await expect(start()).rejects.toMatchObject({
      code: 'UNREACHABLE',
      message: 'Another practice cluster is using this data folder.',
    });
    await other.stop();
  });

  it('tells when it ends by itself', async () => {
    const own = hooks();
    const { worker, running } = await start(own);
    await worker.terminate();
    await running.stop();
    expect(own.ends).toEqual([1]);
  });
});
