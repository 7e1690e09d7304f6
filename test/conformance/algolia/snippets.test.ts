import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { algoliaSpecSchema } from '#shared/kinds/algolia/spec';
import { defaultSpec } from '#shared/kinds/algolia/index';
import { practiceHere, type TestPractice } from '../../support/practice';
import { addKey, saveObjects, send, sendOk } from '../../support/practice-http';
import {
  codeFor,
  compilePython,
  findPython,
  runCurl,
  runJavaScript,
  type ShownKey,
} from '../../support/run-snippet';

describe('code snippets of Algolia keys, run against the practice cluster', () => {
  let practice: TestPractice;
  beforeAll(async () => {
    practice = await practiceHere();
    await saveObjects(practice, 'blog', [{ objectID: '1', title: 'hello' }]);
  });
  afterAll(() => practice.stop());

  const keyWith = async (
    acl: readonly string[],
    members: { referers?: string[] } = {},
  ): Promise<ShownKey> => ({
    kind: 'algolia',
    spec: algoliaSpecSchema.parse({ ...defaultSpec, acl: [...acl], ...members }),
    connection: { applicationId: practice.applicationId, hosts: [practice.url] },
    secret: await addKey(practice, { acl: [...acl], ...members }),
  });

  it.each([
    { acl: 'search', use: 'search', shows: 'hello' },
    { acl: 'browse', use: 'browse', shows: 'hello' },
    { acl: 'listIndexes', use: 'list-indices', shows: 'blog' },
    { acl: 'settings', use: 'get-settings', shows: 'hitsPerPage' },
    { acl: 'logs', use: 'read-logs', shows: 'logs' },
    { acl: 'addObject', use: 'add-record', shows: 'objectID' },
    { acl: 'editSettings', use: 'set-settings', shows: 'taskID' },
    { acl: 'deleteObject', use: 'delete-record', shows: 'taskID' },
  ])('$use works with $acl alone, with curl and with the official client', async ({ acl, use, shows }) => {
    const key = await keyWith([acl]);
    expect(await runCurl(codeFor(key, use, 'curl', 'blog'))).toContain(shows);
    expect(await runJavaScript(codeFor(key, use, 'javascript', 'blog'))).toContain(shows);
  });

  it('deletes an index, whatever its name', async () => {
    const key = await keyWith(['deleteIndex']);
    const name = `old "it's"/ü`;
    const path = `/1/indexes/${encodeURIComponent(name)}`;
    for (const [language, run] of [
      ['curl', runCurl],
      ['javascript', runJavaScript],
    ] as const) {
      await saveObjects(practice, encodeURIComponent(name), [{ objectID: '1' }]);
      await run(codeFor(key, 'delete-index', language, name));
      expect((await send(practice, { path: `${path}/1` })).status, language).toBe(404);
    }
  });

  it('reads analytics with curl', async () => {
    const key = await keyWith(['analytics']);
    expect(await runCurl(codeFor(key, 'top-searches', 'curl', 'blog'))).toContain('searches');
  });

  it('fails loudly when the key has been taken away', async () => {
    const key = await keyWith(['search']);
    await sendOk(practice, { method: 'DELETE', path: `/1/keys/${key.secret}` });
    await expect(runJavaScript(codeFor(key, 'search', 'javascript', 'blog'))).rejects.toThrow(
      'Invalid Application-ID',
    );
  });

  it('is Python that compiles', async (test) => {
    const python = await findPython();
    if (python === null) return test.skip('There is no python3 on this machine.');
    const all = [
      'search',
      'browse',
      'listIndexes',
      'settings',
      'logs',
      'addObject',
      'editSettings',
      'deleteObject',
      'deleteIndex',
    ];
    const key = await keyWith(all);
    const official = { ...key, connection: { applicationId: practice.applicationId, hosts: [] } };
    const uses = [
      'search',
      'browse',
      'list-indices',
      'get-settings',
      'read-logs',
      'add-record',
      'set-settings',
      'delete-record',
      'delete-index',
    ];
    for (const use of uses) {
      for (const shown of [key, official]) {
        await compilePython(python, codeFor(shown, use, 'python', `a"'\\\n</x>`));
      }
    }
  });
});
