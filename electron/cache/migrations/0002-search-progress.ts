import type { Migration } from './migration';

/**
 * Keys from `from_id` on are not in the full-text index yet; of those before it, the ones in `search_pending`. Ids of
 * new keys only rise, so that a sync of thousands notes nothing for any of them.
 */
export const searchProgress: Migration = {
  version: 2,
  name: 'search-progress',
  up: (database) => {
    database.exec(`
CREATE TABLE search_progress (
  one INTEGER PRIMARY KEY CHECK (one = 1),
  from_id INTEGER NOT NULL
) STRICT;
INSERT INTO search_progress SELECT 1, ifnull(max(id), 0) + 1 FROM keys;
`);
  },
};
