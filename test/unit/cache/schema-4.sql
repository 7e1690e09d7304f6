CREATE INDEX findings_by_key ON findings (cluster, ref);

CREATE INDEX key_versions_by_key ON key_versions (cluster, ref);

CREATE INDEX keys_by_changed ON keys (cluster, changed_at, gone_at);

CREATE INDEX keys_by_created ON keys (cluster, ifnull(created_at, 0), gone_at);

CREATE INDEX keys_by_expires ON keys (cluster, ifnull(expires_at, 9007199254740991), gone_at);

CREATE INDEX keys_by_label ON keys (cluster, label_sort, gone_at);

CREATE INDEX keys_by_owner ON keys (cluster, owner, label_sort, gone_at) WHERE owner IS NOT NULL;

CREATE UNIQUE INDEX keys_by_ref ON keys (ref, cluster);

CREATE INDEX operations_by_cluster ON operations (cluster, started_at);

CREATE INDEX operations_unsettled ON operations (started_at) WHERE state IN ('open', 'unknown');

CREATE INDEX permission_set_members_by_set ON permission_set_members (set_id);

CREATE INDEX snapshots_by_cluster ON snapshots (cluster, at);

CREATE INDEX suppressions_by_key ON suppressions (cluster, ref);

CREATE TABLE clusters (
  pk INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  kind TEXT NOT NULL,
  name TEXT NOT NULL,
  environment TEXT NOT NULL,
  connection TEXT NOT NULL,
  ca_pem TEXT,
  read_only INTEGER NOT NULL CHECK (read_only IN (0, 1)),
  work_offline INTEGER NOT NULL CHECK (work_offline IN (0, 1)),
  position INTEGER NOT NULL,
  access TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  synced_at INTEGER,
  clock_skew_ms INTEGER
, not_offered TEXT NOT NULL DEFAULT '[]', unlisted TEXT NOT NULL DEFAULT '[]', whole_at INTEGER) STRICT;

CREATE TABLE findings (
  id INTEGER PRIMARY KEY,
  cluster INTEGER NOT NULL REFERENCES clusters (pk) ON DELETE CASCADE,
  ref BLOB NOT NULL CHECK (length(ref) = 32),
  rule TEXT NOT NULL,
  severity TEXT NOT NULL,
  field TEXT,
  message TEXT NOT NULL,
  remedy TEXT,
  found_at INTEGER NOT NULL,
  settled_at INTEGER
) STRICT;

CREATE VIRTUAL TABLE key_search USING fts5 (
  text, content = '', tokenize = 'trigram case_sensitive 1', detail = none, columnsize = 0
);

CREATE TABLE key_versions (
  id INTEGER PRIMARY KEY,
  cluster INTEGER NOT NULL REFERENCES clusters (pk) ON DELETE CASCADE,
  ref BLOB NOT NULL CHECK (length(ref) = 32),
  valid_from INTEGER NOT NULL,
  valid_to INTEGER NOT NULL CHECK (valid_to >= valid_from),
  origin TEXT NOT NULL,
  spec TEXT NOT NULL
) STRICT;

CREATE TABLE keys (
  id INTEGER PRIMARY KEY,
  cluster INTEGER NOT NULL REFERENCES clusters (pk) ON DELETE CASCADE,
  ref BLOB NOT NULL CHECK (length(ref) = 32),
  label TEXT NOT NULL,
  label_sort TEXT NOT NULL,
  mask TEXT NOT NULL,
  admin INTEGER NOT NULL CHECK (admin IN (0, 1)),
  created_at INTEGER,
  expires_at INTEGER,
  permission_set INTEGER NOT NULL,
  first_seen_at INTEGER NOT NULL,
  seen_at INTEGER NOT NULL,
  changed_at INTEGER NOT NULL,
  version_from INTEGER NOT NULL,
  version_origin TEXT NOT NULL,
  gone_at INTEGER,
  gone_reason TEXT,
  text TEXT NOT NULL,
  spec TEXT NOT NULL, owner TEXT,
  CHECK ((gone_at IS NULL) = (gone_reason IS NULL))
) STRICT;

CREATE TABLE meta (
  name TEXT PRIMARY KEY,
  value BLOB NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE notes (
  id INTEGER PRIMARY KEY,
  cluster INTEGER NOT NULL REFERENCES clusters (pk) ON DELETE CASCADE,
  ref BLOB NOT NULL CHECK (length(ref) = 32),
  text TEXT NOT NULL,
  changed_at INTEGER NOT NULL,
  UNIQUE (cluster, ref)
) STRICT;

CREATE TABLE operations (
  pk INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  cluster INTEGER NOT NULL REFERENCES clusters (pk) ON DELETE CASCADE,
  action TEXT NOT NULL,
  ref BLOB CHECK (length(ref) = 32),
  before TEXT,
  after TEXT,
  state TEXT NOT NULL,
  result TEXT,
  request_id TEXT NOT NULL,
  started_at INTEGER NOT NULL,
  ended_at INTEGER
) STRICT;

CREATE TABLE permission_set_members (
  permission TEXT NOT NULL,
  set_id INTEGER NOT NULL REFERENCES permission_sets (id) ON DELETE CASCADE,
  PRIMARY KEY (permission, set_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE permission_sets (
  id INTEGER PRIMARY KEY,
  members TEXT NOT NULL UNIQUE
) STRICT;

CREATE TABLE search_pending (
  key_id INTEGER PRIMARY KEY
) STRICT;

CREATE TABLE search_progress (
  one INTEGER PRIMARY KEY CHECK (one = 1),
  from_id INTEGER NOT NULL
) STRICT;

CREATE TABLE secrets (
  key_id INTEGER PRIMARY KEY REFERENCES keys (id) ON DELETE CASCADE,
  sealed BLOB NOT NULL
) STRICT;

CREATE TABLE snapshots (
  id INTEGER PRIMARY KEY,
  cluster INTEGER NOT NULL REFERENCES clusters (pk) ON DELETE CASCADE,
  at INTEGER NOT NULL,
  key_count INTEGER NOT NULL,
  added INTEGER NOT NULL,
  changed INTEGER NOT NULL,
  gone INTEGER NOT NULL,
  clock_skew_ms INTEGER
) STRICT;

CREATE TABLE suppressions (
  id INTEGER PRIMARY KEY,
  cluster INTEGER NOT NULL REFERENCES clusters (pk) ON DELETE CASCADE,
  ref BLOB CHECK (length(ref) = 32),
  rule TEXT NOT NULL,
  reason TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  ends_at INTEGER
) STRICT;
