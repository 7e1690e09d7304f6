import type { PracticeSchema } from '../database';
import { FACTS_TABLE } from '../facts';

/** The store of a search-protocol practice cluster. Moments are Unix ms, specs and objects JSON. */
export const algoliaSchema: PracticeSchema = {
  version: 1,
  statements: `${FACTS_TABLE}
    -- One row a key, deleted and expired ones too as long as they can be restored.
    -- seen: what reads still see while reads_left > 0; NULL means they see no key.
    CREATE TABLE keys (
      number INTEGER PRIMARY KEY,
      secret TEXT NOT NULL UNIQUE,
      spec TEXT NOT NULL,
      created_at INTEGER NOT NULL,
      expires_at INTEGER,
      deleted_at INTEGER,
      reads_left INTEGER NOT NULL DEFAULT 0,
      seen TEXT
    );
    CREATE INDEX keys_deleted ON keys (deleted_at) WHERE deleted_at IS NOT NULL;
    CREATE INDEX keys_expires ON keys (expires_at) WHERE expires_at IS NOT NULL;

    -- Accepted requests of rate-limited keys.
    CREATE TABLE accepted (
      secret TEXT NOT NULL,
      caller TEXT NOT NULL,
      at INTEGER NOT NULL
    );
    CREATE INDEX accepted_by ON accepted (secret, caller, at);
    CREATE INDEX accepted_at ON accepted (at);

    CREATE TABLE indices (
      name TEXT PRIMARY KEY,
      settings TEXT NOT NULL,
      created_at INTEGER NOT NULL,
      updated_at INTEGER NOT NULL
    ) WITHOUT ROWID;

    CREATE TABLE objects (
      number INTEGER PRIMARY KEY,
      index_name TEXT NOT NULL REFERENCES indices (name) ON DELETE CASCADE ON UPDATE CASCADE,
      object_id TEXT NOT NULL,
      body TEXT NOT NULL,
      UNIQUE (index_name, object_id)
    );

    CREATE TABLE tasks (
      number INTEGER PRIMARY KEY,
      index_name TEXT NOT NULL,
      at INTEGER NOT NULL
    );

    -- What analytics counts: one row for each query text, index and day (YYYY-MM-DD, UTC).
    CREATE TABLE searches (
      index_name TEXT NOT NULL,
      day TEXT NOT NULL,
      query TEXT NOT NULL,
      count INTEGER NOT NULL,
      hits INTEGER NOT NULL,
      PRIMARY KEY (index_name, day, query)
    ) WITHOUT ROWID;

    -- What usage counts: calls by operation, index ('' for none) and hour (Unix ms of its start).
    CREATE TABLE calls (
      operation TEXT NOT NULL,
      index_name TEXT NOT NULL,
      hour INTEGER NOT NULL,
      count INTEGER NOT NULL,
      PRIMARY KEY (operation, index_name, hour)
    ) WITHOUT ROWID;

    -- What personalization counts: searches by user token and index.
    CREATE TABLE profiles (
      user_token TEXT NOT NULL,
      index_name TEXT NOT NULL,
      count INTEGER NOT NULL,
      last_at INTEGER NOT NULL,
      PRIMARY KEY (user_token, index_name)
    ) WITHOUT ROWID;

    CREATE TABLE logs (
      number INTEGER PRIMARY KEY,
      at INTEGER NOT NULL,
      sort TEXT NOT NULL,
      failed INTEGER NOT NULL,
      index_name TEXT NOT NULL,
      entry TEXT NOT NULL
    );
  `,
};
