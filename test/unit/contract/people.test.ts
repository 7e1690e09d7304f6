import { describe, expect, it } from 'vitest';
import { memberTarget } from '#shared/contract/people';

describe('what a confirmation about a membership is for', () => {
  it('is one membership alone, whatever the names hold', () => {
    const names = ['a', 'b', 'a/b', 'b/c', '1 a', 'a/', '/', '10 a/b'];
    const targets = names.flatMap((organization) => names.map((user) => memberTarget(organization, user)));
    expect(new Set(targets).size).toBe(targets.length);
  });
});
