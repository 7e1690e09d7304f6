import { describe, expect, it } from 'vitest';
import { algorithmia, defaultSpec } from '#shared/kinds/algorithmia/index';
import type { AlgorithmiaSpec } from '#shared/kinds/algorithmia/spec';

const NOW = 1_760_000_000_000;
const named: AlgorithmiaSpec = {
  ...defaultSpec,
  owner: { sort: 'user', user: 'ann' },
  key_label: 'ci',
  algo_acl: ['algo://demo/Hello/*'],
};

describe('the kind of algorithm clusters', () => {
  it('has a default spec that its own schema accepts and that cannot be sent as it is', () => {
    expect(algorithmia.specSchema.parse(defaultSpec)).toEqual(defaultSpec);
    expect(algorithmia.check(defaultSpec, NOW).some(({ severity }) => severity === 'error')).toBe(true);
  });

  it('has keys that are named by their label and never expire', () => {
    expect(algorithmia.label(named)).toBe('ci');
    expect(algorithmia.expiresAt(named)).toBeNull();
    expect(algorithmia.withExpiry(named, NOW)).toEqual(named);
  });

  it('says what it can do', () => {
    expect(algorithmia.capabilities).toEqual({
      restore: false,
      rotate: true,
      people: true,
      owners: true,
      expiry: false,
    });
    expect(algorithmia.trial).toMatchObject({ operation: 'callAlgorithm', action: 'Call' });
  });

  it.each([
    ['an admin key', { key_type: 'admin', allow_algo: false }, 'An admin key calls no algorithm'],
    ['a key for pages', { allow_algo: false, allow_web_algo: true }, 'This key is not for native clients.'],
    [
      'a key without the algorithm',
      { algo_acl: ['algo://acme/*'] },
      'No entry of this key allows this algorithm',
    ],
  ] as const)('tells before a trial why the cluster refuses %s', (_case, change, words) => {
    const spec = algorithmia.specSchema.parse({ ...algorithmia.defaultSpec, ...change });
    const from = { referer: null, origin: null, ip: '127.0.0.1', userToken: null, used: 0 };
    const request = { ...from, operation: 'callAlgorithm', resource: 'demo/Hello' };
    const { verdict, decidedBy } = algorithmia.decide({ sort: 'key', spec }, request, 0);
    expect(verdict).toBe('deny');
    expect(algorithmia.trial?.expectedRefusal(decidedBy, 'ml-dev')).toContain(words);
  });

  it('is called what its platform calls it', () => {
    expect(algorithmia.credentialLabel).toBe('Admin API key');
  });
});

describe('the presets', () => {
  it('have different ids', () => {
    const ids = algorithmia.presets.map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
  });

  it.each(algorithmia.presets)(
    '$title grants something, keeps name and owner, and needs no correction',
    (preset) => {
      for (const before of [named, { ...named, allow_web_algo: true, referer_host: 'a.com' }]) {
        const after = preset.apply(before);
        expect(algorithmia.specSchema.safeParse(after).success).toBe(true);
        expect(algorithmia.permissionsOf(after).length).toBeGreaterThan(0);
        expect([after.owner, after.key_label]).toEqual([named.owner, 'ci']);
        expect(algorithmia.check(after, NOW).filter(({ severity }) => severity === 'error')).toEqual([]);
      }
    },
  );

  it.each<[string, readonly string[]]>([
    ['call', ['algo.native']],
    ['call-from-pages', ['algo.web']],
    ['call-and-read', ['algo.native', 'data.read']],
    ['call-and-write', ['algo.native', 'data.read', 'data.write']],
    ['read-data', ['data.read']],
    ['management', ['manage']],
    ['admin', ['admin']],
  ])('%s grants %j whatever was granted before', (id, granted) => {
    const everything: AlgorithmiaSpec = {
      ...named,
      allow_web_algo: true,
      allow_data: true,
      allow_data_write: true,
      allow_algo_management: true,
    };
    const preset = algorithmia.presets.find((one) => one.id === id);
    for (const before of [named, everything, { ...named, key_type: 'admin' as const }]) {
      expect(preset && algorithmia.permissionsOf(preset.apply(before))).toEqual(granted);
    }
  });
});

describe('the connection of an algorithm cluster', () => {
  const parse = (baseUrl: string) => algorithmia.connectionSchema.safeParse({ baseUrl });

  it.each([
    ['https://api.Algorithms.example.com/', 'https://api.algorithms.example.com'],
    [' https://api.x:8443 ', 'https://api.x:8443'],
    ['http://127.0.0.1:7700', 'http://127.0.0.1:7700'],
    ['http://[::1]:80/', 'http://[::1]:80'],
  ])('takes %j', (text, baseUrl) => {
    expect(parse(text).data).toEqual({ baseUrl });
  });

  it.each([
    ['', 'Enter an address'],
    ['api.x', 'Begin the address with https://'],
    ['http://api.x', 'Plain http://'],
    ['https://api.x/v1', 'host and port only'],
    ['https://user:secret@api.x', 'host and port only'],
    ['https://api.x:0', 'port from 1 to 65535'],
  ])('refuses %j with %j', (text, words) => {
    expect(parse(text).error?.issues[0]?.message).toContain(words);
  });

  it('is required and has no other member', () => {
    expect(algorithmia.connectionSchema.safeParse({}).success).toBe(false);
    expect(algorithmia.connectionSchema.safeParse({ baseUrl: 'https://a.b', proxy: '' }).success).toBe(false);
    expect(algorithmia.connectionFields.map(({ name, required }) => [name, required])).toEqual([
      ['baseUrl', true],
    ]);
  });
});
