import { createPracticeClock } from '#electron/practice/clock';
import { openPracticeDatabase } from '#electron/practice/database';
import { specWith } from '#electron/practice/algolia/defaults';
import { openKeyStore } from '#electron/practice/algolia/key-store';
import { algoliaSchema } from '#electron/practice/algolia/schema';
import type { AlgoliaSpec } from '#shared/kinds/algolia/spec';
import { randomBytes } from 'node:crypto';

/**
 * Puts many keys into the data folder of a practice cluster that is not running, in one transaction: for lists that
 * would take too long over HTTP. Answers their secrets in order.
 */
export function prepareKeys(
  dataDir: string,
  count: number,
  specOf: (at: number) => Partial<AlgoliaSpec>,
): readonly string[] {
  const database = openPracticeDatabase(dataDir, 'algolia', algoliaSchema);
  try {
    const keys = openKeyStore(database, createPracticeClock(Date.now), randomBytes, 0);
    const fill = database.transaction(() =>
      Array.from({ length: count }, (_, at) => keys.add(specWith(specOf(at))).secret),
    );
    return fill();
  } finally {
    database.close();
  }
}
