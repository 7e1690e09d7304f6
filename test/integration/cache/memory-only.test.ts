import { expect, it } from 'vitest';
import { clusterRow, NOW, openEngine, secretOf, seenKey } from '../../support/cache-fixtures';
import { filesContaining, tempProfile } from '../../support/temp-profile';

it('answers a put without a data key with a record whose secret can be used, and writes none to disk', () => {
  const folder = tempProfile();
  const engine = openEngine(folder, { dataKey: null });
  const cluster = clusterRow('one');
  engine.run('clusters.insert', [cluster]);
  const record = engine.run('keys.put', [cluster.id, seenKey('made'), 'created-here', NOW]);
  expect(record.hasSecret).toBe(true);
  expect(engine.run('keys.secret', [{ clusterId: cluster.id, ref: record.ref }])).toBe(secretOf('made'));
  engine.close();
  expect(filesContaining(folder, secretOf('made'))).toEqual([]);
});
