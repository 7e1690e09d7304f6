import { useId, useMemo, useState } from 'react';
import type { ScopeField, SpecProblem } from '#shared/kinds/kind';
import { narrowerList } from '#shared/scopes/tree/narrower';
import { treeShapes, type TreeFamily } from '#shared/scopes/tree/shape';
import { buildTree } from '#shared/scopes/tree/tree';
import { AddEntry } from './add-entry';
import { EntryText } from './entry-text';
import { FilterBar } from './filter-bar';
import { marksOf } from './marks';
import { NarrowerBar } from './narrower-bar';
import styles from './scope-editor.module.css';
import { ScopeTreeView } from './scope-tree-view';
import { TidyBar } from './tidy-bar';
import { useHistory } from './use-history';
import { useTreeView } from './use-tree-view';
import { nouns } from './words';

export interface ScopeEditorProps<Spec> {
  /** "Indices", for assistive technology. */
  readonly label: string;
  readonly family: TreeFamily;
  readonly emptyMeans: ScopeField['emptyMeans'];
  readonly entries: readonly string[];
  readonly onChange: (entries: readonly string[]) => void;
  /** Everything there is to say about the list and its entries. */
  readonly problems: readonly SpecProblem<Spec>[];
  readonly onFix: (fix: (spec: Spec) => Spec) => void;
  /** What an empty list comes to: "Every index: nothing is listed." */
  readonly whenEmpty: string;
  readonly placeholder: string;
  /** What the cluster has that entries can name; null when that is not known. */
  readonly names: readonly string[] | null;
  readonly asText: boolean;
}

/** A list of scope entries as a tree of what it reaches, or as text, with what there is to say beside each. */
export function ScopeEditor<Spec>(props: ScopeEditorProps<Spec>) {
  const { label, family, emptyMeans, entries, onChange, problems, onFix, whenEmpty, placeholder, names } =
    props;
  const { asText } = props;
  const shape = treeShapes[family];
  const whole = useMemo(
    () => buildTree({ shape, list: entries, names, emptyMeans }),
    [shape, entries, names, emptyMeans],
  );
  const view = useTreeView(whole, !asText);
  const marks = useMemo(() => marksOf(problems), [problems]);
  const narrower = useMemo(() => narrowerList(whole), [whole]);
  const history = useHistory(entries, asText ? 'typing' : 'edit', onChange);
  const [said, setSaid] = useState('');
  const [line, setLine] = useState<{ readonly at: number } | null>(null);
  const id = useId();
  const change = (next: readonly string[], message: string) => {
    setSaid(message);
    if (next !== entries) onChange(next);
  };
  const changeAt = (next: readonly string[], at: number, message: string) => {
    change(next, message);
    if (next !== entries) view.reveal(at, buildTree({ shape, list: next, names, emptyMeans }));
  };
  const add = (next: readonly string[], message: string) => changeAt(next, next.length - 1, message);
  const isBare = entries.length === 0 && whole.items.length === 0;
  return (
    <div className={styles.list}>
      <TidyBar
        entries={entries}
        problems={problems}
        onTidy={onChange}
        onShow={(at) => (asText ? setLine({ at }) : view.reveal(at))}
      />
      {narrower !== null && (
        <NarrowerBar narrower={narrower} noun={nouns[family]} entries={entries} onUse={onChange} />
      )}
      {asText ? (
        <EntryText label={label} entries={entries} problems={problems} onChange={onChange} shown={line} />
      ) : (
        <>
          {entries.length === 0 && <p className={styles.empty}>{whenEmpty}</p>}
          <FilterBar label={label} view={view} whole={whole} />
          {!isBare && (
            <ScopeTreeView
              id={id}
              label={label}
              noun={nouns[family]}
              view={view}
              whole={whole}
              marks={marks}
              history={history}
              onChange={change}
              onRenamed={(next, at) => changeAt(next, at, '')}
              onAdd={add}
              onFix={onFix}
              whenEmpty={whenEmpty}
            />
          )}
          <AddEntry label={label} tree={whole} placeholder={placeholder} history={history} onAdd={add} />
        </>
      )}
      <p role="status" className={styles.said}>
        {said}
      </p>
    </div>
  );
}
