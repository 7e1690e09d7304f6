import { describe, expect, it } from 'vitest';
import type { DeciderSort, PolicyRequest } from '#shared/policy/decision';
import { decide } from '#shared/kinds/algolia/decide';
import { indexAllowed } from '#shared/kinds/algolia/decide-checks';
import { rateIdentity } from '#shared/kinds/algolia/forced';
import { defaultSpec } from '#shared/kinds/algolia/index';
import { operations } from '#shared/kinds/algolia/operations';
import type { AlgoliaSpec } from '#shared/kinds/algolia/spec';
import type { Subject } from '#shared/kinds/kind';

const AT = 1_760_000_000_000;

function specOf(members: Partial<AlgoliaSpec> = {}): AlgoliaSpec {
  return { ...defaultSpec, acl: ['search'], ...members };
}

function requestOf(members: Partial<PolicyRequest> = {}): PolicyRequest {
  return {
    operation: 'search',
    resource: 'products',
    referer: null,
    origin: null,
    ip: '10.0.0.1',
    userToken: null,
    used: 0,
    ...members,
  };
}

const keyOf = (members: Partial<AlgoliaSpec> = {}): Subject<AlgoliaSpec> => ({
  sort: 'key',
  spec: specOf(members),
});

function derivedOf(
  restrictions: readonly (readonly [string, string])[],
  members: Partial<AlgoliaSpec> = {},
  verified = true,
): Subject<AlgoliaSpec> {
  return { sort: 'derived', spec: specOf(members), verified, restrictions };
}

interface Row {
  readonly what: string;
  readonly subject: Subject<AlgoliaSpec>;
  readonly request?: Partial<PolicyRequest>;
  readonly status: number;
  readonly message: string;
  readonly sort: DeciderSort;
  readonly field: string | null;
  readonly entry: string | null;
}

const invalidKey = { status: 403, message: 'Invalid Application-ID or API key' };
const noMethod = { status: 403, message: 'Method not allowed with this API key' };
const noIndex = { status: 403, message: 'Index not allowed with this API key' };
const noReferer = { status: 403, message: 'Method not allowed with this referer' };
const noSource = { status: 403, message: 'IP not allowed with this API key' };
const past = { status: 400, message: '"validUntil" parameter expired (less than current date)' };

const ROWS: readonly Row[] = [
  {
    what: 'an unknown key',
    subject: { sort: 'unknown' },
    ...invalidKey,
    sort: 'state',
    field: null,
    entry: null,
  },
  {
    what: 'a key at the moment of its expiry',
    subject: keyOf({ expiresAt: AT }),
    ...invalidKey,
    sort: 'state',
    field: 'expiresAt',
    entry: null,
  },
  {
    what: 'a secured key whose parent has expired',
    subject: derivedOf([['userToken', 'a']], { expiresAt: AT - 1 }),
    ...invalidKey,
    sort: 'state',
    field: 'expiresAt',
    entry: null,
  },
  {
    what: 'a secured key whose signature fits no key',
    subject: derivedOf([], {}, false),
    ...invalidKey,
    sort: 'signature',
    field: null,
    entry: null,
  },
  {
    what: 'a secured key without restrictions',
    subject: derivedOf([]),
    status: 403,
    message: 'Invalid API key',
    sort: 'signature',
    field: null,
    entry: null,
  },
  {
    what: 'a secured key past its validUntil',
    subject: derivedOf([['validUntil', '1759999999']]),
    ...past,
    sort: 'expiry',
    field: 'validUntil',
    entry: '1759999999',
  },
  {
    what: 'a secured key whose validUntil is no number',
    subject: derivedOf([['validUntil', 'tomorrow']]),
    ...past,
    sort: 'expiry',
    field: 'validUntil',
    entry: 'tomorrow',
  },
  {
    what: 'an address outside restrictSources',
    subject: keyOf({ queryParameters: 'restrictSources=192.168.1.0%2F24' }),
    ...noSource,
    sort: 'source',
    field: 'queryParameters',
    entry: '192.168.1.0/24',
  },
  {
    what: 'an address outside the restrictSources of a secured key',
    subject: derivedOf([['restrictSources', '10.0.0.2']], { queryParameters: 'restrictSources=10.0.0.0/8' }),
    ...noSource,
    sort: 'source',
    field: 'restrictSources',
    entry: '10.0.0.2',
  },
  {
    what: 'an IPv6 address with restrictSources',
    subject: keyOf({ queryParameters: 'restrictSources=0.0.0.0/0' }),
    request: { ip: '2001:db8::1' },
    ...noSource,
    sort: 'source',
    field: 'queryParameters',
    entry: '0.0.0.0/0',
  },
  {
    what: 'a missing permission',
    subject: keyOf(),
    request: { operation: 'browse' },
    ...noMethod,
    sort: 'permission',
    field: 'acl',
    entry: 'browse',
  },
  {
    what: 'one of several missing permissions',
    subject: keyOf({ acl: ['addObject', 'editSettings'] }),
    request: { operation: 'ingest', resource: null },
    ...noMethod,
    sort: 'permission',
    field: 'acl',
    entry: 'deleteIndex',
  },
  {
    what: 'key management with a key that has every permission',
    subject: keyOf({ acl: ['search', 'admin', 'editSettings'] }),
    request: { operation: 'createKey', resource: null },
    ...noMethod,
    sort: 'permission',
    field: 'acl',
    entry: null,
  },
  {
    what: 'an operation that no cluster has',
    subject: keyOf(),
    request: { operation: 'fly' },
    ...noMethod,
    sort: 'permission',
    field: 'acl',
    entry: null,
  },
  {
    what: 'an index that no pattern allows',
    subject: keyOf({ indexes: ['dev_*', '*_dev', 'test'] }),
    ...noIndex,
    sort: 'scope',
    field: 'indexes',
    entry: null,
  },
  {
    what: 'an index that only the key allows, not the secured key (JSON form)',
    subject: derivedOf([['restrictIndices', '["Movies","dev_*"]']]),
    ...noIndex,
    sort: 'scope',
    field: 'restrictIndices',
    entry: null,
  },
  {
    what: 'an index that only the secured key allows, not the key (comma form)',
    subject: derivedOf([['restrictIndices', 'Movies,products']], { indexes: ['Movies'] }),
    ...noIndex,
    sort: 'scope',
    field: 'indexes',
    entry: null,
  },
  {
    what: 'a list whose only entry is empty',
    subject: keyOf({ indexes: [''] }),
    ...noIndex,
    sort: 'scope',
    field: 'indexes',
    entry: null,
  },
  {
    what: 'a request without index where only some are allowed',
    subject: keyOf({ acl: ['analytics'], indexes: ['products'] }),
    request: { operation: 'readAnalytics', resource: null },
    ...noIndex,
    sort: 'scope',
    field: 'indexes',
    entry: null,
  },
  {
    what: 'a referer that no pattern allows',
    subject: keyOf({ referers: ['https://a.com/*'] }),
    request: { referer: 'https://b.com/' },
    ...noReferer,
    sort: 'referer',
    field: 'referers',
    entry: null,
  },
  {
    what: 'a missing referer',
    subject: keyOf({ referers: ['https://a.com/*', '*a*'] }),
    request: { origin: 'https://a.com' },
    ...noReferer,
    sort: 'referer',
    field: 'referers',
    entry: null,
  },
  {
    what: 'one request too many within the hour',
    subject: keyOf({ maxQueriesPerIPPerHour: 3 }),
    request: { used: 3 },
    status: 429,
    message: 'Too many requests',
    sort: 'limit',
    field: 'maxQueriesPerIPPerHour',
    entry: '3',
  },
];

describe('refusals', () => {
  it.each(ROWS)('of $what', ({ subject, request, status, message, sort, field, entry }) => {
    const decision = decide(subject, requestOf(request), AT);
    expect(decision.verdict).toBe('deny');
    expect(decision.refusal).toEqual({ status, message });
    expect(decision.decidedBy).toEqual({ sort, field, entry });
    expect(decision.effects).toEqual([]);
    const failed = decision.checks.findIndex(({ outcome }) => outcome === 'fail');
    expect(decision.checks[failed]).toMatchObject({ sort, decider: decision.decidedBy });
    expect(decision.checks.slice(0, failed).every(({ outcome }) => outcome === 'pass')).toBe(true);
    expect(decision.checks.slice(failed + 1).every(({ outcome }) => outcome === 'skipped')).toBe(true);
  });
});

describe('the order of checks', () => {
  const wrong = {
    unknown: 'state',
    signature: 'signature',
    validUntil: 'expiry',
    source: 'source',
    permission: 'permission',
    index: 'scope',
    referer: 'referer',
    rate: 'limit',
  } as const;

  it('is that of key-apis A8: with everything wrong the first fault decides, mended one by one', () => {
    const faults = Object.keys(wrong);
    const decided = faults.map((_, mended) => {
      const has = (fault: keyof typeof wrong): boolean => faults.indexOf(fault) >= mended;
      const subject: Subject<AlgoliaSpec> = has('unknown')
        ? derivedOf([], { expiresAt: 1 })
        : derivedOf(
            [
              ['validUntil', has('validUntil') ? '1' : '9999999999'],
              ['restrictSources', has('source') ? '10.9.9.9' : '10.0.0.1'],
            ],
            {
              acl: [has('permission') ? 'browse' : 'search'],
              indexes: [has('index') ? 'other' : 'products'],
              referers: ['https://a.com/*'],
              maxQueriesPerIPPerHour: 1,
            },
            !has('signature'),
          );
      const request = requestOf({
        referer: has('referer') ? null : 'https://a.com/',
        used: has('rate') ? 1 : 0,
      });
      return decide(subject, request, AT).decidedBy.sort;
    });
    expect(decided).toEqual(Object.values(wrong));
  });

  it('leaves signature and validUntil out for a plain key', () => {
    expect(decide(keyOf(), requestOf(), AT).checks.map(({ sort }) => sort)).toEqual([
      'state',
      'source',
      'permission',
      'scope',
      'referer',
      'limit',
    ]);
    expect(decide(derivedOf([['userToken', 'a']]), requestOf(), AT).checks.map(({ sort }) => sort)).toEqual([
      'state',
      'signature',
      'expiry',
      'source',
      'permission',
      'scope',
      'referer',
      'limit',
    ]);
  });
});

describe('what is allowed', () => {
  const allowed = (subject: Subject<AlgoliaSpec>, request: Partial<PolicyRequest> = {}): boolean =>
    decide(subject, requestOf(request), AT).verdict === 'allow';

  it('names the entry that allowed it', () => {
    const decision = decide(keyOf({ indexes: ['dev_*', 'prod*'] }), requestOf(), AT);
    expect(decision).toMatchObject({
      verdict: 'allow',
      decidedBy: { sort: 'scope', field: 'indexes', entry: 'prod*' },
      refusal: null,
    });
    expect(decide(keyOf(), requestOf(), AT).decidedBy).toEqual({
      sort: 'permission',
      field: 'acl',
      entry: 'search',
    });
  });

  it('includes everything for the admin key', () => {
    for (const { id } of operations) {
      expect(decide({ sort: 'admin' }, requestOf({ operation: id, used: 1e9 }), AT).verdict).toBe('allow');
    }
    expect(decide({ sort: 'admin' }, requestOf({ operation: 'fly' }), AT).verdict).toBe('deny');
  });

  it('includes reading the key itself, without any permission', () => {
    expect(allowed(keyOf({ acl: [], indexes: ['x'] }), { operation: 'getOwnKey', resource: null })).toBe(
      true,
    );
  });

  it('lasts until just before the expiry, and through the second of validUntil', () => {
    expect(allowed(keyOf({ expiresAt: AT + 1 }))).toBe(true);
    expect(allowed(derivedOf([['validUntil', String(AT / 1000)]]))).toBe(true);
  });

  it('takes a star among the entries for no restriction, a missing referer included', () => {
    expect(allowed(keyOf({ indexes: ['x', '*'], referers: ['https://a.com/*', '**'] }))).toBe(true);
  });

  it('takes a star inside literally', () => {
    expect(allowed(keyOf({ indexes: ['a*b'] }), { resource: 'a*b' })).toBe(true);
    expect(allowed(keyOf({ indexes: ['a*b'] }), { resource: 'axb' })).toBe(false);
  });

  it('leaves operations without index alone', () => {
    expect(allowed(keyOf({ acl: ['logs'], indexes: ['x'] }), { operation: 'readLogs', resource: null })).toBe(
      true,
    );
  });

  it('takes an empty restrictIndices for none', () => {
    expect(allowed(derivedOf([['restrictIndices', '']]))).toBe(true);
    expect(allowed(derivedOf([['restrictIndices', '[]']]))).toBe(true);
  });

  it('filters lists of indices by the same patterns', () => {
    const spec = specOf({ indexes: ['dev_*'] });
    expect(indexAllowed(spec, [], 'dev_a')).toBe(true);
    expect(indexAllowed(spec, [['restrictIndices', 'dev_b']], 'dev_a')).toBe(false);
    expect(indexAllowed(spec, [], 'prod')).toBe(false);
  });
});

describe('effects of an allowed request', () => {
  const effects = (subject: Subject<AlgoliaSpec>, request: Partial<PolicyRequest> = {}) =>
    decide(subject, requestOf(request), AT).effects;

  it('are the hit limit, forced parameters and what is left of the hour', () => {
    const subject = keyOf({
      maxHitsPerQuery: 20,
      maxQueriesPerIPPerHour: 5,
      queryParameters: 'typoTolerance=strict&restrictSources=10.0.0.0/8&filters=a%3Ab',
    });
    expect(effects(subject, { used: 4 })).toEqual([
      { sort: 'hit-cap', max: 20 },
      { sort: 'forced-parameter', name: 'typoTolerance', value: 'strict' },
      { sort: 'forced-parameter', name: 'filters', value: 'a:b' },
      { sort: 'rate-limit', max: 5, remaining: 0 },
    ]);
  });

  it('touch queries only', () => {
    const subject = keyOf({ acl: ['addObject'], maxHitsPerQuery: 20, queryParameters: 'filters=a' });
    expect(effects(subject, { operation: 'addObject' })).toEqual([]);
  });

  it('combine filters of key and secured key, while the key wins single values', () => {
    const subject = derivedOf(
      [
        ['filters', 'two'],
        ['hitsPerPage', '500'],
        ['userToken', 'ann'],
        ['validUntil', '9999999999'],
        ['restrictIndices', 'products'],
        ['restrictSources', '10.0.0.0/8'],
      ],
      { queryParameters: 'hitsPerPage=3&hitsPerPage=5&filters=one' },
    );
    expect(effects(subject)).toEqual([
      { sort: 'forced-parameter', name: 'hitsPerPage', value: '5' },
      { sort: 'forced-parameter', name: 'filters', value: 'one' },
      { sort: 'forced-parameter', name: 'filters', value: 'two' },
      { sort: 'forced-parameter', name: 'userToken', value: 'ann' },
    ]);
  });

  it('keep every value of a combining parameter', () => {
    const forced = effects(keyOf({ queryParameters: 'filters=one&filters=two' }));
    expect(forced.map((effect) => (effect.sort === 'forced-parameter' ? effect.value : effect.sort))).toEqual(
      ['one', 'two'],
    );
  });

  it('count requests under the forced user token, else the sent one, else the address', () => {
    const caller = { ip: '10.0.0.1', userToken: 'sent' };
    expect(rateIdentity(specOf(), [], { ...caller, userToken: null })).toBe('ip:10.0.0.1');
    expect(rateIdentity(specOf(), [], caller)).toBe('user:sent');
    expect(rateIdentity(specOf(), [['userToken', 'derived']], caller)).toBe('user:derived');
    expect(
      rateIdentity(specOf({ queryParameters: 'userToken=own' }), [['userToken', 'derived']], caller),
    ).toBe('user:own');
  });
});

describe('the checks as they are told', () => {
  it('of an unknown key end with the first; those of secured keys are not among them', () => {
    const { checks } = decide({ sort: 'unknown' }, requestOf(), AT);
    expect(checks.map(({ sort, outcome }) => `${sort} ${outcome}`)).toEqual([
      'state fail',
      'source skipped',
      'permission skipped',
      'scope skipped',
      'referer skipped',
      'limit skipped',
    ]);
  });

  it.each<[Subject<AlgoliaSpec>, Partial<PolicyRequest>, string]>([
    [derivedOf([['filters', 'x']]), {}, 'The secured key has no end of its own.'],
    [derivedOf([['validUntil', '1760000001']]), {}, 'validUntil lies ahead.'],
    [
      keyOf({ indexes: ['blog_*'] }),
      { resource: null },
      'The request names no index, and the key is limited to some.',
    ],
    [keyOf({ indexes: ['blog_*'] }), {}, 'No entry of indexes matches products.'],
    [
      keyOf({ referers: ['https://a.com/*'] }),
      {},
      'The request carries no Referer, and the key is limited to some.',
    ],
    [
      keyOf({ referers: ['https://a.com/*'] }),
      { referer: 'https://b.com/' },
      'No entry of referers matches https://b.com/.',
    ],
  ])('of %j for %j say: %s', (subject, request, sentence) => {
    const { checks } = decide(subject, requestOf(request), AT);
    expect(checks.map(({ explanation }) => explanation)).toContain(sentence);
  });
});
