import { describe, expect, it } from 'vitest';
import {
  foundRows,
  nextOrder,
  orderedRows,
  organizationRows,
  userRows,
} from '../../../../renderer/features/people/rows';
import { aUser, anOrganization } from '../../../support/memory-people';

const UP = { column: 0, descending: false };
const USERS = userRows([
  aUser('ben', { companyName: '' }),
  aUser('Ann'),
  aUser('chloe10', { companyName: 'Northwind' }),
  aUser('chloe9'),
]);
const names = (rows: ReturnType<typeof foundRows>) => rows.map(({ name }) => name);

describe('rows of accounts', () => {
  it('stand in the order of the alphabet, whatever the case, and of numbers', () => {
    expect(names(orderedRows(USERS, UP))).toEqual(['Ann', 'ben', 'chloe9', 'chloe10']);
    expect(names(orderedRows(USERS, { ...UP, descending: true }))).toEqual([
      'chloe10',
      'chloe9',
      'ben',
      'Ann',
    ]);
  });

  it.each([false, true])('without a text in the column come last (descending: %s)', (descending) => {
    expect(names(orderedRows(USERS, { column: 3, descending })).at(-1)).toBe('ben');
  });

  it('are those in which every word occurs, in any column', () => {
    expect(names(foundRows(USERS, ' CHLOE  north '))).toEqual(['chloe10']);
    expect(names(foundRows(USERS, 'ann@acme'))).toEqual(['Ann']);
    expect(foundRows(USERS, 'nobody')).toEqual([]);
  });

  it('of organizations name their type, or its id as long as the name is not known', () => {
    const acme = [anOrganization('acme', { typeId: 'type-2' })];
    expect(organizationRows(acme, [{ id: 'type-2', name: 'pro' }])[0]?.cells[2]).toBe('pro');
    expect(organizationRows(acme, [])[0]?.cells[2]).toBe('type-2');
  });

  it('turn around with a second click on the same column', () => {
    expect(nextOrder(UP, 0)).toEqual({ column: 0, descending: true });
    expect(nextOrder({ column: 0, descending: true }, 2)).toEqual({ column: 2, descending: false });
  });
});
