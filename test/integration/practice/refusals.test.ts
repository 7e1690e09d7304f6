import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { addKey, saveObjects, send, sendOk, type RawRequest } from '../../support/practice-http';
import { practiceHere, type TestPractice } from '../../support/practice';

const UNKNOWN = { status: 403, message: 'Invalid Application-ID or API key' };
const METHOD = { status: 403, message: 'Method not allowed with this API key' };
const INDEX = { status: 403, message: 'Index not allowed with this API key' };
const REFERER = { status: 403, message: 'Method not allowed with this referer' };
const SOURCE = { status: 403, message: 'IP not allowed with this API key' };
const ABSENT = { status: 404, message: 'Key does not exist' };

describe('refusals in the words of the protocol', () => {
  let practice: TestPractice;
  beforeAll(async () => {
    practice = await practiceHere();
    await saveObjects(practice, 'books', [{ objectID: '1', title: 'Dune' }]);
  });
  afterAll(() => practice.stop());

  const refusalOf = async (raw: RawRequest) => {
    const answer = await send(practice, raw);
    expect(answer.status).toBe(answer.json()['status']);
    return answer.json();
  };
  const search = (key: string | null, index = 'books', headers: Record<string, string> = {}): RawRequest => ({
    method: 'POST',
    path: `/1/indexes/${index}/query`,
    body: { query: 'dune' },
    key,
    headers,
  });

  describe('credentials', () => {
    it('refuses a request without any', async () => {
      expect(await refusalOf({ path: '/1/keys', key: null })).toEqual(UNKNOWN);
    });
    it('refuses a key that never existed', async () => {
      expect(await refusalOf(search('f'.repeat(32)))).toEqual(UNKNOWN);
    });
    it('refuses the admin key for another application', async () => {
      const headers = { 'x-algolia-application-id': 'OTHERAPPID', 'x-algolia-api-key': practice.adminKey };
      expect(await refusalOf({ path: '/1/keys', key: null, headers })).toEqual(UNKNOWN);
    });
    it('refuses a deleted key', async () => {
      const key = await addKey(practice, { acl: ['search'] });
      await sendOk(practice, { method: 'DELETE', path: `/1/keys/${key}` });
      expect(await refusalOf(search(key))).toEqual(UNKNOWN);
    });
    it('tells an unknown key nothing about the path or the body', async () => {
      expect(await refusalOf({ path: '/1/nothing/here', key: 'f'.repeat(32) })).toEqual(UNKNOWN);
      const broken = { method: 'POST', path: '/1/indexes/*/queries', body: '{', key: 'f'.repeat(32) };
      expect(await refusalOf(broken)).toEqual(UNKNOWN);
    });
  });

  describe('key management without the admin key', () => {
    it.each([
      ['GET', '/1/keys'],
      ['POST', '/1/keys'],
      ['PUT', '/1/keys/KEY'],
      ['DELETE', '/1/keys/KEY'],
      ['POST', '/1/keys/KEY/restore'],
      ['GET', `/1/keys/${'a'.repeat(32)}`],
    ])('refuses %s %s', async (method, path) => {
      const key = await addKey(practice, { acl: ['search', 'browse', 'addObject', 'editSettings'] });
      const target = path.replace('KEY', key);
      expect(await refusalOf({ method, path: target, body: { acl: ['search'] }, key })).toEqual(METHOD);
    });

    it('lets a key of any permission read itself, with its description redacted', async () => {
      const key = await addKey(practice, { acl: ['logs'], description: 'secret project' });
      expect((await send(practice, { path: `/1/keys/${key}`, key })).json()).toMatchObject({
        value: key,
        acl: ['logs'],
        description: '<redacted>',
      });
    });
  });

  describe('the restrictions of a key', () => {
    it('refuses without the permission', async () => {
      expect(await refusalOf(search(await addKey(practice, { acl: ['browse'] })))).toEqual(METHOD);
    });

    it('refuses an index that no pattern matches', async () => {
      const key = await addKey(practice, { acl: ['search'], indexes: ['b*', '*_dev', '*mid*'] });
      expect(await refusalOf(search(key, 'films'))).toEqual(INDEX);
      // Allowed by prefix, suffix and middle; they only do not exist.
      for (const index of ['bees', 'x_dev', 'amidst']) {
        expect(await refusalOf(search(key, index))).toMatchObject({ status: 404 });
      }
    });

    it('takes a star inside a pattern literally', async () => {
      const key = await addKey(practice, { acl: ['search'], indexes: ['bo*ks'] });
      expect(await refusalOf(search(key))).toEqual(INDEX);
      expect(await refusalOf(search(key, 'bo*ks'))).toMatchObject({ status: 404 });
    });

    it('refuses another referer and none at all', async () => {
      const key = await addKey(practice, { acl: ['search'], referers: ['https://a.example/*'] });
      expect(await refusalOf(search(key))).toEqual(REFERER);
      expect(await refusalOf(search(key, 'books', { referer: 'https://b.example/' }))).toEqual(REFERER);
      expect((await send(practice, search(key, 'books', { referer: 'https://a.example/x' }))).status).toBe(
        200,
      );
    });

    it('checks source, permission, index and referer in this order', async () => {
      const everything = {
        acl: ['browse'],
        indexes: ['films'],
        referers: ['https://a.example/*'],
        queryParameters: 'restrictSources=127.0.0.9',
      };
      const refused = async (spec: Record<string, unknown>) =>
        refusalOf(search(await addKey(practice, { ...everything, ...spec }, '127.0.0.9')));
      expect(await refused({})).toEqual(SOURCE);
      expect(await refused({ queryParameters: '' })).toEqual(METHOD);
      expect(await refused({ queryParameters: '', acl: ['search'] })).toEqual(INDEX);
      expect(await refused({ queryParameters: '', acl: ['search'], indexes: [] })).toEqual(REFERER);
    });
  });

  describe('keys that are not there', () => {
    const absent = 'e'.repeat(32);
    it.each([
      ['GET', `/1/keys/${absent}`],
      ['PUT', `/1/keys/${absent}`],
      ['DELETE', `/1/keys/${absent}`],
      ['POST', `/1/keys/${absent}/restore`],
    ])('answers %s %s with 404', async (method, path) => {
      expect(await refusalOf({ method, path, body: { acl: ['search'] } })).toEqual(ABSENT);
    });

    it('answers the restore of a living key with 404 Key already exists', async () => {
      const key = await addKey(practice, { acl: ['search'] });
      expect(await refusalOf({ method: 'POST', path: `/1/keys/${key}/restore` })).toEqual({
        status: 404,
        message: 'Key already exists',
      });
    });

    it('neither changes nor deletes the admin key', async () => {
      for (const method of ['PUT', 'DELETE']) {
        const raw = { method, path: `/1/keys/${practice.adminKey}`, body: { acl: [] } };
        expect(await refusalOf(raw)).toMatchObject({ status: 403 });
      }
      expect(await sendOk(practice, { path: '/1/keys' })).toHaveProperty('keys');
    });
  });

  describe('specs that are not accepted', () => {
    it.each([
      ['an empty body', ''],
      ['broken JSON', '{"acl":'],
      ['an array', []],
      ['a text', '"search"'],
      ['null', 'null'],
      ['no acl', {}],
      ['an unknown permission', { acl: ['search', 'everything'] }],
      ['a permission in another case', { acl: ['Search'] }],
      ['admin, which cannot be granted', { acl: ['admin'] }],
      ['acl that is no list', { acl: 'search' }],
      ['an unknown member', { acl: ['search'], ttl: 5 }],
      ['a negative validity', { acl: ['search'], validity: -1 }],
      ['a fractional validity', { acl: ['search'], validity: 1.5 }],
      ['a validity given as text', { acl: ['search'], validity: '300' }],
      ['a negative limit', { acl: ['search'], maxHitsPerQuery: -5 }],
      ['a fractional limit', { acl: ['search'], maxQueriesPerIPPerHour: 0.5 }],
      ['a limit beyond 32 bits', { acl: ['search'], maxHitsPerQuery: 2 ** 31 }],
      ['parameters that are no text', { acl: ['search'], queryParameters: { filters: 'a:b' } }],
      ['indexes that are no list', { acl: ['search'], indexes: 'dev_*' }],
      ['a referer that is no text', { acl: ['search'], referers: [1] }],
      [
        'two sources',
        { acl: ['search'], queryParameters: 'restrictSources=127.0.0.1&restrictSources=127.0.0.1' },
      ],
      ['a list of sources', { acl: ['search'], queryParameters: 'restrictSources=127.0.0.1,127.0.0.2' }],
      ['an IPv6 source', { acl: ['search'], queryParameters: 'restrictSources=::1' }],
      [
        'a source that excludes the caller',
        { acl: ['search'], queryParameters: 'restrictSources=10.0.0.0/8' },
      ],
    ])('answers %s with 400', async (_name, body) => {
      const refused = await refusalOf({ method: 'POST', path: '/1/keys', body });
      expect(refused).toEqual({ status: 400, message: expect.any(String) as unknown });
    });

    it('moves a top-level restrictSources into the parameters', async () => {
      const key = await addKey(practice, {
        acl: ['search'],
        queryParameters: 'ignorePlurals=true',
        restrictSources: '127.0.0.0/8',
      });
      const info = (await send(practice, { path: `/1/keys/${key}` })).json();
      expect(info['queryParameters']).toBe('ignorePlurals=true&restrictSources=127.0.0.0/8');
      expect(info).not.toHaveProperty('restrictSources');
    });

    it('reads an encoded source as it is meant', async () => {
      const key = await addKey(practice, {
        acl: ['search'],
        queryParameters: 'restrictSources=127.0.0.0%2F8',
      });
      expect((await send(practice, search(key))).status).toBe(200);
    });
  });

  it('answers an unknown path with 404 and a wrong method with 405', async () => {
    expect(await refusalOf({ path: '/1/nothing' })).toMatchObject({ status: 404 });
    expect(await refusalOf({ method: 'PUT', path: '/1/keys' })).toMatchObject({ status: 405 });
  });
});
