import { useId, useState } from 'react';
import type { SpecProblem } from '#shared/kinds/kind';
import { AddEntry } from './add-entry';
import { EntryGrid } from './entry-grid';
import styles from './entry-list.module.css';
import { EntryText } from './entry-text';
import { TidyBar } from './tidy-bar';

export interface EntryListProps<Spec> {
  /** "Indices", for assistive technology. */
  readonly label: string;
  readonly entries: readonly string[];
  readonly onChange: (entries: readonly string[]) => void;
  /** Everything there is to say about the list and its entries. */
  readonly problems: readonly SpecProblem<Spec>[];
  readonly onFix: (fix: (spec: Spec) => Spec) => void;
  /** What stands in the box when the list is empty: "Every index: nothing is listed." */
  readonly whenEmpty: string;
  readonly placeholder: string;
  /** Names that can be pointed at; offered while typing. */
  readonly suggestions: readonly string[];
  readonly asText: boolean;
}

/** A list of scope entries: add, edit and remove them one by one or as text, with what there is to say beside each. */
export function EntryList<Spec>(props: EntryListProps<Spec>) {
  const { label, entries, onChange, problems, onFix, whenEmpty, placeholder, suggestions, asText } = props;
  const [active, setActive] = useState(0);
  const [shown, setShown] = useState<{ readonly index: number } | null>(null);
  const [said, setSaid] = useState('');
  const id = useId();
  const jump = (index: number) => {
    setActive(index);
    setShown({ index });
  };
  return (
    <div className={styles.list}>
      <TidyBar entries={entries} problems={problems} onTidy={onChange} onShow={jump} />
      {asText ? (
        <EntryText label={label} entries={entries} problems={problems} onChange={onChange} />
      ) : (
        <>
          <EntryGrid
            id={id}
            label={label}
            entries={entries}
            problems={problems}
            active={Math.min(active, Math.max(0, entries.length - 1))}
            onActive={setActive}
            onChange={onChange}
            onFix={onFix}
            show={shown}
            whenEmpty={whenEmpty}
          />
          <AddEntry
            label={label}
            entries={entries}
            placeholder={placeholder}
            suggestions={suggestions}
            onAdd={(next, message) => {
              onChange(next);
              jump(next.length - 1);
              setSaid(message);
            }}
          />
        </>
      )}
      <p role="status" className={styles.said}>
        {said}
      </p>
    </div>
  );
}
