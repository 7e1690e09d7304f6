import { describe, expect, it } from 'vitest';
import { decide } from '#shared/kinds/algorithmia/decide';
import { callingHost, codeOfStatus } from '#shared/kinds/algorithmia/decide-checks';
import { defaultSpec } from '#shared/kinds/algorithmia/index';
import { operationById } from '#shared/kinds/algorithmia/operations';
import type { AlgorithmiaSpec } from '#shared/kinds/algorithmia/spec';
import type { Subject } from '#shared/kinds/kind';
import type { DeciderSort, PolicyRequest } from '#shared/policy/decision';

const AT = 1_760_000_000_000;

function specOf(members: Partial<AlgorithmiaSpec> = {}): AlgorithmiaSpec {
  return {
    ...defaultSpec,
    owner: { sort: 'user', user: 'ann' },
    key_label: 'ci',
    algo_acl: ['algo://demo/Hello/*'],
    ...members,
  };
}

function requestOf(members: Partial<PolicyRequest> = {}): PolicyRequest {
  return {
    operation: 'callAlgorithm',
    resource: 'demo/Hello',
    referer: null,
    origin: null,
    ip: '10.0.0.1',
    userToken: null,
    used: 0,
    ...members,
  };
}

const keyOf = (members: Partial<AlgorithmiaSpec> = {}): Subject<AlgorithmiaSpec> => ({
  sort: 'key',
  spec: specOf(members),
});

const web = { allow_algo: false, allow_web_algo: true };
const data = { operation: 'readData', resource: 'data://.my/x/y.txt' };

interface Row {
  readonly what: string;
  readonly subject: Subject<AlgorithmiaSpec>;
  readonly request?: Partial<PolicyRequest>;
  readonly sort: DeciderSort;
  readonly field: string | null;
  readonly entry: string | null;
}

/** One row per way to be refused, in the order of the checks. */
const REFUSED: readonly (Row & { readonly status: number })[] = [
  {
    what: 'an unknown key',
    subject: { sort: 'unknown' },
    status: 401,
    sort: 'state',
    field: null,
    entry: null,
  },
  {
    what: 'a derived key, which this protocol does not know',
    subject: { sort: 'derived', spec: specOf(), verified: true, restrictions: [] },
    status: 401,
    sort: 'signature',
    field: null,
    entry: null,
  },
  {
    what: 'an operation that does not exist',
    subject: keyOf(),
    request: { operation: 'fly' },
    status: 403,
    sort: 'permission',
    field: 'key_type',
    entry: null,
  },
  {
    what: 'a standard key at an admin endpoint',
    subject: keyOf(),
    request: { operation: 'listUsers', resource: null },
    status: 403,
    sort: 'permission',
    field: 'key_type',
    entry: 'standard',
  },
  {
    what: 'an admin key that calls an algorithm',
    subject: keyOf({ key_type: 'admin' }),
    status: 403,
    sort: 'permission',
    field: 'key_type',
    entry: 'admin',
  },
  {
    what: 'the administrator who reads data',
    subject: { sort: 'admin' },
    request: data,
    status: 403,
    sort: 'permission',
    field: 'key_type',
    entry: 'admin',
  },
  {
    what: 'a native call without that right',
    subject: keyOf({ allow_algo: false, allow_web_algo: true }),
    status: 403,
    sort: 'permission',
    field: 'allow_algo',
    entry: null,
  },
  {
    what: 'a call of a page without that right',
    subject: keyOf(),
    request: { origin: 'https://a.com' },
    status: 403,
    sort: 'permission',
    field: 'allow_web_algo',
    entry: null,
  },
  {
    what: 'a call of a page on another host',
    subject: keyOf({ ...web, referer_host: 'a.com' }),
    request: { origin: 'https://www.a.com' },
    status: 403,
    sort: 'referer',
    field: 'referer_host',
    entry: 'a.com',
  },
  {
    what: 'a call of a page that tells no host',
    subject: keyOf({ ...web, referer_host: 'a.com' }),
    request: { origin: 'null' },
    status: 403,
    sort: 'referer',
    field: 'referer_host',
    entry: 'a.com',
  },
  {
    what: 'a call with a key that lists nothing',
    subject: keyOf({ algo_acl: [] }),
    status: 403,
    sort: 'scope',
    field: 'algo_acl',
    entry: null,
  },
  {
    what: 'a call of another algorithm',
    subject: keyOf(),
    request: { resource: 'demo/Hello2' },
    status: 403,
    sort: 'scope',
    field: 'algo_acl',
    entry: null,
  },
  {
    what: 'a call of nothing',
    subject: keyOf({ algo_acl: ['algo://*'] }),
    request: { resource: null },
    status: 403,
    sort: 'scope',
    field: 'algo_acl',
    entry: null,
  },
  {
    what: 'reading data without that right',
    subject: keyOf({ allow_data_write: true }),
    request: data,
    status: 403,
    sort: 'permission',
    field: 'allow_data',
    entry: null,
  },
  {
    what: 'writing data without that right',
    subject: keyOf({ allow_data: true }),
    request: { ...data, operation: 'writeData' },
    status: 403,
    sort: 'permission',
    field: 'allow_data_write',
    entry: null,
  },
  {
    what: 'managing without that right',
    subject: keyOf({ allow_data: true, allow_data_write: true }),
    request: { operation: 'compileAlgorithm' },
    status: 403,
    sort: 'permission',
    field: 'allow_algo_management',
    entry: null,
  },
];

const MESSAGES: Readonly<Record<number, string>> = {
  401: 'API key not found',
  403: 'API key is not authorized for this request',
};

describe('a refusal', () => {
  it.each(REFUSED)('of $what says who decided', ({ subject, request, status, sort, field, entry }) => {
    const decision = decide(subject, requestOf(request), AT);
    expect(decision.verdict).toBe('deny');
    expect(decision.refusal).toMatchObject({ status, message: MESSAGES[status] });
    expect(decision.decidedBy).toEqual({ sort, field, entry });
    expect(decision.checks.filter(({ outcome }) => outcome === 'fail')).toHaveLength(1);
    for (const { explanation } of decision.checks) expect(explanation).toMatch(/^\S.*\.$/);
  });

  it('has a code that goes with its status', () => {
    expect(codeOfStatus(401)).toBe(2002);
    expect(codeOfStatus(403)).toBe(2001);
  });
});

describe('the order of the checks', () => {
  const orderOf = (subject: Subject<AlgorithmiaSpec>, request: Partial<PolicyRequest> = {}) =>
    decide(subject, requestOf(request), AT).checks.map(({ sort, outcome }) => `${sort} ${outcome}`);

  it('is key, type and origin, host, entries', () => {
    expect(orderOf(keyOf())).toEqual(['state pass', 'permission pass', 'referer pass', 'scope pass']);
  });

  it('lets the first failure decide and skips the rest', () => {
    const worst = { ...web, referer_host: 'a.com', algo_acl: [] };
    expect(orderOf(keyOf(worst))).toEqual([
      'state pass',
      'permission fail',
      'referer skipped',
      'scope skipped',
    ]);
    expect(orderOf(keyOf(worst), { origin: 'https://b.com' })).toEqual([
      'state pass',
      'permission pass',
      'referer fail',
      'scope skipped',
    ]);
    expect(orderOf(keyOf(worst), { origin: 'https://a.com' })).toEqual([
      'state pass',
      'permission pass',
      'referer pass',
      'scope fail',
    ]);
  });
});

describe('what is allowed', () => {
  it.each<Row>([
    {
      what: 'a call by the first entry that matches',
      subject: keyOf({ algo_acl: ['nonsense', 'algo://demo/Hello', 'algo://*'] }),
      sort: 'scope',
      field: 'algo_acl',
      entry: 'algo://demo/Hello',
    },
    {
      what: 'a call with the prefix in its path',
      subject: keyOf(),
      request: { resource: 'algo://demo/Hello/0.1.1' },
      sort: 'scope',
      field: 'algo_acl',
      entry: 'algo://demo/Hello/*',
    },
    {
      what: 'a call of a page on the host, whatever its case and port',
      subject: keyOf({ ...web, referer_host: 'A.com' }),
      request: { origin: 'https://a.COM:8443' },
      sort: 'scope',
      field: 'algo_acl',
      entry: 'algo://demo/Hello/*',
    },
    {
      what: 'a call of a page that tells its host by Referer only',
      subject: keyOf({ ...web, referer_host: 'a.com' }),
      request: { origin: 'null', referer: 'https://a.com/x' },
      sort: 'scope',
      field: 'algo_acl',
      entry: 'algo://demo/Hello/*',
    },
    {
      what: 'reading data, whatever the origin',
      subject: keyOf({ allow_data: true, referer_host: 'a.com' }),
      request: { ...data, origin: 'https://b.com' },
      sort: 'permission',
      field: 'allow_data',
      entry: null,
    },
    {
      what: 'managing without any call right',
      subject: keyOf({ algo_acl: [], allow_algo: false, allow_algo_management: true }),
      request: { operation: 'publishAlgorithm' },
      sort: 'permission',
      field: 'allow_algo_management',
      entry: null,
    },
    {
      what: 'an admin endpoint to the administrator',
      subject: { sort: 'admin' },
      request: { operation: 'createKey', resource: null },
      sort: 'state',
      field: null,
      entry: null,
    },
    {
      what: 'listing algorithms to an admin key',
      subject: keyOf({ key_type: 'admin' }),
      request: { operation: 'listAlgorithms', resource: null },
      sort: 'state',
      field: null,
      entry: null,
    },
  ])('is $what', ({ subject, request, sort, field, entry }) => {
    const decision = decide(subject, requestOf(request), AT);
    expect(decision).toMatchObject({ verdict: 'allow', refusal: null, effects: [] });
    expect(decision.decidedBy).toEqual({ sort, field, entry });
  });

  it('does not depend on the moment', () => {
    for (const at of [0, AT, 8.64e15])
      expect(decide(keyOf(), requestOf(), at)).toEqual(decide(keyOf(), requestOf(), AT));
  });
});

describe('the calling host', () => {
  it.each<[string | null, string | null, string | null]>([
    ['https://A.com', null, 'a.com'],
    ['https://a.com:8443', 'https://b.com/', 'a.com'],
    ['http://[::1]:3000', null, '[::1]'],
    ['null', 'https://b.com/a.com', 'b.com'],
    [null, 'http://b.com?x', 'b.com'],
    ['https://user@a.com', null, null],
    ['a.com', null, null],
    [null, null, null],
  ])('of Origin %j and Referer %j is %j', (origin, referer, host) => {
    expect(callingHost({ origin, referer })).toBe(host);
  });
});

describe('operations', () => {
  it('are found by their exact id', () => {
    expect(operationById('callAlgorithm')?.title).toBe('Call an algorithm');
    expect(operationById('CallAlgorithm')).toBeUndefined();
  });
});

describe('the sentence of a check', () => {
  it.each<[Partial<AlgorithmiaSpec>, Partial<PolicyRequest>, string]>([
    [{ algo_acl: [] }, {}, 'The key allows no algorithm.'],
    [{}, { resource: 'demo/Sum' }, 'No entry allows demo/Sum.'],
    [{ allow_data: true }, data, 'The key may read data.'],
    [{ allow_data: true }, { ...data, operation: 'writeData' }, 'The key may not write data.'],
  ])('of %j for %j', (members, request, explanation) => {
    const { checks } = decide(keyOf(members), requestOf(request), AT);
    expect(checks.at(-1)?.explanation).toBe(explanation);
  });
});
