import type { Database, Statement } from 'better-sqlite3';
import type { KeyHolder, WhoCanChunk, WhoCanQuery } from '#shared/contract/requests';
import type { Instant } from '#shared/ids';
import type { Subject } from '#shared/kinds/kind';
import { whoCan } from '#shared/policy/who-can';
import type { SpecReaderOf } from '../prepared-key';
import { refFromBytes } from '../secrets/ref-bytes';
import { parseStoredObject } from '../stored-json';
import type { ClusterKey } from './clusters';

/** Keys that one call goes through: some 10 ms, so that other calls need not wait. */
const CHUNK = 2_000;

interface ScannedKey {
  readonly cluster: number;
  readonly ref: Buffer;
  readonly label: string;
  readonly mask: string;
  readonly admin: number;
  readonly spec: string;
}

/** Goes through the present keys in the order of the table, and finds those that may make a request. */
export class HolderScan {
  readonly #readerOf: SpecReaderOf;
  readonly #rows: Statement<[number, number, string], ScannedKey>;
  readonly #last: Statement<[], number | null>;

  constructor(database: Database, readerOf: SpecReaderOf) {
    this.#readerOf = readerOf;
    this.#rows = database.prepare(`
      SELECT cluster, ref, label, mask, admin, spec FROM keys NOT INDEXED
      WHERE id > ? AND id <= ? AND gone_at IS NULL AND cluster IN (SELECT value FROM json_each(?)) ORDER BY id`);
    this.#last = database.prepare<[], number | null>('SELECT max(id) FROM keys').pluck();
  }

  /** One chunk. Keys that are added behind the place where the scan is are met, as in any list that is read in pages. */
  chunk(
    clusters: readonly ClusterKey[],
    { request, after, most }: Omit<WhoCanQuery, 'clusterIds'>,
    now: Instant,
  ): WhoCanChunk {
    const end = this.#last.get() ?? 0;
    const until = after + CHUNK;
    const rows = this.#rows.all(after, until, JSON.stringify(clusters.map(({ pk }) => pk)));
    const holders: KeyHolder[] = [];
    const counts = clusters.flatMap((cluster) => {
      const own = rows.filter((row) => row.cluster === cluster.pk);
      if (own.length === 0) return [];
      const found = whoCan(askable(this.#readerOf, cluster), own.map(toAsked), request, now);
      for (const { key, decidedBy } of found.slice(0, most - holders.length)) {
        const { ref, label, mask, admin } = key.row;
        const shown = { ref: refFromBytes(ref), label, mask, admin: admin === 1 };
        holders.push({ clusterId: cluster.id, ...shown, decidedBy });
      }
      return [{ clusterId: cluster.id, asked: own.length, allowed: found.length }];
    });
    return { holders, counts, next: until < end ? until : null, end };
  }
}

interface Asked {
  readonly row: ScannedKey;
  readonly subject: Subject<ReturnType<typeof parseStoredObject>>;
}

function toAsked(row: ScannedKey): Asked {
  const subject = row.admin === 1 ? ({ sort: 'admin' } as const) : keyOf(row);
  return { row, subject };
}

function keyOf({ spec }: ScannedKey): Asked['subject'] {
  return { sort: 'key', spec: parseStoredObject(spec) };
}

function askable(readerOf: SpecReaderOf, { kind }: ClusterKey) {
  const { prepare, instanceOf } = readerOf(kind);
  return {
    prepare: ({ subject }: Asked) => prepare(subject),
    instanceOf: ({ subject }: Asked, resource: string) =>
      subject.sort === 'key' ? instanceOf(subject.spec, resource) : resource,
  };
}
