import { describe, expect, it } from 'vitest';
import { secretAbsence } from '../../../../renderer/features/keys/secret-absence';

describe('why a secret is not there', () => {
  it.each([
    [{ hasSecret: true, admin: false, state: 'present' }, null],
    [{ hasSecret: false, admin: false, state: 'present' }, /next sync stores it again/],
    [{ hasSecret: false, admin: true, state: 'present' }, /is a credential and is not shown/],
    [{ hasSecret: false, admin: false, state: 'gone' }, /the key is gone/],
  ] as const)('of %j', (record, told) => {
    const absence = secretAbsence(record);
    if (told === null) expect(absence).toBeNull();
    else expect(absence).toMatch(told);
  });
});
