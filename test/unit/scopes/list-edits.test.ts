import { describe, expect, it } from 'vitest';
import { addLines, linesOf, removeEntries, replaceEntry } from '#shared/scopes/tree/list-edits';

describe('a list of entries', () => {
  it('takes pasted lines of any line ending, without blanks and surrounding space', () => {
    expect(linesOf(' a_* \r\n\r\nb\n\tc\r')).toEqual(['a_*', 'b', 'c']);
  });

  it('adds only what is not there yet and counts the rest', () => {
    expect(addLines(['a'], 'a\nb\nb\nc')).toEqual({ entries: ['a', 'b', 'c'], added: 2, present: 2 });
  });

  it('stays the same list when nothing is added', () => {
    const entries = ['a'];
    expect(addLines(entries, ' a ').entries).toBe(entries);
  });

  it('replaces an entry in place, by several lines too, and removes it when blank', () => {
    expect(replaceEntry(['a', 'b', 'c'], 1, 'x\ny')).toEqual(['a', 'x', 'y', 'c']);
    expect(replaceEntry(['a', 'b', 'c'], 1, '  ')).toEqual(['a', 'c']);
    expect(replaceEntry(['a'], 4, 'x')).toEqual(['a']);
  });

  it('removes by position, so that equal entries are told apart', () => {
    expect(removeEntries(['a', 'b', 'a'], new Set([2]))).toEqual(['a', 'b']);
  });
});
