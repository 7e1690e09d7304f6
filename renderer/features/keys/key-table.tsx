import { ArrowDown, ArrowUp } from 'lucide-react';
import type { KeyboardEvent, MouseEvent } from 'react';
import type { KeyQuery } from '#shared/contract/keys';
import { LIST_SHORTCUTS } from '../../app/commands/shortcuts';
import { type RowWindowControl, Skeleton, useNow } from '../../ui';
import { COLUMNS, type Column, type ListShape } from './columns';
import { KeyRow } from './key-row';
import styles from './key-table.module.css';
import type { KeyList } from './use-key-list';
import { usePaintedMark } from './use-painted-mark';
import type { SelectionControl } from './use-selection';

/** Height in px of the header, which stays at the top. */
export const HEADER = 30;
export const GRID_ID = 'keys-grid';

interface KeyTableProps {
  readonly label: string;
  readonly shape: ListShape;
  readonly list: KeyList;
  readonly rows: RowWindowControl;
  readonly control: SelectionControl;
  readonly sort: KeyQuery['sort'];
  readonly onSort: (by: KeyQuery['sort']['by']) => void;
  /** A row was clicked. */
  readonly onPick: () => void;
}

/**
 * The keys as a grid of which only the rows in sight exist. The grid itself has the focus; single letters act in it
 * through the command registry, Home, End and the page keys here.
 */
export function KeyTable({ label, shape, list, rows, control, sort, onSort, onPick }: KeyTableProps) {
  const { ref, window: seen, pageSize } = rows;
  const { selection, moveTo, moveBy } = control;
  const now = useNow();
  usePaintedMark(list.rowAt(seen.first) !== undefined);
  const total = list.total ?? 0;
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.target !== event.currentTarget || event.ctrlKey || event.metaKey || event.altKey) return;
    switch (event.key) {
      case 'Home':
        moveTo(0);
        break;
      case 'End':
        moveTo(total - 1);
        break;
      case 'PageDown':
        moveBy(pageSize);
        break;
      case 'PageUp':
        moveBy(-pageSize);
        break;
      default:
        return;
    }
    event.preventDefault();
  };
  const onClick = (event: MouseEvent) => {
    const row = event.target instanceof Element ? event.target.closest<HTMLElement>('[data-index]') : null;
    if (row === null) return;
    moveTo(Number(row.dataset['index']));
    onPick();
  };
  const isSelected = (index: number) =>
    selection !== null &&
    (selection.ref === null ? selection.index === index : list.rowAt(index)?.ref === selection.ref);
  const indexes = Array.from({ length: seen.end - seen.first }, (_, step) => seen.first + step);
  const active = indexes.find(isSelected);
  return (
    <div
      {...LIST_SHORTCUTS}
      ref={ref}
      id={GRID_ID}
      role="grid"
      tabIndex={0}
      aria-label={label}
      aria-rowcount={total + 1}
      aria-colcount={COLUMNS[shape].length}
      data-shape={shape}
      aria-activedescendant={active === undefined ? undefined : rowId(active)}
      aria-busy={list.total === undefined || undefined}
      className={styles.grid}
      onKeyDown={onKeyDown}
      onClick={onClick}
    >
      <div role="rowgroup" className={styles.head}>
        <div role="row" aria-rowindex={1} className={styles.headRow}>
          {COLUMNS[shape].map((column) => (
            <HeaderCell key={column.id} column={column} sort={sort} onSort={onSort} />
          ))}
        </div>
      </div>
      <div
        role="rowgroup"
        className={styles.body}
        data-stale={list.stale || undefined}
        style={{ height: seen.height, paddingTop: seen.top }}
      >
        {indexes.map((index) => (
          <KeyRow
            key={index}
            id={rowId(index)}
            index={index}
            shape={shape}
            record={list.rowAt(index)}
            selected={index === active}
            now={now}
          />
        ))}
      </div>
    </div>
  );
}

function rowId(index: number): string {
  return `${GRID_ID}-row-${index}`;
}

/** Space held for the rows of a first load. */
export function TableSkeleton() {
  return (
    <div className={styles.skeleton}>
      <Skeleton rows={12} label="Loading keys" />
    </div>
  );
}

interface HeaderCellProps {
  readonly column: Column;
  readonly sort: KeyQuery['sort'];
  readonly onSort: (by: KeyQuery['sort']['by']) => void;
}

function HeaderCell({ column, sort, onSort }: HeaderCellProps) {
  const { id, title, sort: by } = column;
  if (by === undefined) {
    return (
      <div role="columnheader" className={styles[id]}>
        {title}
      </div>
    );
  }
  const sorted = sort.by === by;
  return (
    <div
      role="columnheader"
      className={styles[id]}
      aria-sort={sorted ? (sort.descending ? 'descending' : 'ascending') : 'none'}
    >
      <button
        type="button"
        className={styles.sort}
        data-sorted={sorted || undefined}
        onClick={() => onSort(by)}
      >
        {title}
        {sorted && (sort.descending ? <ArrowDown aria-hidden="true" /> : <ArrowUp aria-hidden="true" />)}
      </button>
    </div>
  );
}
