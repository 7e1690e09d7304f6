import Database from 'better-sqlite3';
import { describe, expect, onTestFinished, test } from 'vitest';
import { migrate } from '#electron/cache/migrations/index';
import { pageFilter, pageOrder, pageSource } from '#electron/cache/repositories/page-query';
import { SORT_COLUMNS, STATE_FILTERS } from '#shared/contract/keys';
import { clusterIdOf, keyQuery, NOW } from '../../support/cache-fixtures';

const EVERY_LIST = SORT_COLUMNS.flatMap((by) =>
  STATE_FILTERS.flatMap((state) => [true, false].map((descending) => ({ by, state, descending }))),
);

describe('a page of a list', () => {
  test.each(EVERY_LIST)(
    'by $by, $state, descending $descending, is read from an index in its order',
    (list) => {
      const database = new Database(':memory:');
      onTestFinished(() => void database.close());
      migrate(database);
      const query = keyQuery(clusterIdOf('a'), { state: list.state, sort: list });
      const filter = pageFilter(query, 1, ['word'], NOW);
      const sql = [
        'SELECT k.spec',
        pageSource(false),
        'WHERE',
        filter.conditions.join(' AND '),
        pageOrder(list),
      ];
      const plan = database
        .prepare<unknown[], { detail: string }>(`EXPLAIN QUERY PLAN ${sql.join(' ')} LIMIT 50`)
        .all(...filter.params)
        .map((step) => step.detail);
      expect(plan).toEqual([
        expect.stringMatching(/^SEARCH k USING INDEX keys_by_\w+ \(cluster=\?(?: AND owner>\?)?\)$/),
      ]);
    },
  );
});
