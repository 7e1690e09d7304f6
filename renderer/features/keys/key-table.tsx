import type { KeyQuery } from '#shared/contract/keys';
import { LIST_SHORTCUTS } from '../../app/commands/shortcuts';
import { Grid, type GridColumn, type RowWindowControl, Skeleton, useNow } from '../../ui';
import { COLUMNS, type Column, type ListShape } from './columns';
import { GRID_ID, KeyRow } from './key-row';
import styles from './key-table.module.css';
import type { KeyList } from './use-key-list';
import { usePaintedMark } from './use-painted-mark';
import type { SelectionControl } from './use-selection';

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

/** The keys as a grid; single letters act in it through the command registry. */
export function KeyTable({ label, shape, list, rows, control, sort, onSort, onPick }: KeyTableProps) {
  const { first, end } = rows.window;
  const { selection, moveTo, moveBy } = control;
  const now = useNow();
  usePaintedMark(list.rowAt(first) !== undefined);
  const isSelected = (index: number) =>
    selection !== null &&
    (selection.ref === null ? selection.index === index : list.rowAt(index)?.ref === selection.ref);
  const indexes = Array.from({ length: end - first }, (_, step) => first + step);
  const active = indexes.find(isSelected) ?? null;
  return (
    <Grid
      attributes={LIST_SHORTCUTS}
      id={GRID_ID}
      label={label}
      columns={COLUMNS[shape].map((column) => gridColumn(column, sort, onSort))}
      layoutClass={styles.columns}
      layout={shape}
      total={list.total ?? 0}
      busy={list.total === undefined}
      stale={list.stale}
      rows={rows}
      active={active}
      onMoveTo={moveTo}
      onMoveBy={moveBy}
      onPick={onPick}
    >
      {indexes.map((index) => (
        <KeyRow
          key={index}
          index={index}
          shape={shape}
          record={list.rowAt(index)}
          selected={index === active}
          now={now}
        />
      ))}
    </Grid>
  );
}

function gridColumn(
  { id, title, sort: by }: Column,
  sort: KeyTableProps['sort'],
  onSort: KeyTableProps['onSort'],
): GridColumn {
  const column = { id, title, className: styles[id] };
  if (by === undefined) return column;
  const direction = sort.by !== by ? null : sort.descending ? 'descending' : 'ascending';
  return { ...column, sort: { direction, onSort: () => onSort(by) } };
}

/** Space held for the rows of a first load. */
export function TableSkeleton() {
  return (
    <div className={styles.skeleton}>
      <Skeleton rows={12} label="Loading keys" />
    </div>
  );
}
