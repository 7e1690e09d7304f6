import { CONFIRMED_ACTIONS } from '#shared/contract/app';
import { ENVIRONMENTS } from '#shared/contract/clusters';
import { confirmationRule, typedNameFits } from '#shared/contract/confirmation';
import { describe, expect, it } from 'vitest';

describe('the need to confirm', () => {
  it('is stated for every action in every environment', () => {
    const table = CONFIRMED_ACTIONS.map((action) => [
      action,
      ...ENVIRONMENTS.map((environment) => confirmationRule(action, environment)),
    ]);
    expect(table).toEqual([
      ['create-key', 'confirm', 'none', 'none', 'none'],
      ['update-key', 'confirm', 'none', 'none', 'none'],
      ['remove-key', 'type-name', 'confirm', 'confirm', 'confirm'],
      ['restore-key', 'confirm', 'none', 'none', 'none'],
      ['rotate-key', 'type-name', 'confirm', 'confirm', 'confirm'],
      ['remove-cluster', 'type-name', 'confirm', 'confirm', 'confirm'],
      ['change-account', 'confirm', 'none', 'none', 'none'],
      ['remove-account', 'type-name', 'confirm', 'confirm', 'confirm'],
      ['remove-member', 'type-name', 'confirm', 'confirm', 'confirm'],
    ]);
  });
});

describe('a typed name', () => {
  it.each([
    ['shop-prod', 'shop-prod', true],
    [' shop-prod ', 'shop-prod', true],
    ['Shop-prod', 'shop-prod', false],
    ['shop', 'shop-prod', false],
    ['', 'shop-prod', false],
    [null, 'shop-prod', false],
    ['', '', false],
    ['  ', '  ', false],
  ])('%j for %j fits: %s', (typed, name, fits) => {
    expect(typedNameFits(typed, name)).toBe(fits);
  });
});
