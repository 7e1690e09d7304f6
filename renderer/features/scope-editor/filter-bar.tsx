import { Search } from 'lucide-react';
import type { ScopeTree } from '#shared/scopes/tree/tree';
import { Checkbox, TextInput } from '../../ui';
import styles from './scope-editor.module.css';
import type { TreeView } from './use-tree-view';

/** Smaller trees are seen at a glance. */
const WORTH_FILTERING = 15;

interface FilterBarProps {
  readonly label: string;
  readonly view: TreeView;
  readonly whole: ScopeTree;
}

/** Narrows a big tree to what holds some words, or to what is listed. */
export function FilterBar({ label, view: { filter, setFilter, rows }, whole }: FilterBarProps) {
  const count = whole.items.length + whole.loose.length + whole.invalid.length;
  const filtering = filter.words !== '' || filter.listedOnly;
  if (count < WORTH_FILTERING && !filtering) return null;
  return (
    <div className={styles.filter}>
      <TextInput
        compact
        mono
        aria-label={`Filter ${label}`}
        placeholder="Filter"
        leading={<Search aria-hidden="true" />}
        value={filter.words}
        onChange={(words) => setFilter({ ...filter, words })}
      />
      <Checkbox
        label="Listed only"
        checked={filter.listedOnly}
        onChange={(listedOnly) => setFilter({ ...filter, listedOnly })}
      />
      {filtering && rows.length === 1 && <p className={styles.none}>Nothing fits the filter.</p>}
    </div>
  );
}
