import { clsx } from 'clsx';
import { ArrowDown, ArrowUp } from 'lucide-react';
import type { ComponentPropsWithRef, KeyboardEvent, MouseEvent, ReactNode } from 'react';
import styles from './grid.module.css';
import type { RowWindowControl } from './use-row-window';

/** Height in px of a grid's header, which stays at the top. */
export const GRID_HEADER = 30;

export interface GridColumn {
  readonly id: string;
  readonly title: string;
  /** Of its cells and its header. */
  readonly className: string | undefined;
  /** Absent: the rows cannot be put in the order of this column. `direction` is null while they stand in another one. */
  readonly sort?: {
    readonly direction: 'ascending' | 'descending' | null;
    readonly onSort: () => void;
  };
}

export interface GridProps {
  readonly id: string;
  readonly label: string;
  readonly columns: readonly GridColumn[];
  /** Sets `--columns`, the widths, for header and rows; it can ask how wide the grid is (container queries). */
  readonly layoutClass: string | undefined;
  /** Tells layouts of one class apart. */
  readonly layout?: string | undefined;
  /** Of all rows, drawn or not. */
  readonly total: number;
  readonly busy?: boolean;
  /** What is shown is about to be replaced. */
  readonly stale?: boolean;
  readonly rows: RowWindowControl;
  /** The selected row if it is drawn, else null. */
  readonly active: number | null;
  readonly onMoveTo: (row: number) => void;
  readonly onMoveBy: (rows: number) => void;
  /** A row was clicked. */
  readonly onPick: () => void;
  /** Which other keys act while the grid has the focus. */
  readonly attributes: Readonly<Record<`data-${string}`, string>>;
  /** The rows in sight, each a {@link GridRow}. */
  readonly children: ReactNode;
}

/** A grid of which only the rows in sight exist. It has the focus itself, and handles Home, End and the page keys. */
export function Grid(props: GridProps) {
  const { id, label, columns, layoutClass, layout, total, rows, active, onMoveTo, onMoveBy, onPick } = props;
  const { ref, window: seen, pageSize } = rows;
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.target !== event.currentTarget || event.ctrlKey || event.metaKey || event.altKey) return;
    switch (event.key) {
      case 'Home':
        onMoveTo(0);
        break;
      case 'End':
        onMoveTo(total - 1);
        break;
      case 'PageDown':
        onMoveBy(pageSize);
        break;
      case 'PageUp':
        onMoveBy(-pageSize);
        break;
      default:
        return;
    }
    event.preventDefault();
  };
  const onClick = (event: MouseEvent) => {
    const hit = event.target instanceof Element ? event.target.closest<HTMLElement>('[data-index]') : null;
    if (hit === null) return;
    onMoveTo(Number(hit.dataset['index']));
    onPick();
  };
  return (
    <div
      {...props.attributes}
      ref={ref}
      id={id}
      role="grid"
      tabIndex={0}
      aria-label={label}
      aria-rowcount={total + 1}
      aria-colcount={columns.length}
      aria-activedescendant={active === null ? undefined : gridRowId(id, active)}
      aria-busy={props.busy === true || undefined}
      className={styles.grid}
      onKeyDown={onKeyDown}
      onClick={onClick}
    >
      <div role="presentation" className={layoutClass} data-layout={layout}>
        <div role="rowgroup" className={styles.head}>
          <div role="row" aria-rowindex={1} className={styles.headRow}>
            {columns.map((column) => (
              <HeaderCell key={column.id} column={column} />
            ))}
          </div>
        </div>
        <div
          role="rowgroup"
          className={styles.body}
          data-stale={props.stale === true || undefined}
          style={{ height: seen.height, paddingTop: seen.top }}
        >
          {props.children}
        </div>
      </div>
    </div>
  );
}

function gridRowId(grid: string, index: number): string {
  return `${grid}-row-${index}`;
}

export interface GridRowProps extends Omit<ComponentPropsWithRef<'div'>, 'id' | 'role'> {
  /** The id of the grid. */
  readonly grid: string;
  /** From 0 in the whole list. */
  readonly index: number;
  readonly selected: boolean;
}

/** One row; its children are the cells. */
export function GridRow({ grid, index, selected, className, ...rest }: GridRowProps) {
  return (
    <div
      {...rest}
      role="row"
      id={gridRowId(grid, index)}
      aria-rowindex={index + 2}
      aria-selected={selected}
      data-index={index}
      className={clsx(styles.row, className)}
    />
  );
}

function HeaderCell({ column: { title, className, sort } }: { readonly column: GridColumn }) {
  if (sort === undefined) {
    return (
      <div role="columnheader" className={className}>
        {title}
      </div>
    );
  }
  const { direction, onSort } = sort;
  return (
    <div role="columnheader" className={className} aria-sort={direction ?? 'none'}>
      <button
        type="button"
        className={styles.sort}
        data-sorted={direction !== null || undefined}
        onClick={onSort}
      >
        {title}
        {direction === 'descending' && <ArrowDown aria-hidden="true" />}
        {direction === 'ascending' && <ArrowUp aria-hidden="true" />}
      </button>
    </div>
  );
}
