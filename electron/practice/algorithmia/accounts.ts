import type { Owner } from '#shared/kinds/algorithmia/spec';
import type { Caller } from './caller';
import type { MemberStore } from './member-store';

/** What stands for the caller's own account in a path of the data store. */
const OWN = '.my';

/** The account that a key acts for: an organization's key reaches what the organization owns (key-apis B3). */
function accountOf(owner: Owner): string {
  return owner.sort === 'user' ? owner.user : owner.organization;
}

/** The accounts that a caller reaches: its own and, with a key of one's own, those of one's organizations (B3). */
export function accountsOf({ owner }: Caller, members: MemberStore): readonly string[] {
  if (owner === null) return [];
  return owner.sort === 'user' ? [owner.user, ...members.organizationsOf(owner.user)] : [accountOf(owner)];
}

/** The account that a path names by itself or as the caller's own; null when the caller does not reach it. */
export function namedAccount(name: string, caller: Caller, members: MemberStore): string | null {
  if (name === OWN) return caller.owner === null ? null : accountOf(caller.owner);
  return accountsOf(caller, members).includes(name) ? name : null;
}
