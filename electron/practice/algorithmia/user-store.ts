import type { PracticeClock } from '../clock';
import type { PracticeDatabase } from '../database';
import { randomUuid, type RandomBytes } from '../random';
import type { Numbered, Window } from './page';

/** A user as the cluster keeps it. */
export interface User {
  readonly id: string;
  readonly username: string;
  readonly email: string;
  readonly fullname: string;
  readonly companyName: string | null;
  readonly companyRole: string | null;
  /** Whether the user administers the cluster. */
  readonly isAdmin: boolean;
}

export type NewUser = Omit<User, 'id'>;
export type UserChange = Pick<User, 'fullname' | 'companyName' | 'companyRole'>;

/** The users of the cluster. */
export interface UserStore {
  readonly add: (user: NewUser) => User;
  /** By name or id; null when there is none or it was deleted. */
  readonly find: (nameOrId: string) => User | null;
  readonly page: (window: Window) => readonly Numbered<User>[];
  readonly update: (username: string, change: UserChange) => void;
  /** Name and e-mail stay taken. */
  readonly remove: (username: string) => void;
  /** What of a new user's belongs to another one, deleted ones included (key-apis B4). */
  readonly taken: (username: string, email: string) => 'username' | 'email' | null;
}

interface Row {
  readonly number: number;
  readonly id: string;
  readonly username: string;
  readonly email: string;
  readonly fullname: string;
  readonly company_name: string | null;
  readonly company_role: string | null;
  readonly is_admin: number;
}

function userOf(row: Row): User {
  const { id, username, email, fullname } = row;
  return {
    id,
    username,
    email,
    fullname,
    companyName: row.company_name,
    companyRole: row.company_role,
    isAdmin: row.is_admin === 1,
  };
}

function statements(database: PracticeDatabase) {
  return {
    find: database.prepare<[string, string], Row>(
      'SELECT * FROM users WHERE (username = ? OR id = ?) AND deleted_at IS NULL',
    ),
    page: database.prepare<Window, Row>(
      'SELECT * FROM users WHERE number > @after AND deleted_at IS NULL ORDER BY number LIMIT @count',
    ),
    insert: database.prepare<[string, string, string, string, string | null, string | null, number]>(
      `INSERT INTO users (id, username, email, fullname, company_name, company_role, is_admin)
       VALUES (?, ?, ?, ?, ?, ?, ?)`,
    ),
    update: database.prepare<[string, string | null, string | null, string]>(
      'UPDATE users SET fullname = ?, company_name = ?, company_role = ? WHERE username = ?',
    ),
    remove: database.prepare<[number, string]>('UPDATE users SET deleted_at = ? WHERE username = ?'),
    named: database.prepare<[string], Row>('SELECT * FROM users WHERE username = ?'),
    mailed: database.prepare<[string], Row>('SELECT * FROM users WHERE email = ?'),
  };
}

/** Opens the users of a store. */
export function openUserStore(
  database: PracticeDatabase,
  clock: PracticeClock,
  random: RandomBytes,
): UserStore {
  const sql = statements(database);
  return {
    add: (user) => {
      const id = randomUuid(random);
      const { username, email, fullname, companyName, companyRole, isAdmin } = user;
      sql.insert.run(id, username, email, fullname, companyName, companyRole, isAdmin ? 1 : 0);
      return { id, ...user };
    },
    find: (nameOrId) => {
      const row = sql.find.get(nameOrId, nameOrId);
      return row === undefined ? null : userOf(row);
    },
    page: (window) => sql.page.all(window).map((row) => ({ number: row.number, item: userOf(row) })),
    update: (username, { fullname, companyName, companyRole }) => {
      sql.update.run(fullname, companyName, companyRole, username);
    },
    remove: (username) => {
      sql.remove.run(clock.now(), username);
    },
    taken: (username, email) => {
      if (sql.named.get(username) !== undefined) return 'username';
      return sql.mailed.get(email) === undefined ? null : 'email';
    },
  };
}
