import { describe, expect, it } from 'vitest';
import { defaultSpec } from '#shared/kinds/algolia/index';
import type { AlgoliaSpec } from '#shared/kinds/algolia/spec';
import { directionOf } from '../../../../renderer/features/key-editor/algolia/direction';

function between(field: string, before: Partial<AlgoliaSpec>, after: Partial<AlgoliaSpec>) {
  return directionOf({ ...defaultSpec, ...before }, { ...defaultSpec, ...after }, field);
}

describe('what a change of a key does to its reach', () => {
  it.each([
    [['search'], ['search', 'browse'], 'widens'],
    [['search', 'browse'], ['search'], 'narrows'],
    [['search'], ['browse'], 'both'],
    [['search', 'browse'], ['browse', 'search'], null],
  ])('permissions %j to %j: %s', (before, after, direction) => {
    expect(between('acl', { acl: before }, { acl: after })).toBe(direction);
  });

  it.each([
    [['blog_*'], ['blog_*', 'docs'], 'widens'],
    [['blog_*'], ['blog_*', 'blog_2026'], null],
    [['blog_*'], ['blog_2026'], 'narrows'],
    [['a', 'b'], ['b', 'c'], 'both'],
    [['a'], [], 'widens'],
    [[], ['a'], 'narrows'],
    [[], ['*'], null],
    [['*'], [], null],
  ])('indices %j to %j: %s', (before, after, direction) => {
    expect(between('indexes', { indexes: before }, { indexes: after })).toBe(direction);
  });

  it('takes 0 as no limit', () => {
    expect(between('maxHitsPerQuery', { maxHitsPerQuery: 20 }, { maxHitsPerQuery: 0 })).toBe('widens');
    expect(between('maxHitsPerQuery', { maxHitsPerQuery: 0 }, { maxHitsPerQuery: 20 })).toBe('narrows');
    expect(
      between('maxQueriesPerIPPerHour', { maxQueriesPerIPPerHour: 10 }, { maxQueriesPerIPPerHour: 20 }),
    ).toBe('widens');
  });

  it('takes no expiry as the latest of all', () => {
    expect(between('expiresAt', { expiresAt: 1 }, { expiresAt: null })).toBe('widens');
    expect(between('expiresAt', { expiresAt: 5 }, { expiresAt: 1 })).toBe('narrows');
  });

  it('compares source addresses as ranges', () => {
    const of = (source: string) => ({ queryParameters: source === '' ? '' : `restrictSources=${source}` });
    expect(between('restrictSources', of('10.0.0.0/8'), of('10.1.0.0/16'))).toBe('narrows');
    expect(between('restrictSources', of('10.1.0.0/16'), of(''))).toBe('widens');
    expect(between('restrictSources', of('10.1.2.3'), of('10.1.2.3/32'))).toBeNull();
  });

  it('says nothing about members that decide nothing', () => {
    expect(between('description', { description: 'a' }, { description: 'b' })).toBeNull();
  });
});
