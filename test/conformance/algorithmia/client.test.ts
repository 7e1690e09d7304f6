import algorithmia, { type Client, type Reply } from 'algorithmia';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  addUser,
  addUserKey,
  algorithmiaHere,
  type AlgorithmiaPractice,
} from '../../support/practice-algorithmia';

/** The client calls back with a body and a status. */
function replied(run: (reply: Reply) => void): Promise<readonly [body: unknown, status: number]> {
  return new Promise((resolve) => {
    run((body, status) => {
      resolve([body, status]);
    });
  });
}

describe('the official client of the Algorithmia protocol against the practice cluster', () => {
  let practice: AlgorithmiaPractice;
  let client: Client;
  beforeAll(async () => {
    practice = await algorithmiaHere();
    await addUser(practice, 'ann');
    client = await clientWith({
      allow_algo: true,
      algo_acl: ['algo://*'],
      allow_data: true,
      allow_data_write: true,
    });
  });
  afterAll(() => practice.stop());

  const clientWith = async (allowed: Record<string, unknown>) =>
    algorithmia((await addUserKey(practice, 'ann', allowed)).api_key, practice.url);
  const pipe = (path: string, input: unknown, by = client) =>
    new Promise<{ readonly value: unknown; readonly error: unknown }>((resolve) => {
      by.algo(path)
        .pipe(input)
        .then((answer) => {
          resolve({ value: answer.error === undefined ? answer.get() : null, error: answer.error });
        });
    });

  it('calls an algorithm with a text, JSON and bytes', async () => {
    expect(await pipe('demo/Hello/0.1.0', 'HAL')).toMatchObject({ value: 'Hello HAL' });
    expect(await pipe('algo://demo/Anagram', ['listen', 'silent'])).toMatchObject({ value: true });
    expect(await pipe('demo/Reverse', Buffer.from([1, 2, 3]))).toMatchObject({
      value: Buffer.from([3, 2, 1]),
    });
  });

  it('is told why a call was refused', async () => {
    const narrow = await clientWith({ allow_algo: true, algo_acl: ['algo://demo/Hello'] });
    expect(await pipe('demo/WordCount', 'a', narrow)).toEqual({
      value: null,
      error: { code: 2001, message: 'API key is not authorized for this request' },
    });
    const unknown = algorithmia(`sim${'x'.repeat(25)}`, practice.url);
    expect(await pipe('demo/Hello', 'a', unknown)).toMatchObject({ error: { code: 2002 } });
    const error = { message: 'algorithm algo://demo/None not found' };
    expect(await pipe('demo/None', 'a')).toMatchObject({ error });
  });

  it('writes, reads and deletes files in each of its ways', async () => {
    const directory = client.dir('data://.my/ways');
    expect(
      await replied((reply) => {
        directory.create(reply);
      }),
    ).toEqual([{ result: 'data://.my/ways' }, 200]);
    const file = directory.file('a b.txt'.replace(' ', '%20'));
    const exists = () =>
      new Promise((resolve) => {
        file.exists(resolve);
      });
    expect(await exists()).toBe(false);
    await replied((reply) => {
      file.putString('text', reply);
    });
    expect(await exists()).toBe(true);
    expect(
      await replied((reply) => {
        file.getString(reply);
      }),
    ).toEqual(['text', 200]);
    await replied((reply) => {
      file.putJson('{"a":1}', reply);
    });
    expect(
      await replied((reply) => {
        file.getJson(reply);
      }),
    ).toEqual([{ a: 1 }, 200]);
    await replied((reply) => {
      file.put(Buffer.from([0, 255]), reply);
    });
    const bytes = await new Promise((resolve) => {
      file.get((error, data) => {
        resolve([error, data]);
      });
    });
    expect(bytes).toEqual([null, Buffer.from([0, 255])]);
    expect(
      await replied((reply) => {
        file.delete(reply);
      }),
    ).toEqual([{ result: { deleted: 1 } }, 200]);
    expect(
      await replied((reply) => {
        file.getString(reply);
      }),
    ).toEqual([{ error: expect.objectContaining({ code: 6001 }) as unknown }, 404]);
  });

  it('goes through a directory of folders and files over several pages', async () => {
    const directory = client.dir('data://.my/pages');
    await replied((reply) => {
      directory.create(reply);
    });
    await replied((reply) => {
      client.dir('data://.my/pages/inner').create(reply);
    });
    const names = Array.from({ length: 130 }, (_, at) => `f${at}`);
    for (const name of names) {
      await replied((reply) => {
        directory.file(name).putString('x', reply);
      });
    }
    const seen: string[] = [];
    await new Promise<void>((resolve) => {
      directory
        .forEach((_error, entry) => {
          seen.push(entry.data_path);
        })
        .then(resolve);
    });
    expect(seen).toEqual(['inner', ...names].map((name) => `.my/pages/${name}`));
    expect(
      await replied((reply) => {
        directory.delete(true, reply);
      }),
    ).toEqual([{ result: { deleted: 132 } }, 200]);
  });
});
