import { execFileSync } from 'node:child_process';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { algolia, defaultSpec } from '#shared/kinds/algolia/index';
import type { AlgoliaSpec } from '#shared/kinds/algolia/spec';
import { toWireSpec, withoutDefaults } from '#shared/kinds/algolia/wire';

const NOW = 1_760_000_000_000;
const spec: AlgoliaSpec = { ...defaultSpec, acl: ['search'], indexes: ['dev_*'], expiresAt: NOW + 300_000 };

/** The words that a POSIX shell makes of the line. */
function wordsOf(curl: string): readonly string[] {
  const script = `curl() { for word in "$@"; do printf '%s\\0' "$word"; done; }\n${curl}`;
  const env = { APPLICATION_ID: 'APP', ADMIN_KEY: 'ADMIN', KEY: 'K', PATH: process.env['PATH'] };
  return execFileSync('sh', ['-c', script], { encoding: 'utf8', env }).split('\0').slice(0, -1);
}

describe('the preview', () => {
  it('of a creation shows the members that differ from their defaults', () => {
    const { method, path, body } = algolia.preview(spec, 'create', NOW);
    expect({ method, path, body: JSON.parse(body) as unknown }).toEqual({
      method: 'POST',
      path: '/1/keys',
      body: { acl: ['search'], indexes: ['dev_*'], validity: 300 },
    });
    expect(body).toBe(JSON.stringify(withoutDefaults(toWireSpec(spec, NOW)), null, 2));
  });

  it('of a replacement shows all of them', () => {
    const { method, path, body } = algolia.preview(spec, 'update', NOW);
    expect({ method, path }).toEqual({ method: 'PUT', path: '/1/keys/{key}' });
    expect(JSON.parse(body)).toEqual(toWireSpec(spec, NOW));
  });

  it('shows an expiry that has passed as what it is, never as unlimited', () => {
    for (const ago of [0, 1, 1500]) {
      const { body } = algolia.preview({ ...spec, expiresAt: NOW - ago }, 'create', NOW);
      expect(JSON.parse(body)).toMatchObject({ validity: expect.any(Number) });
      expect((JSON.parse(body) as { validity: number }).validity).toBeLessThan(0);
    }
  });

  it('is a curl line that a shell takes apart as meant, whatever the text', () => {
    const hostile = fc.string({
      unit: fc.constantFrom("'", '"', '$', '`', '\\', '!', '\n', 'a', 'é', '$(id)'),
      maxLength: 10,
    });
    fc.assert(
      fc.property(hostile, fc.constantFrom('create' as const, 'update' as const), (description, purpose) => {
        const { curl, body, method } = algolia.preview({ ...spec, description }, purpose, NOW);
        expect(wordsOf(curl)).toEqual([
          '-X',
          method,
          `https://APP.algolia.net/1/keys${purpose === 'create' ? '' : '/K'}`,
          '-H',
          'x-algolia-application-id: APP',
          '-H',
          'x-algolia-api-key: ADMIN',
          '-H',
          'content-type: application/json',
          '--data-raw',
          body,
        ]);
      }),
      { numRuns: 40 },
    );
  });
});
