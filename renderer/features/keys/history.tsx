import { useQuery } from '@tanstack/react-query';
import { changeText, diffSpecs } from '#shared/keys/diff';
import type { KeyRecord, KeyVersion } from '#shared/keys/record';
import type { Instant } from '#shared/ids';
import { kindOf } from '#shared/kinds/registry';
import { formatDate, formatInstant } from '../../ui';
import styles from './details.module.css';
import { historyQuery } from './queries';

const ORIGINS = {
  'first-seen': 'first seen',
  'created-here': 'created in Castellan',
  'edited-here': 'edited in Castellan',
  'changed-elsewhere': 'changed elsewhere',
  restored: 'restored',
  'rotated-here': 'rotated in Castellan: another secret',
} as const satisfies Record<KeyVersion['origin'], string>;

const ENDS = {
  'deleted-here': 'deleted in Castellan',
  'rotated-here': 'rotated in Castellan: replaced by another secret',
  expired: 'expired',
  disappeared: 'disappeared',
} as const satisfies Record<NonNullable<KeyRecord['goneReason']>, string>;

/** How the key came to be what it is, newest first, each step with what it changed. */
export function History({ record }: { readonly record: KeyRecord }) {
  const { data, error } = useQuery(historyQuery(record.clusterId, record.ref));
  if (error !== null) return <p className={styles.muted}>The history cannot be read. {error.message}</p>;
  if (data === undefined) return <p className={styles.muted}>Reading…</p>;
  const moments = data.map(({ validFrom }) => validFrom);
  const days = countDays(record.goneAt === null ? moments : [record.goneAt, ...moments]);
  return (
    <ol className={styles.history}>
      {record.goneAt !== null && (
        <li>
          <Moment at={record.goneAt} days={days} /> ·{' '}
          {record.goneReason === null ? 'gone' : ENDS[record.goneReason]}
        </li>
      )}
      {data.map((version, at) => (
        <li key={version.validFrom}>
          <Moment at={version.validFrom} days={days} /> · {ORIGINS[version.origin]}
          <Steps record={record} version={version} before={data[at + 1]} />
        </li>
      ))}
    </ol>
  );
}

/** How many things happened on each day. */
type DayCounts = ReadonlyMap<string, number>;

function countDays(moments: readonly Instant[]): DayCounts {
  const days = new Map<string, number>();
  for (const day of moments.map(formatDate)) days.set(day, (days.get(day) ?? 0) + 1);
  return days;
}

interface MomentProps {
  readonly at: Instant;
  readonly days: DayCounts;
}

/** The day; with its time where more than one thing happened on it. */
function Moment({ at, days }: MomentProps) {
  const day = formatDate(at);
  return <time title={formatInstant(at)}>{days.get(day) === 1 ? day : formatInstant(at)}</time>;
}

interface StepsProps {
  readonly record: KeyRecord;
  readonly version: KeyVersion;
  /** The version that held before; undefined for the first. */
  readonly before: KeyVersion | undefined;
}

function Steps({ record, version, before }: StepsProps) {
  if (before === undefined) return null;
  const changes = diffSpecs(kindOf(record.kind), before.spec, version.spec, formatInstant);
  if (changes.length === 0) return null;
  return (
    <ul className={styles.steps}>
      {changes.map((change) => (
        <li key={change.field} className={styles.step}>
          {changeText(change)}
        </li>
      ))}
    </ul>
  );
}
