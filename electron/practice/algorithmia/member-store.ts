import type { PracticeDatabase } from '../database';
import type { Numbered, Window } from './page';

/** Roles on the wire (key-apis B4). */
export const ROLES = ['owner', 'member', 'invited', 'unknown'] as const;
export type Role = (typeof ROLES)[number];

export interface Member {
  readonly username: string;
  readonly role: Role;
}

/** Who belongs to which organization. */
export interface MemberStore {
  /** True when the user was no member before; a role that was there stays. */
  readonly add: (organization: string, username: string, role: Role) => boolean;
  readonly roleOf: (organization: string, username: string) => Role | null;
  readonly remove: (organization: string, username: string) => void;
  readonly page: (organization: string, window: Window) => readonly Numbered<Member>[];
  readonly owners: (organization: string) => readonly string[];
  readonly organizationsOf: (username: string) => readonly string[];
}

interface Row {
  readonly number: number;
  readonly username: string;
  readonly role: string;
}

function roleOf(text: string): Role {
  return ROLES.find((role) => role === text) ?? 'unknown';
}

/** Opens the memberships of a store. */
export function openMemberStore(database: PracticeDatabase): MemberStore {
  const find = database.prepare<[string, string], Row>(
    'SELECT * FROM members WHERE org_name = ? AND username = ?',
  );
  const page = database.prepare<Window & { readonly organization: string }, Row>(
    'SELECT * FROM members WHERE org_name = @organization AND number > @after ORDER BY number LIMIT @count',
  );
  const insert = database.prepare<[string, string, string]>(
    'INSERT INTO members (org_name, username, role) VALUES (?, ?, ?) ON CONFLICT DO NOTHING',
  );
  const remove = database.prepare<[string, string]>(
    'DELETE FROM members WHERE org_name = ? AND username = ?',
  );
  const owners = database
    .prepare<[string], string>(
      "SELECT username FROM members WHERE org_name = ? AND role = 'owner' ORDER BY number",
    )
    .pluck();
  const organizations = database
    .prepare<[string], string>('SELECT org_name FROM members WHERE username = ? ORDER BY number')
    .pluck();
  return {
    add: (organization, username, role) => insert.run(organization, username, role).changes > 0,
    roleOf: (organization, username) => {
      const row = find.get(organization, username);
      return row === undefined ? null : roleOf(row.role);
    },
    remove: (organization, username) => {
      remove.run(organization, username);
    },
    page: (organization, window) =>
      page.all({ ...window, organization }).map(({ number, username, role }) => ({
        number,
        item: { username, role: roleOf(role) },
      })),
    owners: (organization) => owners.all(organization),
    organizationsOf: (username) => organizations.all(username),
  };
}
