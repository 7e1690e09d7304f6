import { describe, expect, test } from 'vitest';
import { searchWords } from '#electron/cache/repositories/search-index';

describe('the words of a search', () => {
  test('are lower case, without repetition and without empty ones', () => {
    expect(searchWords('  Dev_*   PROD dev_* ')).toEqual(['dev_*', 'prod']);
    expect(searchWords('')).toEqual([]);
    expect(searchWords(' \t\n ')).toEqual([]);
  });

  test('end at a NUL, which no search text holds', () => {
    expect(searchWords('a\0b')).toEqual(['a', 'b']);
  });
});
