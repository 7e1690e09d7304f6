import { useQuery } from '@tanstack/react-query';
import { changeText, diffSpecs } from '#shared/keys/diff';
import type { KeyRecord, KeyVersion } from '#shared/keys/record';
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
} as const satisfies Record<KeyVersion['origin'], string>;

/** How the key came to be what it is, newest first, each step with what it changed. */
export function History({ record }: { readonly record: KeyRecord }) {
  const { data, error } = useQuery(historyQuery(record.clusterId, record.ref));
  if (error !== null) return <p className={styles.muted}>The history cannot be read. {error.message}</p>;
  if (data === undefined) return <p className={styles.muted}>Reading…</p>;
  return (
    <ol className={styles.history}>
      {record.goneAt !== null && (
        <li>
          <time title={formatInstant(record.goneAt)}>{formatDate(record.goneAt)}</time> ·{' '}
          {record.goneReason === 'deleted-here' ? 'deleted in Castellan' : (record.goneReason ?? 'gone')}
        </li>
      )}
      {data.map((version, at) => (
        <li key={version.validFrom}>
          <time title={formatInstant(version.validFrom)}>{formatDate(version.validFrom)}</time> ·{' '}
          {ORIGINS[version.origin]}
          <Steps record={record} version={version} before={data[at + 1]} />
        </li>
      ))}
    </ol>
  );
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
