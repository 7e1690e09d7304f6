import type { AccountSort } from '#shared/contract/people';

/** How the two sorts of account are called. */
export const WORDS = {
  user: { one: 'user', many: 'users', title: 'User', titles: 'Users' },
  organization: {
    one: 'organization',
    many: 'organizations',
    title: 'Organization',
    titles: 'Organizations',
  },
} as const satisfies Readonly<Record<AccountSort, Readonly<Record<string, string>>>>;
