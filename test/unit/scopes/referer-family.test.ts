import { describe, expect, it } from 'vitest';
import { analyse } from '#shared/scopes/analysis';
import { refererFamily } from '#shared/scopes/referer-family';

const remarksOn = (entry: string) => analyse(refererFamily, [entry]).entries[0]?.remarks ?? [];

describe('remarks on a referer pattern', () => {
  it.each(['https://a.com/*', 'http://localhost:3000/*', 'https://a.com/', '*', '*/checkout.html'])(
    '%s gives no reason for one',
    (entry) => {
      expect(remarksOn(entry)).toEqual([]);
    },
  );

  it('offers the two documented forms for a host without scheme', () => {
    expect(remarksOn('algolia.com/*')).toEqual([
      {
        sort: 'unreachable',
        instead: 'https://algolia.com/*',
        message: expect.stringContaining('*algolia.com/*'),
      },
    ]);
  });

  it.each([
    ['algolia.com', 'unreachable', 'https://algolia.com/*'],
    ['algolia.com*', 'unreachable', 'https://algolia.com/*'],
    ['algolia.com/shop/*', 'unreachable', 'https://algolia.com/shop/*'],
    ['//algolia.com/*', 'unreachable', 'https://algolia.com/*'],
    ['ftp://algolia.com/*', 'unreachable', 'https://algolia.com/*'],
    ['HTTPS://a.com/*', 'unreachable', 'https://a.com/*'],
    ['not a host', 'unreachable', undefined],
    ['*.a.com', 'doubtful', '*.a.com/*'],
    ['https://a.com', 'doubtful', 'https://a.com/*'],
    ['https://a.com/app/*', 'doubtful', 'https://a.com/*'],
    ['https://Acme.com/*', 'doubtful', 'https://acme.com/*'],
    ['https://a.com*', 'loose', 'https://a.com/*'],
    ['https://*', 'loose', undefined],
    ['http*', 'loose', undefined],
    ['*a.com*', 'loose', undefined],
    ['*a.com/*', 'loose', undefined],
    ['*.a.com/*', 'loose', undefined],
    ['*a.com/', 'loose', undefined],
  ])('%s is %s', (entry, sort, instead) => {
    const [remark] = remarksOn(entry);
    expect(remark?.sort).toBe(sort);
    expect(remark?.instead).toBe(instead);
  });

  it('says that a pattern beginning inside a host reaches other hosts', () => {
    expect(remarksOn('*a.com/*')[0]?.message).toContain('https://nota.com/');
    expect(remarksOn('*.a.com/*')[0]?.message).not.toContain('https://not');
  });

  it('proposes nothing that is itself unreachable', () => {
    for (const entry of [
      'algolia.com/*',
      'algolia.com',
      'https://a.com',
      '*.a.com',
      'https://Acme.com/x/*',
    ]) {
      const instead = remarksOn(entry)[0]?.instead ?? '';
      expect(remarksOn(instead).map(({ sort }) => sort)).not.toContain('unreachable');
    }
  });
});
