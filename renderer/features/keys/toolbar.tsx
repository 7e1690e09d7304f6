import { FilterX } from 'lucide-react';
import type { RefObject } from 'react';
import type { ClusterView } from '#shared/contract/clusters';
import { IconButton, formatCount } from '../../ui';
import { FilterMenus } from './filter-menus';
import { SearchBox } from './search-box';
import type { SecretShape } from './secret-shape';
import styles from './toolbar.module.css';
import { isFiltered, type ListFilter } from './view-store';

interface ToolbarProps {
  readonly search: RefObject<HTMLInputElement | null>;
  readonly filter: ListFilter;
  readonly onFilter: (change: Partial<Omit<ListFilter, 'sort'>>) => void;
  readonly onSort: (sort: ListFilter['sort']) => void;
  readonly onClear: () => void;
  readonly onSecret: (secret: string, shape: SecretShape) => void;
  readonly onLeave: () => void;
  readonly cluster: Pick<ClusterView, 'id' | 'kind'>;
  /** Undefined until the first answer. */
  readonly total: number | undefined;
  readonly all: number;
}

/** Search, filters and how many keys they leave. */
export function Toolbar(props: ToolbarProps) {
  const { search, filter, onFilter, onSort, onClear, onSecret, onLeave, cluster, total, all } = props;
  return (
    <div className={styles.toolbar} role="search">
      <SearchBox
        ref={search}
        value={filter.text}
        onChange={(text) => onFilter({ text })}
        onSecret={onSecret}
        onLeave={onLeave}
      />
      <FilterMenus filter={filter} onChange={onFilter} onSort={onSort} cluster={cluster} />
      {isFiltered(filter) && (
        <IconButton
          label="Clear search and filters"
          icon={<FilterX aria-hidden="true" />}
          onClick={onClear}
        />
      )}
      <span className={styles.count} role="status">
        {total === undefined ? '' : countWords(total, all, filter)}
      </span>
    </div>
  );
}

/** "38 of 1,204 keys", "1,204 keys". */
export function countWords(total: number, all: number, filter: ListFilter): string {
  const keys = (count: number) => `${formatCount(count)} ${count === 1 ? 'key' : 'keys'}`;
  const narrowed =
    filter.text.trim() !== '' ||
    filter.permission !== null ||
    filter.owner !== null ||
    filter.expiry !== 'any';
  return narrowed ? `${formatCount(total)} of ${keys(all)}` : keys(total);
}
