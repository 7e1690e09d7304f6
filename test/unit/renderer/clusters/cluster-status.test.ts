import { describe, expect, it } from 'vitest';
import { describeSync, movedBy } from '../../../../renderer/features/clusters/cluster-actions';
import {
  clusterStatus,
  notableSkew,
  sendingBlocked,
} from '../../../../renderer/features/clusters/cluster-status';
import { describeSkew, describeVerification } from '../../../../renderer/features/clusters/test-connection';
import { aCluster, clusterId } from '../../../support/memory-world';

const OFFLINE = { state: 'offline', code: 'UNREACHABLE', message: 'Cannot reach it.' } as const;

describe('clusterStatus', () => {
  it.each([
    [{}, 'online', 'online'],
    [{ network: OFFLINE }, 'offline', 'offline'],
    [{ network: { state: 'syncing', done: 1, total: null } }, 'syncing', 'syncing'],
    [{ network: { state: 'unknown' } }, 'offline', 'not contacted yet'],
    [{ workOffline: true, network: { state: 'online' } }, 'offline', 'working offline'],
    [
      { credential: 'missing', workOffline: true, network: OFFLINE },
      'credential-missing',
      'credential missing',
    ],
  ] as const)('of %o is marked %s', (change, mark, words) => {
    expect(clusterStatus(aCluster(change))).toEqual({ mark, words });
  });
});

describe('sendingBlocked', () => {
  it('names the reason, or nothing', () => {
    expect(sendingBlocked(aCluster())).toBeNull();
    expect(sendingBlocked(aCluster({ network: OFFLINE }))).toBeNull();
    expect(sendingBlocked(aCluster({ workOffline: true }))).toBe('Working offline with shop-prod.');
    expect(sendingBlocked(aCluster({ credential: 'missing' }))).toBe(
      'The credential of shop-prod is missing.',
    );
  });
});

describe('clock difference', () => {
  it('is told beyond 30 seconds, in both directions', () => {
    expect([null, 0, 30_000, -30_000].map(notableSkew)).toEqual([null, null, null, null]);
    expect(notableSkew(-30_001)).toBe(-30_001);
    expect(describeSkew('shop-prod', 140_000)).toBe(
      "The clock of shop-prod is 2 minutes 20 seconds ahead of this computer's.",
    );
    expect(describeSkew('shop-prod', -60_000)).toBe(
      "The clock of shop-prod is 1 minute behind this computer's.",
    );
  });
});

describe('words for outcomes', () => {
  it('counts what a sync brought, and says nothing for nothing', () => {
    expect(describeSync({ added: 2, changed: 0, gone: 1 })).toBe('2 added, 1 gone');
    expect(describeSync({ added: 0, changed: 0, gone: 0 })).toBeNull();
  });

  it('tells an admin key from a limited one', () => {
    const fact = { latencyMs: 24, clockSkewMs: 0 };
    expect(describeVerification({ ...fact, access: { level: 'admin' } })).toContain('is an admin key');
    expect(
      describeVerification({ ...fact, access: { level: 'limited', permissions: [], reason: 'It cannot.' } }),
    ).toContain('is not an admin key');
  });
});

describe('movedBy', () => {
  const ids = [clusterId(1), clusterId(2), clusterId(3)];

  it('moves one place up or down', () => {
    expect(movedBy(ids, clusterId(2), -1)).toEqual([clusterId(2), clusterId(1), clusterId(3)]);
    expect(movedBy(ids, clusterId(2), 1)).toEqual([clusterId(1), clusterId(3), clusterId(2)]);
  });

  it('leaves the order alone at the ends and for strangers', () => {
    expect(movedBy(ids, clusterId(1), -1)).toBe(ids);
    expect(movedBy(ids, clusterId(3), 1)).toBe(ids);
    expect(movedBy(ids, clusterId(9), 1)).toBe(ids);
  });
});
