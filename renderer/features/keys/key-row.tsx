import { memo } from 'react';
import type { Instant } from '#shared/ids';
import { expiryWords } from '#shared/keys/expiry';
import type { KeyRecord } from '#shared/keys/record';
import type { KeyColumns } from '#shared/kinds/kind';
import { kindOf } from '#shared/kinds/registry';
import { Tag, formatCount, formatDate, formatInstant } from '../../ui';
import styles from './key-table.module.css';

interface KeyRowProps {
  readonly id: string;
  /** From 0 in the whole list. */
  readonly index: number;
  /** Undefined while the page is on its way. */
  readonly record: KeyRecord | undefined;
  readonly selected: boolean;
  /** To the minute, so that rows are not drawn anew every second. */
  readonly now: Instant;
}

/** One key as a row of the grid. */
export const KeyRow = memo(function KeyRow({ id, index, record, selected, now }: KeyRowProps) {
  return (
    <div
      role="row"
      id={id}
      aria-rowindex={index + 2}
      aria-selected={selected}
      aria-busy={record === undefined || undefined}
      data-index={index}
      className={styles.row}
    >
      {record === undefined ? (
        <div role="gridcell" className={styles.name}>
          <span className={styles.pending} />
        </div>
      ) : (
        <Cells record={record} now={now} />
      )}
    </div>
  );
});

function Cells({ record, now }: { readonly record: KeyRecord; readonly now: Instant }) {
  const columns = kindOf(record.kind).columns(record.spec);
  return (
    <>
      <div role="gridcell" className={styles.name} data-gone={record.state === 'gone' || undefined}>
        {record.label === '' ? (
          <span className={styles.muted}>no description</span>
        ) : (
          <span title={record.label}>{record.label}</span>
        )}
      </div>
      <div role="gridcell" className={styles.secret}>
        {record.mask}
      </div>
      <div role="gridcell" className={styles.can} title={columns.can}>
        {record.admin ? 'everything' : columns.can}
      </div>
      <ScopeCell className={styles.where} scope={columns.where} />
      <ScopeCell className={styles.from} scope={columns.from} />
      <div role="gridcell" className={styles.limits} title={columns.limits}>
        {columns.limits === '' ? <span className={styles.muted}>none</span> : columns.limits}
      </div>
      <div role="gridcell" className={styles.expires}>
        <Expiry record={record} now={now} />
      </div>
      <div role="gridcell" className={styles.created}>
        {record.createdAt === null ? (
          <span className={styles.muted}>unknown</span>
        ) : (
          <time dateTime={new Date(record.createdAt).toISOString()} title={formatInstant(record.createdAt)}>
            {formatDate(record.createdAt)}
          </time>
        )}
      </div>
      <div role="gridcell" className={styles.state}>
        <StateMark record={record} now={now} />
      </div>
    </>
  );
}

interface ScopeCellProps {
  readonly className: string | undefined;
  readonly scope: KeyColumns['where'];
}

function ScopeCell({ className, scope }: ScopeCellProps) {
  return (
    <div role="gridcell" className={className} title={scope.text}>
      {scope.all ? (
        <span className={styles.muted}>{scope.text}</span>
      ) : (
        <>
          <span className={styles.entry}>{scope.text}</span>
          {scope.more > 0 && <span className={styles.more}>{`+${formatCount(scope.more)}`}</span>}
        </>
      )}
    </div>
  );
}

function Expiry({ record, now }: { readonly record: KeyRecord; readonly now: Instant }) {
  const { expiresAt } = record;
  if (expiresAt === null) return <span className={styles.muted}>never</span>;
  return (
    <time dateTime={new Date(expiresAt).toISOString()} title={formatInstant(expiresAt)}>
      {expiryWords(expiresAt, now)}
    </time>
  );
}

/** A key that ends within this time is marked. */
const SOON_MS = 7 * 86_400_000;

/** What is out of the ordinary about a key, as a word. */
export function StateMark({ record, now }: { readonly record: KeyRecord; readonly now: Instant }) {
  const { expiresAt } = record;
  if (record.state === 'gone') {
    return <Tag>{record.goneReason === 'deleted-here' ? 'deleted' : (record.goneReason ?? 'gone')}</Tag>;
  }
  if (record.state === 'expired' || (expiresAt !== null && expiresAt <= now)) return <Tag>expired</Tag>;
  if (record.admin) return <Tag tone="accent">admin</Tag>;
  if (expiresAt !== null && expiresAt - now < SOON_MS) return <Tag tone="warn">soon</Tag>;
  return <span className={styles.muted}>active</span>;
}
