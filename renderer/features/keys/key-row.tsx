import { memo, useState } from 'react';
import type { Instant } from '#shared/ids';
import { expiryWords } from '#shared/keys/expiry';
import type { KeyRecord } from '#shared/keys/record';
import type { KeyColumns } from '#shared/kinds/kind';
import { kindOf } from '#shared/kinds/registry';
import { GridRow, Tag, formatCount, formatDate, formatInstant } from '../../ui';
import type { ListShape } from './columns';
import styles from './key-table.module.css';

export const GRID_ID = 'keys-grid';

interface KeyRowProps {
  /** From 0 in the whole list. */
  readonly index: number;
  readonly shape: ListShape;
  /** Undefined while the page is on its way. */
  readonly record: KeyRecord | undefined;
  readonly selected: boolean;
  /** To the minute, so that rows are not drawn anew every second. */
  readonly now: Instant;
}

/** One key as a row of the grid. */
export const KeyRow = memo(function KeyRow({ index, shape, record, selected, now }: KeyRowProps) {
  const changes = useChanges(record);
  return (
    <GridRow
      grid={GRID_ID}
      index={index}
      selected={selected}
      aria-busy={record === undefined || undefined}
      data-changed={changes === 0 ? undefined : changes % 2}
      className={styles.row}
    >
      {record === undefined ? (
        <div role="gridcell" className={styles.name}>
          <span className={styles.pending} />
        </div>
      ) : (
        <Cells shape={shape} record={record} now={now} />
      )}
    </GridRow>
  );
});

/** How often the key in this row was seen to change in place; another key in the row starts anew. */
function useChanges(record: KeyRecord | undefined): number {
  const [seen, setSeen] = useState({ record, changes: 0 });
  if (record === seen.record) return seen.changes;
  // Answers keep the identity of what did not change, so another spec object is another spec.
  const isSame = record?.ref === seen.record?.ref;
  const isChanged = record?.spec !== seen.record?.spec || record?.state !== seen.record?.state;
  const changes = isSame ? seen.changes + (isChanged ? 1 : 0) : 0;
  setSeen({ record, changes });
  return changes;
}

interface CellsProps {
  readonly shape: ListShape;
  readonly record: KeyRecord;
  readonly now: Instant;
}

function Cells({ shape, record, now }: CellsProps) {
  const kind = kindOf(record.kind);
  const columns = kind.columns(record.spec);
  const { owner } = columns;
  return (
    <>
      <div role="gridcell" className={styles.name} data-gone={record.state === 'gone' || undefined}>
        {record.label === '' ? (
          <span className={styles.muted}>no description</span>
        ) : (
          <span className={styles.label} title={record.label}>
            {record.label}
          </span>
        )}
        <Badges record={record} />
      </div>
      {shape === 'owned' && (
        <div role="gridcell" className={styles.owner} title={owner}>
          {owner}
        </div>
      )}
      <div role="gridcell" className={styles.secret}>
        {record.mask}
      </div>
      <div role="gridcell" className={styles.can} title={columns.can}>
        {record.admin ? kind.adminKey.can : columns.can}
      </div>
      <ScopeCell className={styles.where} scope={columns.where} />
      <ScopeCell className={styles.from} scope={columns.from} />
      {shape === 'expiring' && (
        <>
          <div role="gridcell" className={styles.limits} title={columns.limits}>
            {columns.limits === '' ? <span className={styles.muted}>none</span> : columns.limits}
          </div>
          <div role="gridcell" className={styles.expires}>
            <Expiry record={record} now={now} />
          </div>
        </>
      )}
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

/** What sets a key apart, beside its name. */
export function Badges({ record }: { readonly record: Pick<KeyRecord, 'kind' | 'spec'> }) {
  return kindOf(record.kind)
    .badges(record.spec)
    .map(({ text, explanation }) => (
      <Tag key={text} tone="accent" title={explanation}>
        {text}
      </Tag>
    ));
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
          <span className={scope.words === true ? styles.words : styles.entry}>{scope.text}</span>
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

/** Whether there is nothing to say about a key's state but that it works. */
export function isOrdinary(record: KeyRecord, now: Instant): boolean {
  const { state, admin, expiresAt } = record;
  return state === 'present' && !admin && (expiresAt === null || expiresAt - now >= SOON_MS);
}

/** A key's state as a word; a tag where it is out of the ordinary. */
export function StateMark({ record, now }: { readonly record: KeyRecord; readonly now: Instant }) {
  const { expiresAt } = record;
  if (record.state === 'gone') {
    return <Tag>{record.goneReason?.replace('-here', '') ?? 'gone'}</Tag>;
  }
  if (record.state === 'expired' || (expiresAt !== null && expiresAt <= now)) return <Tag>expired</Tag>;
  if (record.admin) return <Tag tone="accent">{kindOf(record.kind).adminKey.mark}</Tag>;
  if (!isOrdinary(record, now)) return <Tag tone="warn">soon</Tag>;
  return <span className={styles.muted}>active</span>;
}
