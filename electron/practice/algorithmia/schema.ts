import type { PracticeSchema } from '../database';
import { FACTS_TABLE } from '../facts';

/**
 * The store of an Algorithmia-protocol practice cluster. Moments are Unix ms; specs and details are JSON. Users and
 * organizations are named by their names, which cannot change.
 */
export const algorithmiaSchema: PracticeSchema = {
  version: 1,
  statements: `${FACTS_TABLE}
    -- Deleted users stay, since neither their names nor their e-mails can be taken again.
    CREATE TABLE users (
      number INTEGER PRIMARY KEY,
      id TEXT NOT NULL UNIQUE,
      username TEXT NOT NULL UNIQUE,
      email TEXT NOT NULL UNIQUE COLLATE NOCASE,
      fullname TEXT NOT NULL,
      company_name TEXT,
      company_role TEXT,
      is_admin INTEGER NOT NULL,
      deleted_at INTEGER
    );

    CREATE TABLE organization_types (
      number INTEGER PRIMARY KEY,
      id TEXT NOT NULL UNIQUE,
      name TEXT NOT NULL UNIQUE
    );

    CREATE TABLE organizations (
      number INTEGER PRIMARY KEY,
      id TEXT NOT NULL UNIQUE,
      org_name TEXT NOT NULL UNIQUE,
      details TEXT NOT NULL,
      created_at INTEGER NOT NULL
    );

    CREATE TABLE members (
      number INTEGER PRIMARY KEY,
      org_name TEXT NOT NULL REFERENCES organizations (org_name) ON DELETE CASCADE,
      username TEXT NOT NULL REFERENCES users (username),
      role TEXT NOT NULL,
      UNIQUE (org_name, username)
    );
    CREATE INDEX members_of_user ON members (username);

    -- A user's own key has a username only, an organization's no username, one for a member both.
    CREATE TABLE keys (
      number INTEGER PRIMARY KEY,
      key_id TEXT NOT NULL UNIQUE,
      secret TEXT NOT NULL UNIQUE,
      username TEXT,
      org_name TEXT,
      spec TEXT NOT NULL,
      created_at INTEGER NOT NULL
    );
    CREATE INDEX keys_of_user ON keys (username);
    CREATE INDEX keys_of_organization ON keys (org_name);

    CREATE TABLE algorithms (
      number INTEGER PRIMARY KEY,
      id TEXT NOT NULL UNIQUE,
      owner TEXT NOT NULL,
      name TEXT NOT NULL,
      details TEXT NOT NULL,
      created_at INTEGER NOT NULL,
      UNIQUE (owner, name)
    );

    CREATE TABLE builds (
      number INTEGER PRIMARY KEY,
      build_id TEXT NOT NULL UNIQUE,
      algorithm INTEGER NOT NULL REFERENCES algorithms (number) ON DELETE CASCADE,
      hash TEXT NOT NULL,
      created_at INTEGER NOT NULL
    );

    CREATE TABLE versions (
      number INTEGER PRIMARY KEY,
      algorithm INTEGER NOT NULL REFERENCES algorithms (number) ON DELETE CASCADE,
      major INTEGER NOT NULL,
      minor INTEGER NOT NULL,
      revision INTEGER NOT NULL,
      public INTEGER NOT NULL,
      hash TEXT NOT NULL,
      details TEXT NOT NULL,
      created_at INTEGER NOT NULL,
      UNIQUE (algorithm, major, minor, revision)
    );

    -- parent and name together are the path inside the account's store; content is NULL for a directory.
    CREATE TABLE data (
      number INTEGER PRIMARY KEY,
      account TEXT NOT NULL,
      parent TEXT NOT NULL,
      name TEXT NOT NULL,
      content BLOB,
      type TEXT,
      modified_at INTEGER NOT NULL,
      UNIQUE (account, parent, name)
    );
  `,
};
