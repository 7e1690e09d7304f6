import { Plus, Redo2, Undo2 } from 'lucide-react';
import { type ClipboardEvent, type KeyboardEvent, useId, useMemo, useState } from 'react';
import { addLines, linesOf } from '#shared/scopes/tree/list-edits';
import { childrenOf, rootOf, type ScopeTree } from '#shared/scopes/tree/tree';
import { Button, IconButton, TextInput, formatCount } from '../../ui';
import styles from './scope-editor.module.css';
import type { ListHistory } from './use-history';

interface AddEntryProps {
  readonly label: string;
  readonly tree: ScopeTree;
  readonly placeholder: string;
  readonly history: ListHistory;
  readonly onAdd: (entries: readonly string[], message: string) => void;
}

/** At most this many names are offered at once. */
const OFFERED = 50;

/** Says what adding came to; nothing for a single new entry, which is seen anyway. */
export function addedWords(added: number, present: number): string {
  if (present === 0) return added === 1 ? '' : `${formatCount(added)} entries added.`;
  const known =
    present === 1 ? '1 was in the list already' : `${formatCount(present)} were in the list already`;
  return added === 0 ? `Nothing added: ${known}.` : `${formatCount(added)} added; ${known}.`;
}

/** One line for the next entry; several pasted lines become several entries. */
export function AddEntry({ label, tree, placeholder, history, onAdd }: AddEntryProps) {
  const [text, setText] = useState('');
  const list = useId();
  const add = (lines: string) => {
    if (linesOf(lines).length === 0) return;
    const result = addLines(tree.list, lines);
    setText('');
    onAdd(result.entries, addedWords(result.added, result.present));
  };
  const byKey = (event: KeyboardEvent) => {
    if (event.key !== 'Enter' || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    add(text);
  };
  const paste = (event: ClipboardEvent) => {
    const pasted = event.clipboardData.getData('text');
    if (linesOf(pasted).length < 2) return;
    event.preventDefault();
    add(`${text}${pasted}`);
  };
  const suggestions = useMemo(() => suggestionsOf(tree), [tree]);
  const offered = text === '' ? [] : suggestions.filter((entry) => entry.includes(text)).slice(0, OFFERED);
  return (
    <div className={styles.add}>
      <TextInput
        mono
        aria-label={`Add to ${label}`}
        placeholder={placeholder}
        value={text}
        list={list}
        onChange={setText}
        onKeyDown={byKey}
        onPaste={paste}
      />
      <datalist id={list}>
        {offered.map((entry) => (
          <option key={entry} value={entry} />
        ))}
      </datalist>
      <Button icon={<Plus aria-hidden="true" />} onClick={() => add(text)} disabled={text.trim() === ''}>
        Add
      </Button>
      <IconButton
        label="Undo"
        keys="Ctrl Z"
        icon={<Undo2 aria-hidden="true" />}
        disabled={history.undo === null}
        onClick={() => history.undo?.()}
      />
      <IconButton
        label="Redo"
        keys="Ctrl Shift Z"
        icon={<Redo2 aria-hidden="true" />}
        disabled={history.redo === null}
        onClick={() => history.redo?.()}
      />
    </div>
  );
}

/** Entries for what the cluster has and the list does not name: the uppermost groups, then each thing by itself. */
function suggestionsOf(tree: ScopeTree): readonly string[] {
  const groups = childrenOf(tree, rootOf(tree)).filter(
    ({ place, entries, known }) => place?.open === true && entries.length === 0 && !known,
  );
  const things = tree.items.filter(({ known, entries }) => known && entries.length === 0);
  return [...groups.map(({ text }) => text), ...things.map(tree.shape.textAt)];
}
