import { createHmac } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { restrictionList, securedKeyParts, securedKeyRemaining } from '#shared/kinds/algolia/secured-key';

const PARENT = '2640659426d5107b6e47d75db9cbaef8';
// key-apis A10, "Vectors"
const V5 =
  'NjFhZmE0OGEyMTI3OThiODc0OTlkOGM0YjcxYzljY2M2NmU2NDE5ZWY0NDZjMWJhNjA2NzBkMjAwOTI2YWQyZnJlc3RyaWN0SW5kaWNlcz1Nb3ZpZXMmdmFsaWRVbnRpbD0yNTI0NjA0NDAw';
const V3 =
  'NTQyOTQyZGM4NDY5OWY0Y2Q4ZWIxMTg1OGY2MDk5YzQ1MjEzM2YyNWVjZjBlOTdiODIxZjY5YjNlNzQ3ZTExM3ZhbGlkVW50aWw9MjUyNDYwNDQwMCZyZXN0cmljdEluZGljZXM9JTVCJTIyTW92aWVzJTIyJTVE';

const signed = (query: string): string =>
  Buffer.from(createHmac('sha256', PARENT).update(query).digest('hex') + query).toString('base64');

describe('the parts of a secured key', () => {
  it.each([
    ['v5', V5, 'restrictIndices=Movies&validUntil=2524604400'],
    ['v3 and v4', V3, 'validUntil=2524604400&restrictIndices=%5B%22Movies%22%5D'],
  ])('of %s are the MAC and the signed text', (_, key, query) => {
    const parts = securedKeyParts(key);
    expect(parts?.query).toBe(query);
    expect(parts?.mac).toBe(createHmac('sha256', PARENT).update(query).digest('hex'));
  });

  it('hold the same restrictions in both forms', () => {
    for (const key of [V3, V5]) {
      const restrictions = new Map(securedKeyParts(key)?.restrictions);
      expect(restrictionList(restrictions.get('restrictIndices') ?? '')).toEqual(['Movies']);
      expect(restrictions.get('validUntil')).toBe('2524604400');
    }
  });

  it('are found without padding, with the other alphabet and with raw UTF-8 inside', () => {
    const key = signed('filters=é?>~~~');
    expect(securedKeyParts(key)?.query).toBe('filters=é?>~~~');
    const loose = key.replaceAll('+', '-').replaceAll('/', '_').replace(/=+$/, '');
    expect(securedKeyParts(loose)?.query).toBe('filters=é?>~~~');
  });

  it('may hold no restriction at all', () => {
    expect(securedKeyParts(signed(''))).toMatchObject({ query: '', restrictions: [] });
  });

  it.each([
    ['a plain key', PARENT],
    ['nothing', ''],
    ['no base64', `${V5}!`],
    ['base64 of something else', Buffer.from('hello world').toString('base64')],
    ['a MAC in upper case', Buffer.from(`${'A'.repeat(64)}a=b`).toString('base64')],
    ['bytes that are no text', Buffer.from([0xff, 0xfe, 0x00]).toString('base64')],
    ['an impossible length', `${V5.slice(0, 101)}`],
  ])('are not seen in %s', (_, text) => {
    expect(securedKeyParts(text)).toBeNull();
  });
});

describe('the remaining validity', () => {
  const remaining = (query: string, now: number): number | null => {
    const parts = securedKeyParts(signed(query));
    if (parts === null) throw new Error('The key was made to be recognised.');
    return securedKeyRemaining(parts, now);
  };

  it('counts seconds to the first validUntil, below zero afterwards', () => {
    expect(remaining('restrictIndices=a&validUntil=1000&validUntil=5000', 400_000)).toBe(600);
    expect(remaining('validUntil=1000', 1_000_500_000)).toBe(-999_500);
  });

  it('is unknown without validUntil', () => {
    expect(remaining('userToken=a', 0)).toBeNull();
  });
});

describe('a list-valued restriction', () => {
  it.each([
    ['["a","b,c"]', ['a', 'b,c']],
    ['a,b', ['a', 'b']],
    ['a', ['a']],
    ['', []],
    ['[]', []],
    ['[1]', ['[1]']],
    ['[broken', ['[broken']],
  ])('%s is read', (value, expected) => {
    expect(restrictionList(value)).toEqual(expected);
  });
});
