import fc from 'fast-check';
import { operations } from '#shared/kinds/algorithmia/operations';
import type { AlgorithmiaSpec } from '#shared/kinds/algorithmia/spec';
import type { PolicyRequest } from '#shared/policy/decision';

const entry = fc.constantFrom(
  'algo://*',
  'algo://demo/*',
  'algo://demo/Hello',
  'algo://demo/Hello/1.*',
  'algo://demo/Hello/1.2.*',
  'algo://demo/Hello/1.2.3',
  'algo://demo/Hello/latest',
  'algo://util/Echo/',
  'util/Echo',
  '',
);

/** Any key of this kind. */
export const algorithmiaSpec: fc.Arbitrary<AlgorithmiaSpec> = fc.record({
  key_type: fc.constantFrom('standard', 'standard', 'standard', 'admin'),
  owner: fc.constantFrom(
    { sort: 'user', user: 'ann' },
    { sort: 'user', user: 'ben' },
    { sort: 'member', organization: 'acme', user: 'ann' },
  ),
  key_label: fc.constantFrom('', 'a'),
  algo_acl: fc.array(entry, { maxLength: 4 }),
  allow_algo: fc.boolean(),
  allow_web_algo: fc.boolean(),
  referer_host: fc.constantFrom('', '', 'a.example', 'A.example', ' ', 'b.example'),
  allow_data: fc.boolean(),
  allow_data_write: fc.boolean(),
  allow_algo_management: fc.boolean(),
});

export const algorithmiaRequest: fc.Arbitrary<PolicyRequest> = fc.record({
  operation: fc.constantFrom(
    'callAlgorithm',
    'callAlgorithm',
    'none such',
    ...operations.map(({ id }) => id),
  ),
  resource: fc.constantFrom(
    'demo/Hello',
    'demo/Hello/1.2.3',
    'algo://demo/Hello/1.9.0',
    'demo/Hello/1.2',
    'demo/Other',
    'util/Echo',
    'util',
    null,
  ),
  referer: fc.constantFrom(null, 'https://a.example/x'),
  origin: fc.constantFrom(null, null, 'https://a.example', 'https://b.example:8080', 'null'),
  ip: fc.constant('10.0.0.1'),
  userToken: fc.constant(null),
  used: fc.constant(0),
});
