import { describe, expect, it } from 'vitest';
import { bothCoverages, covers, partsWithout } from '#shared/keys/coverage';

describe('the coverage of a list', () => {
  it('is that of everything, or of everything but some parts', () => {
    expect(covers('everything', 'users')).toBe(true);
    expect(covers({ without: ['users'] }, 'users')).toBe(false);
    expect(covers({ without: ['users'] }, 'organizations')).toBe(true);
    expect([partsWithout('everything'), partsWithout({ without: ['users'] })]).toEqual([[], ['users']]);
  });

  it('of two pages is without what either of them is without', () => {
    const users = { without: ['users'] } as const;
    expect(bothCoverages('everything', 'everything')).toBe('everything');
    expect(bothCoverages('everything', users)).toEqual(users);
    expect(bothCoverages(users, 'everything')).toEqual(users);
    expect(bothCoverages(users, { without: ['organizations', 'users'] })).toEqual({
      without: ['users', 'organizations'],
    });
  });
});
