import { memo } from 'react';
import type { AccountSort } from '#shared/contract/people';
import { LIST_SHORTCUTS } from '../../app/commands/shortcuts';
import { Grid, GridRow, type RowWindowControl } from '../../ui';
import styles from './account-table.module.css';
import type { AccountRow, RowOrder } from './rows';

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

/** Accounts as a grid; single letters act in it through the command registry. */
export function AccountTable(props: AccountTableProps) {
  const { label, sort, columns, rows, at, order, control, onSort, onMoveTo, onPick } = props;
  const { first, end } = control.window;
  return (
    <Grid
      attributes={LIST_SHORTCUTS}
      id={GRID_ID}
      label={label}
      columns={columns.map((title, column) => ({
        id: title,
        title,
        className: styles[`column${column}`],
        sort: {
          direction: order.column !== column ? null : order.descending ? 'descending' : 'ascending',
          onSort: () => onSort(column),
        },
      }))}
      layoutClass={styles.columns}
      layout={sort}
      total={rows.length}
      rows={control}
      active={at >= first && at < end ? at : null}
      onMoveTo={onMoveTo}
      onMoveBy={(by) => onMoveTo(at + by)}
      onPick={onPick}
    >
      {rows.slice(first, end).map((row, step) => (
        <Row
          key={row.name}
          row={row}
          index={first + step}
          selected={first + step === at}
          columns={columns.length}
        />
      ))}
    </Grid>
  );
}

interface RowProps {
  readonly row: AccountRow;
  readonly index: number;
  readonly selected: boolean;
  readonly columns: number;
}

const Row = memo(function Row({ row, index, selected, columns }: RowProps) {
  return (
    <GridRow grid={GRID_ID} index={index} selected={selected}>
      {row.cells.slice(0, columns).map((text, column) => (
        <div key={column} role="gridcell" className={styles[`column${column}`]} title={text}>
          {text === '' ? <span className={styles.none}>none</span> : text}
        </div>
      ))}
    </GridRow>
  );
});
