import type { AlgorithmiaSpec } from '#shared/kinds/algorithmia/spec';

/** What a key of the demo is called and allowed. */
export interface DemoKey {
  readonly label: string;
  readonly members: Partial<AlgorithmiaSpec>;
}

const CALLS = { allow_algo: true } as const;

/** Keys of users: first those in good order, then those with something that ought to be mended. */
export const userKeys: readonly DemoKey[] = [
  { label: 'ci', members: { ...CALLS, algo_acl: ['algo://demo/Hello/*'] } },
  {
    label: 'notebook',
    members: { ...CALLS, algo_acl: ['algo://demo/*'], allow_data: true, allow_data_write: true },
  },
  {
    label: 'shop front',
    members: {
      allow_web_algo: true,
      referer_host: 'shop.acme.example',
      algo_acl: ['algo://demo/WordCount/*'],
    },
  },
  { label: 'nightly report', members: { ...CALLS, algo_acl: ['algo://demo/WordCount/*'], allow_data: true } },
  { label: 'publishing', members: { allow_algo_management: true } },
  { label: 'backup of data', members: { allow_data: true } },
  { label: 'pinned version', members: { ...CALLS, algo_acl: ['algo://demo/Hello/0.1.*'] } },
  // The label that the snippets go by, a second time.
  { label: 'default-key', members: { ...CALLS, algo_acl: ['algo://*'], allow_data: true } },
  {
    label: 'everything, temporary',
    members: {
      ...CALLS,
      allow_web_algo: true,
      algo_acl: ['algo://*', 'algo://demo/*', 'algo://demo/Hello'],
      allow_data: true,
      allow_data_write: true,
      allow_algo_management: true,
    },
  },
  {
    label: 'ci',
    members: {
      ...CALLS,
      algo_acl: [
        'algo://demo/Hello',
        'algo://demo/Hello/*',
        'algo://demo/Anagram/1.2',
        'algo://demo/Anagram/1.2.*',
      ],
    },
  },
  // Writing without reading, which a cluster refuses today.
  { label: 'uploader', members: { allow_data_write: true } },
  { label: 'never called', members: { algo_acl: ['algo://demo/*'] } },
  {
    label: 'host without web',
    members: { ...CALLS, algo_acl: ['algo://demo/Hello/*'], referer_host: 'acme.example' },
  },
  { label: 'old account', members: { ...CALLS, algo_acl: ['algo://.my/*', 'algo://Demo/Hello/*'] } },
  { label: '', members: { ...CALLS, algo_acl: [] } },
];

/** Keys of organizations and of their members. */
export const organizationKeys: readonly DemoKey[] = [
  { label: 'production', members: { ...CALLS, algo_acl: ['algo://demo/*'], allow_data: true } },
  { label: 'staging', members: { ...CALLS, algo_acl: ['algo://demo/Hello/*', 'algo://demo/WordCount/*'] } },
  {
    label: 'portal',
    members: { allow_web_algo: true, algo_acl: ['algo://*'], referer_host: 'portal.acme.example' },
  },
  {
    label: 'release robot',
    members: { allow_algo_management: true, allow_data: true, allow_data_write: true },
  },
];
