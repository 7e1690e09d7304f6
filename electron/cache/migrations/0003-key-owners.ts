import type { Migration } from './migration';

/**
 * Whose key it is, for kinds that know owners; null for all others, whose keys the index leaves out, so that a sync
 * of thousands of them does not pay for it.
 */
export const keyOwners: Migration = {
  version: 3,
  name: 'key-owners',
  up: (database) => {
    database.exec(`
ALTER TABLE keys ADD COLUMN owner TEXT;
CREATE INDEX keys_by_owner ON keys (cluster, owner, label_sort, gone_at) WHERE owner IS NOT NULL;
`);
  },
};
