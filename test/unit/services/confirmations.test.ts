import { Confirmations } from '#electron/services/confirmations';
import { AppError } from '#shared/errors';
import { clusterIdSchema } from '#shared/ids';
import { beforeEach, describe, expect, it } from 'vitest';

const production = {
  id: clusterIdSchema.parse('11111111-1111-4111-8111-111111111111'),
  name: 'shop-prod',
  environment: 'production',
} as const;
const staging = { ...production, environment: 'staging' } as const;
const other = { ...production, id: clusterIdSchema.parse('22222222-2222-4222-8222-222222222222') };
const removal = { action: 'remove-key', target: 'ref-1' } as const;

let now = 0;
let made = 0;
let confirmations: Confirmations;
beforeEach(() => {
  now = 1_000_000;
  made = 0;
  confirmations = new Confirmations(
    () => now,
    () => `token-${(made += 1)}`,
  );
});

function codeOf(act: () => unknown): string {
  try {
    act();
    return 'done';
  } catch (error) {
    return error instanceof AppError ? error.code : String(error);
  }
}

describe('a confirmation', () => {
  it('is good for its action, target and cluster, once', () => {
    const { token } = confirmations.request(production, removal, 'shop-prod');
    for (const [cluster, scope] of [
      [other, removal],
      [production, { ...removal, target: 'ref-2' }],
      [production, { ...removal, target: null }],
      [production, { action: 'update-key', target: 'ref-1' }],
    ] as const) {
      expect(codeOf(() => confirmations.consume(cluster, scope, token))).toBe('CONFIRMATION_REQUIRED');
    }
    expect(codeOf(() => confirmations.check(production, removal, token))).toBe('done');
    expect(codeOf(() => confirmations.consume(production, removal, token))).toBe('done');
    expect(codeOf(() => confirmations.consume(production, removal, token))).toBe('CONFIRMATION_REQUIRED');
  });

  it('is good for two minutes', () => {
    const { token, expiresAt } = confirmations.request(production, removal, 'shop-prod');
    expect(expiresAt).toBe(now + 120_000);
    now += 119_999;
    expect(codeOf(() => confirmations.check(production, removal, token))).toBe('done');
    now += 1;
    expect(codeOf(() => confirmations.check(production, removal, token))).toBe('CONFIRMATION_REQUIRED');
  });

  it('of what destroys on production needs the name of the cluster', () => {
    for (const typed of [null, '', 'shop', 'SHOP-PROD']) {
      expect(codeOf(() => confirmations.request(production, removal, typed))).toBe('VALIDATION');
    }
    expect(codeOf(() => confirmations.request(staging, removal, null))).toBe('done');
  });

  it('is not asked for where the environment demands none', () => {
    expect(codeOf(() => confirmations.consume(staging, { action: 'create-key', target: null }, null))).toBe(
      'done',
    );
    expect(
      codeOf(() => confirmations.consume(production, { action: 'create-key', target: null }, null)),
    ).toBe('CONFIRMATION_REQUIRED');
  });

  it('cannot be asked for without end', () => {
    const ask = (): string => codeOf(() => confirmations.request(staging, removal, null));
    for (let i = 0; i < 100; i += 1) expect(ask()).toBe('done');
    expect(ask()).toBe('RATE_LIMITED');
    now += 120_000;
    expect(ask()).toBe('done');
  });
});
