import { execFileSync } from 'node:child_process';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { algorithmia, defaultSpec } from '#shared/kinds/algorithmia/index';
import type { AlgorithmiaSpec } from '#shared/kinds/algorithmia/spec';
import { bodyOfCreate, bodyOfUpdate } from '#shared/kinds/algorithmia/wire';

const NOW = 1_760_000_000_000;
const spec: AlgorithmiaSpec = {
  ...defaultSpec,
  owner: { sort: 'user', user: 'ann' },
  key_label: 'ci',
  algo_acl: ['algo://demo/Hello/*'],
};

/** The words that a POSIX shell makes of the line. */
function wordsOf(curl: string): readonly string[] {
  const script = `curl() { for word in "$@"; do printf '%s\\0' "$word"; done; }\n${curl}`;
  const env = { BASE_URL: 'https://api.x', ADMIN_KEY: 'ADMIN', KEY_ID: 'K', PATH: process.env['PATH'] };
  return execFileSync('sh', ['-c', script], { encoding: 'utf8', env }).split('\0').slice(0, -1);
}

describe('the preview', () => {
  it('of a creation shows what is sent to the owner’s keys', () => {
    const { method, path, body } = algorithmia.preview(spec, 'create', NOW);
    expect({ method, path }).toEqual({ method: 'POST', path: '/v1/users/ann/keys' });
    expect(JSON.parse(body)).toEqual(bodyOfCreate(spec));
  });

  it('of a replacement shows what is sent to the key', () => {
    const { method, path, body } = algorithmia.preview(spec, 'update', NOW);
    expect({ method, path }).toEqual({ method: 'PUT', path: '/v1/users/ann/keys/{key_id}' });
    expect(JSON.parse(body)).toEqual(bodyOfUpdate(spec));
  });

  it('of a member’s key goes to the member when it is made, to the organization’s keys later', () => {
    const member: AlgorithmiaSpec = {
      ...spec,
      owner: { sort: 'member', organization: 'acme', user: 'ann' },
    };
    expect(algorithmia.preview(member, 'create', NOW).path).toBe('/v1/organizations/acme/members/ann/keys');
    expect(algorithmia.preview(member, 'update', NOW).path).toBe('/v1/organizations/acme/keys/{key_id}');
  });

  it('shows a placeholder while no owner is chosen', () => {
    expect(algorithmia.preview(defaultSpec, 'create', NOW).path).toBe('/v1/users/{username}/keys');
  });

  it('is a curl line that a shell takes apart as meant, whatever the text', () => {
    const hostile = fc.string({
      unit: fc.constantFrom("'", '"', '$', '`', '\\', '!', '\n', 'a', 'é', '$(id)'),
      maxLength: 10,
    });
    fc.assert(
      fc.property(hostile, hostile, fc.constantFrom('create', 'update'), (key_label, user, purpose) => {
        const owner = { sort: 'user' as const, user };
        const { curl, body, method } = algorithmia.preview({ ...spec, key_label, owner }, purpose, NOW);
        const account = user === '' ? '{username}' : encodeURIComponent(user);
        expect(wordsOf(curl)).toEqual([
          '-X',
          method,
          `https://api.x/v1/users/${account}/keys${purpose === 'create' ? '' : '/K'}`,
          '-H',
          'Authorization: Simple ADMIN',
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
