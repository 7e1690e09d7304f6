import type { Instant } from '#shared/ids';
import { algorithmiaSpecSchema, type AlgorithmiaSpec, type Owner } from '#shared/kinds/algorithmia/spec';
import type { PracticeClock } from '../clock';
import type { PracticeDatabase } from '../database';
import { randomText, randomUuid, type RandomBytes } from '../random';
import type { Numbered, Window } from './page';

/** A key's text: 28 characters, `sim` and the base64 alphabet (key-apis B1). */
const PREFIX = 'sim';
const LENGTH = 28;
const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';
export const SECRET = /^sim[A-Za-z0-9+/]{25}$/;

export interface StoredKey {
  readonly keyId: string;
  readonly secret: string;
  readonly spec: AlgorithmiaSpec;
  readonly createdAt: Instant;
}

/** Which keys a list is about; null does not narrow. */
export interface KeyFilter {
  readonly username: string | null;
  readonly organization: string | null;
}

/** The keys of the cluster, admin keys among them. */
export interface KeyStore {
  /** With a text and a moment of its own where they are given. */
  readonly add: (
    spec: AlgorithmiaSpec,
    given?: Partial<Pick<StoredKey, 'secret' | 'createdAt'>>,
  ) => StoredKey;
  readonly find: (keyId: string) => StoredKey | null;
  readonly bySecret: (secret: string) => StoredKey | null;
  readonly firstAdmin: () => StoredKey | null;
  /** A user's own keys. */
  readonly ofUser: (username: string) => readonly StoredKey[];
  /** An organization's keys, those for its members among them. */
  readonly ofOrganization: (name: string) => readonly StoredKey[];
  readonly page: (filter: KeyFilter, window: Window) => readonly Numbered<StoredKey>[];
  readonly update: (keyId: string, spec: AlgorithmiaSpec) => void;
  /** Gives the key a new text; the old one is unknown at once. Answers the new one. */
  readonly rotate: (keyId: string) => string;
  readonly remove: (keyId: string) => void;
  /** Removes all keys of a user, those for its memberships too. */
  readonly removeOfUser: (username: string) => void;
  readonly removeOfOrganization: (name: string) => void;
  /** Removes those that an organization made for one member. */
  readonly removeOfMember: (organization: string, username: string) => void;
}

interface Row {
  readonly number: number;
  readonly key_id: string;
  readonly secret: string;
  readonly spec: string;
  readonly created_at: number;
}

function keyOf(row: Row): StoredKey {
  return {
    keyId: row.key_id,
    secret: row.secret,
    spec: algorithmiaSpecSchema.parse(JSON.parse(row.spec)),
    createdAt: row.created_at,
  };
}

function columnsOf(owner: Owner): KeyFilter {
  switch (owner.sort) {
    case 'user':
      return { username: owner.user, organization: null };
    case 'organization':
      return { username: null, organization: owner.organization };
    case 'member':
      return { username: owner.user, organization: owner.organization };
  }
}

function statements(database: PracticeDatabase) {
  return {
    find: database.prepare<[string], Row>('SELECT * FROM keys WHERE key_id = ?'),
    bySecret: database.prepare<[string], Row>('SELECT * FROM keys WHERE secret = ?'),
    firstAdmin: database.prepare<[], Row>(
      "SELECT * FROM keys WHERE spec ->> '$.key_type' = 'admin' ORDER BY number LIMIT 1",
    ),
    ofUser: database.prepare<[string], Row>(
      'SELECT * FROM keys WHERE username = ? AND org_name IS NULL ORDER BY number',
    ),
    ofOrganization: database.prepare<[string], Row>('SELECT * FROM keys WHERE org_name = ? ORDER BY number'),
    page: database.prepare<KeyFilter & Window, Row>(
      `SELECT * FROM keys
       WHERE number > @after AND (@username IS NULL OR username = @username)
         AND (@organization IS NULL OR org_name = @organization)
       ORDER BY number LIMIT @count`,
    ),
    insert: database.prepare<[string, string, string | null, string | null, string, Instant]>(
      `INSERT INTO keys (key_id, secret, username, org_name, spec, created_at) VALUES (?, ?, ?, ?, ?, ?)`,
    ),
    update: database.prepare<[string, string]>('UPDATE keys SET spec = ? WHERE key_id = ?'),
    rotate: database.prepare<[string, string]>('UPDATE keys SET secret = ? WHERE key_id = ?'),
    remove: database.prepare<[string]>('DELETE FROM keys WHERE key_id = ?'),
    removeOfUser: database.prepare<[string]>('DELETE FROM keys WHERE username = ?'),
    removeOfOrganization: database.prepare<[string]>('DELETE FROM keys WHERE org_name = ?'),
    removeOfMember: database.prepare<[string, string]>(
      'DELETE FROM keys WHERE org_name = ? AND username = ?',
    ),
  };
}

/** Opens the keys of a store. */
export function openKeyStore(
  database: PracticeDatabase,
  clock: PracticeClock,
  random: RandomBytes,
): KeyStore {
  const sql = statements(database);
  const newSecret = (): string => PREFIX + randomText(random, ALPHABET, LENGTH - PREFIX.length);
  const read = (row: Row | undefined): StoredKey | null => (row === undefined ? null : keyOf(row));
  return {
    add: (spec, { secret = newSecret(), createdAt = clock.now() } = {}) => {
      const made: StoredKey = { keyId: randomUuid(random), secret, spec, createdAt };
      const { username, organization } = columnsOf(spec.owner);
      sql.insert.run(made.keyId, secret, username, organization, JSON.stringify(spec), made.createdAt);
      return made;
    },
    find: (keyId) => read(sql.find.get(keyId)),
    bySecret: (secret) => read(sql.bySecret.get(secret)),
    firstAdmin: () => read(sql.firstAdmin.get()),
    ofUser: (username) => sql.ofUser.all(username).map(keyOf),
    ofOrganization: (name) => sql.ofOrganization.all(name).map(keyOf),
    page: (filter, window) =>
      sql.page.all({ ...filter, ...window }).map((row) => ({ number: row.number, item: keyOf(row) })),
    update: (keyId, spec) => {
      sql.update.run(JSON.stringify(spec), keyId);
    },
    rotate: (keyId) => {
      const secret = newSecret();
      sql.rotate.run(secret, keyId);
      return secret;
    },
    remove: (keyId) => {
      sql.remove.run(keyId);
    },
    removeOfUser: (username) => {
      sql.removeOfUser.run(username);
    },
    removeOfOrganization: (name) => {
      sql.removeOfOrganization.run(name);
    },
    removeOfMember: (organization, username) => {
      sql.removeOfMember.run(organization, username);
    },
  };
}
