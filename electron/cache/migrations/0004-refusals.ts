import type { Migration } from './migration';

/**
 * What a cluster was found not to offer, and the parts of its keys that its last sync could not list, both as JSON.
 * `whole_at` is the end of the last sync that listed everything: keys of a part that is not listed were seen then.
 */
export const refusals: Migration = {
  version: 4,
  name: 'refusals',
  up: (database) => {
    database.exec(`
ALTER TABLE clusters ADD COLUMN not_offered TEXT NOT NULL DEFAULT '[]';
ALTER TABLE clusters ADD COLUMN unlisted TEXT NOT NULL DEFAULT '[]';
ALTER TABLE clusters ADD COLUMN whole_at INTEGER;
UPDATE clusters SET whole_at = synced_at;
`);
  },
};
