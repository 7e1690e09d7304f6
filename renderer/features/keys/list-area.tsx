import type { ClusterView } from '#shared/contract/clusters';
import { toAppErrorData } from '#shared/errors';
import { kindOf } from '#shared/kinds/registry';
import { Banner, Button, ErrorState } from '../../ui';
import { shapeOf } from './columns';
import { KeyTable, TableSkeleton } from './key-table';
import styles from './keys-screen.module.css';
import { NoRows } from './list-states';
import type { ListParts } from './use-list-parts';
import { nextSort, openDetails } from './view-store';

interface ListAreaProps {
  readonly cluster: ClusterView;
  readonly parts: ListParts;
  readonly newBlocked: string | null;
}

/** The list, or what stands in its place while there is none. */
export function ListArea({ cluster, parts, newBlocked }: ListAreaProps) {
  const { filter, list, rows, control } = parts;
  const { id, name } = cluster;
  if (list.total === undefined) {
    if (list.error === null) return <TableSkeleton />;
    const error = toAppErrorData(list.error);
    return <ErrorState title="The keys cannot be read" error={error} onRetry={list.retry} />;
  }
  if (list.total === 0 && !list.stale) {
    return (
      <NoRows
        cluster={cluster}
        filter={filter}
        all={list.all}
        newBlocked={newBlocked}
        onClear={parts.clear}
      />
    );
  }
  return (
    <div className={styles.area}>
      {list.error !== null && (
        <Banner
          flush
          tone="danger"
          title="Part of the list cannot be read."
          action={
            <Button size="small" onClick={list.retry}>
              Try again
            </Button>
          }
        >
          {list.error.message} {list.error.remedy}
        </Banner>
      )}
      <div className={styles.table}>
        <KeyTable
          label={`Keys of ${name}`}
          shape={shapeOf(kindOf(cluster.kind).capabilities)}
          list={list}
          rows={rows}
          control={control}
          sort={filter.sort}
          onSort={(by) => parts.sort(nextSort(filter.sort, by))}
          onPick={() => openDetails(id, true)}
        />
      </div>
    </div>
  );
}
