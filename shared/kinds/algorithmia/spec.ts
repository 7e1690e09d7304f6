import { z } from 'zod';

const MAX_ENTRIES = 10_000;

export { ACCOUNT_NAME, accountNameProblem } from '../account-name';

/** A spec holds a name also while it is typed; `check` says what is wrong with it. */
const accountNameSchema = z.string().max(1_000, 'Use at most 1,000 characters.');

/** Whose key it is (B3): a user's own, an organization's, or an organization's for one of its members. */
export const ownerSchema = z.discriminatedUnion('sort', [
  z.strictObject({ sort: z.literal('user'), user: accountNameSchema }),
  z.strictObject({ sort: z.literal('organization'), organization: accountNameSchema }),
  z.strictObject({
    sort: z.literal('member'),
    organization: accountNameSchema,
    user: accountNameSchema,
  }),
]);
export type Owner = Readonly<z.infer<typeof ownerSchema>>;

/** `AlgorithmKey` and `PlatformAdminKey` on the wire; `ManagementKey` is the older name of the latter (B2). */
export const KEY_TYPES = ['standard', 'admin'] as const;
export type KeyType = (typeof KEY_TYPES)[number];

/**
 * The spec of an Algorithmia-protocol key (key-apis B2, AuthPermissions). The permissions have the wire's names; an
 * admin key has none of them, so that they stand at their defaults. Order of the list is kept.
 */
export const algorithmiaSpecSchema = z.strictObject({
  key_type: z.enum(KEY_TYPES),
  owner: ownerSchema,
  key_label: z.string().max(1_000, 'Use at most 1,000 characters.'),
  /** Empty: no algorithm (part C, "Empty-list inversion"). */
  algo_acl: z
    .array(z.string().max(10_000, 'Use at most 10,000 characters.'))
    .max(MAX_ENTRIES, 'Use at most 10,000 entries.'),
  /** Calls by native clients. */
  allow_algo: z.boolean(),
  /** Calls by web browsers from other origins. */
  allow_web_algo: z.boolean(),
  /** The one host whose pages may call; empty: any. */
  referer_host: z.string().max(1_000, 'Use at most 1,000 characters.'),
  allow_data: z.boolean(),
  allow_data_write: z.boolean(),
  allow_algo_management: z.boolean(),
});
export type AlgorithmiaSpec = Readonly<z.infer<typeof algorithmiaSpecSchema>>;

/** Whether two keys belong to the same account in the same way. */
export function sameOwner(a: Owner, b: Owner): boolean {
  return a.sort === b.sort && ownerText(a) === ownerText(b);
}

/** The account whose algorithms and data a key reaches: a member's key is the organization's (B3). */
export function accountOf(owner: Owner): string {
  return owner.sort === 'user' ? owner.user : owner.organization;
}

/** "ann", "acme", "ann in acme". */
export function ownerText(owner: Owner): string {
  switch (owner.sort) {
    case 'user':
      return owner.user;
    case 'organization':
      return owner.organization;
    case 'member':
      return `${owner.user} in ${owner.organization}`;
  }
}
