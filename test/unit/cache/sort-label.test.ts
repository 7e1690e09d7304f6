import { describe, expect, test } from 'vitest';
import { sortLabel } from '#electron/cache/sort-label';

function sorted(labels: readonly string[]): readonly string[] {
  return labels.toSorted((a, b) => Buffer.compare(Buffer.from(sortLabel(a)), Buffer.from(sortLabel(b))));
}

describe('the order of labels', () => {
  test('puts numbers in their numeric order', () => {
    expect(sorted(['Key 10', 'Key 2', 'Key 1'])).toEqual(['Key 1', 'Key 2', 'Key 10']);
  });

  test('knows neither case nor accents', () => {
    expect(sorted(['zeta', 'Éclair', 'apple', 'eclipse'])).toEqual(['apple', 'Éclair', 'eclipse', 'zeta']);
  });

  test('puts labels that say nothing last', () => {
    expect(sorted(['', '🔑 key', 'a', '   '])).toEqual(['a', '🔑 key', '', '   ']);
  });

  test('is bounded for very long labels', () => {
    expect(sortLabel('x'.repeat(10_000)).length).toBeLessThanOrEqual(200);
  });
});
