import { ArrowDown, ArrowUp } from 'lucide-react';
import { type KeyboardEvent, type MouseEvent, memo } from 'react';
import type { AccountSort } from '#shared/contract/people';
import { LIST_SHORTCUTS } from '../../app/commands/shortcuts';
import type { RowWindowControl } from '../../ui';
import styles from './account-table.module.css';
import type { AccountRow, RowOrder } from './rows';

/** Height in px of the header, which stays at the top. */
export const HEADER = 30;
export const GRID_ID = 'people-grid';

interface AccountTableProps {
  /** "Users of shop-prod". */
  readonly label: string;
  readonly sort: AccountSort;
  readonly columns: readonly string[];
  readonly rows: readonly AccountRow[];
  /** Number of the selected row. */
  readonly at: number;
  readonly order: RowOrder;
  readonly control: RowWindowControl;
  readonly onSort: (column: number) => void;
  /** Moves to a row, kept inside the list. */
  readonly onMoveTo: (row: number) => void;
  /** A row was clicked. */
  readonly onPick: () => void;
}

/**
 * Accounts as a grid of which only the rows in sight exist. The grid itself has the focus; single letters act in it
 * through the command registry, Home, End and the page keys here.
 */
export function AccountTable(props: AccountTableProps) {
  const { label, sort, columns, rows, at, order, control, onSort, onMoveTo, onPick } = props;
  const { ref, window: seen, pageSize } = control;
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.target !== event.currentTarget || event.ctrlKey || event.metaKey || event.altKey) return;
    switch (event.key) {
      case 'Home':
        onMoveTo(0);
        break;
      case 'End':
        onMoveTo(rows.length - 1);
        break;
      case 'PageDown':
        onMoveTo(at + pageSize);
        break;
      case 'PageUp':
        onMoveTo(at - pageSize);
        break;
      default:
        return;
    }
    event.preventDefault();
  };
  const onClick = (event: MouseEvent) => {
    const row = event.target instanceof Element ? event.target.closest<HTMLElement>('[data-index]') : null;
    if (row === null) return;
    onMoveTo(Number(row.dataset['index']));
    onPick();
  };
  const drawn = rows.slice(seen.first, seen.end);
  const isDrawn = at >= seen.first && at < seen.end;
  return (
    <div
      {...LIST_SHORTCUTS}
      ref={ref}
      id={GRID_ID}
      role="grid"
      tabIndex={0}
      aria-label={label}
      aria-rowcount={rows.length + 1}
      aria-colcount={columns.length}
      aria-activedescendant={isDrawn ? rowId(at) : undefined}
      className={styles.grid}
      data-sort={sort}
      onKeyDown={onKeyDown}
      onClick={onClick}
    >
      <div role="rowgroup" className={styles.head}>
        <div role="row" aria-rowindex={1} className={styles.headRow}>
          {columns.map((title, column) => (
            <HeaderCell key={title} title={title} column={column} order={order} onSort={onSort} />
          ))}
        </div>
      </div>
      <div role="rowgroup" style={{ height: seen.height, paddingTop: seen.top }}>
        {drawn.map((row, step) => (
          <Row
            key={row.name}
            row={row}
            index={seen.first + step}
            selected={seen.first + step === at}
            columns={columns.length}
          />
        ))}
      </div>
    </div>
  );
}

function rowId(index: number): string {
  return `${GRID_ID}-row-${index}`;
}

interface RowProps {
  readonly row: AccountRow;
  readonly index: number;
  readonly selected: boolean;
  readonly columns: number;
}

const Row = memo(function Row({ row, index, selected, columns }: RowProps) {
  return (
    <div
      role="row"
      id={rowId(index)}
      aria-rowindex={index + 2}
      aria-selected={selected}
      data-index={index}
      className={styles.row}
    >
      {row.cells.slice(0, columns).map((text, column) => (
        <div key={column} role="gridcell" className={styles[`column${column}`]} title={text}>
          {text === '' ? <span className={styles.none}>none</span> : text}
        </div>
      ))}
    </div>
  );
});

interface HeaderCellProps {
  readonly title: string;
  readonly column: number;
  readonly order: RowOrder;
  readonly onSort: (column: number) => void;
}

function HeaderCell({ title, column, order, onSort }: HeaderCellProps) {
  const sorted = order.column === column;
  return (
    <div
      role="columnheader"
      className={styles[`column${column}`]}
      aria-sort={sorted ? (order.descending ? 'descending' : 'ascending') : 'none'}
    >
      <button
        type="button"
        className={styles.sort}
        data-sorted={sorted || undefined}
        onClick={() => onSort(column)}
      >
        {title}
        {sorted && (order.descending ? <ArrowDown aria-hidden="true" /> : <ArrowUp aria-hidden="true" />)}
      </button>
    </div>
  );
}
