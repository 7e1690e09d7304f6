import { diagnosticsText } from '#electron/services/diagnostics';
import { DEFAULT_SETTINGS } from '#shared/contract/app';
import { describe, expect, it } from 'vitest';
import { aCluster, VAULT } from '../../support/memory-world';

describe('the report', () => {
  it('tells versions, states and counts, and no name, address or message', () => {
    const clusters = [
      aCluster({ name: 'secret-project', keyCount: 3, network: { state: 'online' } }),
      aCluster({
        name: 'other-project',
        keyCount: 4,
        network: { state: 'offline', code: 'UNREACHABLE', message: 'Cannot reach other-project (10.0.0.1).' },
      }),
    ];
    const id = '3f2504e0-4f89-41d3-9a0c-0305e82c3301';
    const text = diagnosticsText({
      at: 0,
      application: ['version: 1.2.3'],
      vault: VAULT,
      settings: DEFAULT_SETTINGS,
      clusters,
      notices: [
        { id: `credential-stays-${id}`, severity: 'warning', message: 'other-project', remedy: null },
      ],
    });
    expect(text).toContain('Castellan report of 1970-01-01T00:00:00.000Z\nversion: 1.2.3');
    expect(text).toContain('clusters: 2');
    expect(text).toContain('network: offline (UNREACHABLE) 1, online 1');
    expect(text).toContain('keys: 7');
    expect(text).toContain('notices: credential-stays 1');
    for (const hidden of ['secret-project', 'other-project', '10.0.0.1', id])
      expect(text).not.toContain(hidden);
  });
});
