import { type KeyboardEvent, type MouseEvent, useEffect, useRef, useState } from 'react';
import { addLines, linesOf, removeEntries, replaceEntry } from '#shared/scopes/tree/list-edits';
import { toggleNode, toggleNodes, type Replacement } from '#shared/scopes/tree/edits';
import { grantOf, reachOf } from '#shared/scopes/tree/states';
import { hasChildren, type ScopeNode, type ScopeTree } from '#shared/scopes/tree/tree';
import type { TreeRow } from '#shared/scopes/tree/rows';
import { useRowWindow } from '../../ui';
import { ActiveNotes } from './active-notes';
import { addedWords } from './add-entry';
import type { EntryMark } from './marks';
import styles from './scope-editor.module.css';
import { checkWords } from './said';
import { rowAt, rowFor, usePasteOn, useTyping } from './tree-moves';
import { treeCommand, type TreeCommand } from './tree-keys';
import { TreeRowView } from './tree-row-view';
import { UncheckDialog } from './uncheck-dialog';
import { useChosen } from './use-chosen';
import type { ListHistory } from './use-history';
import { parentRow, siblingsOf, type TreeView } from './use-tree-view';
import type { Nouns } from './words';

const ROW = 34;
/** The box grows with its rows up to this many, then it scrolls. */
const MOST_ROWS = 12;

interface ScopeTreeViewProps<Spec> {
  readonly id: string;
  readonly label: string;
  readonly noun: Nouns;
  readonly view: TreeView;
  readonly whole: ScopeTree;
  readonly marks: ReadonlyMap<number, EntryMark<Spec>>;
  readonly history: ListHistory;
  readonly onChange: (entries: readonly string[], message: string) => void;
  /** An entry has another text, at this position. */
  readonly onRenamed: (entries: readonly string[], at: number) => void;
  readonly onAdd: (entries: readonly string[], message: string) => void;
  readonly onFix: (fix: (spec: Spec) => Spec) => void;
  readonly whenEmpty: string;
}

interface Question {
  readonly node: ScopeNode;
  readonly replacement: Replacement;
}

/**
 * The tree widget of the ARIA pattern, with the keyboard's row told by aria-activedescendant: rows out of sight are
 * not drawn, so that none of them could hold the focus.
 */
export function ScopeTreeView<Spec>(props: ScopeTreeViewProps<Spec>) {
  const { id, label, noun, view, whole, marks, history, onChange, onRenamed, onAdd, onFix, whenEmpty } =
    props;
  const { rows, active, tree } = view;
  const [editing, setEditing] = useState<string | null>(null);
  const [question, setQuestion] = useState<Question | null>(null);
  const chosen = useChosen(rows);
  const { ref, window: seen, pageSize, show } = useRowWindow({ total: rows.length, rowHeight: ROW });
  const scrolled = useRef<object | null>(null);
  useEffect(() => {
    if (view.wanted === scrolled.current) return;
    scrolled.current = view.wanted;
    show(active);
  }, [view.wanted, active, show]);
  const typing = useTyping(rows);
  const row = rows[active];

  const check = (node: ScopeNode) => {
    const toggle = toggleNode(whole, node);
    if (toggle.sort === 'question') setQuestion({ node, replacement: toggle.replacement });
    else if (toggle.sort === 'changed') {
      onChange(toggle.list, checkWords(whole, node, { next: toggle.list, noun, whenEmpty }));
    }
  };
  const remove = (nodes: readonly ScopeNode[]) => {
    const positions = new Set(
      nodes.flatMap(({ entries, sort }) => (sort === 'place' ? entries.slice(0, 1) : entries)),
    );
    if (positions.size === 0) return;
    chosen.clear();
    // The keyboard goes on where the first of them stood.
    view.setActive(rows.findIndex(({ id: one }) => nodes.some((node) => node.id === one)));
    const next = removeEntries(whole.list, positions);
    onChange(next, next.length === 0 ? whenEmpty : '');
  };
  const rename = (node: TreeRow | undefined) => {
    if (node === undefined) return;
    if (node.entries.length > 0) setEditing(node.id);
    else if (hasChildren(tree, node)) view.setOpen([node], !view.isOpen(node));
  };
  const finish = (node: ScopeNode, text: string | null) => {
    setEditing(null);
    document.getElementById(id)?.focus();
    const [at] = node.entries;
    if (text === null || at === undefined || text === whole.list[at]) return;
    const next = replaceEntry(whole.list, at, text);
    if (linesOf(text).length === 0) onChange(next, next.length === 0 ? whenEmpty : '');
    else onRenamed(next, at);
  };
  const move = (index: number, extend: boolean) => {
    view.setActive(index);
    if (extend) chosen.extend(active, Math.max(0, Math.min(index, rows.length - 1)));
    else chosen.clear();
  };
  const obey = (command: TreeCommand): boolean => {
    if (row === undefined) return false;
    if (command.sort !== 'type') typing.end();
    const isOpen = view.isOpen(row) && hasChildren(tree, row);
    switch (command.sort) {
      case 'move':
        move(rowFor(command.by, { active, total: rows.length, pageSize }), command.extend);
        return true;
      case 'into':
        if (isOpen) move(active + 1, false);
        else view.setOpen([row], true);
        return true;
      case 'out':
        if (isOpen) view.setOpen([row], false);
        else move(parentRow(rows, active), false);
        return true;
      case 'siblings':
        view.setOpen(siblingsOf(rows, active, tree), true);
        return true;
      case 'check':
        if (chosen.rows.length > 1) onChange(toggleNodes(whole, chosen.rows), '');
        else check(row);
        return true;
      case 'choose':
        chosen.toggle(active);
        return true;
      case 'all':
        chosen.all();
        return true;
      case 'none':
        if (chosen.rows.length === 0) return false;
        chosen.clear();
        return true;
      case 'rename':
        rename(row);
        return true;
      case 'remove':
        remove(chosen.rows.length > 0 ? chosen.rows : [row]);
        return true;
      case 'undo':
        history.undo?.();
        return true;
      case 'redo':
        history.redo?.();
        return true;
      case 'type':
        move(typing.type(command.text, active), false);
        return true;
    }
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.target !== event.currentTarget) return;
    const command = treeCommand(event);
    if (command === null || !obey(command)) return;
    event.preventDefault();
    event.stopPropagation();
  };
  usePasteOn(id, (text) => {
    const { entries, added, present } = addLines(whole.list, text);
    onAdd(entries, addedWords(added, present));
  });
  const onClick = (event: MouseEvent) => {
    const index = rowAt(event.target);
    if (index === null) return;
    if (event.ctrlKey || event.metaKey) chosen.toggle(index);
    else if (event.shiftKey) chosen.extend(active, index);
    else chosen.clear();
    view.setActive(index);
  };
  const isDrawn = active >= seen.first && active < seen.end;
  return (
    <div>
      <div
        ref={ref}
        id={id}
        role="tree"
        tabIndex={0}
        aria-label={label}
        aria-multiselectable="true"
        aria-activedescendant={isDrawn && row !== undefined ? `${id}-${active}` : undefined}
        data-names={whole.hasNames}
        className={styles.tree}
        style={{ height: Math.min(rows.length, MOST_ROWS) * ROW + 2 }}
        onKeyDown={onKeyDown}
        onClick={onClick}
        onDoubleClick={(event) => {
          const index = rowAt(event.target);
          if (index !== null) rename(rows[index]);
        }}
        onFocus={(event) => {
          // A row takes the focus when it is pressed; the keyboard works on the tree.
          if (event.target.role === 'treeitem') event.currentTarget.focus();
        }}
      >
        <div role="presentation" style={{ height: seen.height, paddingTop: seen.top }}>
          {rows.slice(seen.first, seen.end).map((one, offset) => {
            const index = seen.first + offset;
            return (
              <TreeRowView
                key={one.id}
                domId={`${id}-${index}`}
                index={index}
                row={one}
                entry={whole.list[one.entries[0] ?? -1] ?? null}
                grant={grantOf(whole, one)}
                reach={reachOf(whole, one)}
                mark={marks.get(one.entries[0] ?? -1) ?? null}
                noun={noun}
                texts={whole.list}
                open={hasChildren(tree, one) ? view.isOpen(one) : null}
                active={index === active}
                chosen={chosen.has(one.id)}
                editing={editing === one.id}
                onFold={() => view.setOpen([one], !view.isOpen(one))}
                onCheck={() => {
                  view.setActive(index);
                  check(one);
                }}
                onRename={() => {
                  view.setActive(index);
                  rename(one);
                }}
                onRemove={() => remove([one])}
                onDone={(text) => finish(one, text)}
                onJump={view.reveal}
              />
            );
          })}
        </div>
      </div>
      {row !== undefined && (
        <ActiveNotes
          list={whole.list}
          row={row}
          grant={grantOf(whole, row)}
          mark={marks.get(row.entries[0] ?? -1) ?? null}
          onFix={onFix}
          onJump={(at) => {
            view.reveal(at);
            document.getElementById(id)?.focus();
          }}
        />
      )}
      {question !== null && (
        <UncheckDialog
          node={question.node}
          replacement={question.replacement}
          noun={noun}
          onClose={() => setQuestion(null)}
          onReplace={(next) => {
            setQuestion(null);
            onChange(next, `${question.replacement.granting.join(', ')} replaced.`);
          }}
        />
      )}
    </div>
  );
}
