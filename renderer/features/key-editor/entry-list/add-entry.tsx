import { Plus } from 'lucide-react';
import { type ClipboardEvent, type KeyboardEvent, useId, useState } from 'react';
import { Button, TextInput, formatCount } from '../../../ui';
import styles from './entry-list.module.css';
import { addLines, linesOf } from './entries';

interface AddEntryProps {
  readonly label: string;
  readonly entries: readonly string[];
  readonly placeholder: string;
  readonly suggestions: readonly string[];
  readonly onAdd: (entries: readonly string[], message: string) => void;
}

/** At most this many names are offered at once. */
const OFFERED = 50;

/** Says what adding came to; nothing for a single new entry, which is seen anyway. */
function account(added: number, present: number): string {
  if (present === 0) return added === 1 ? '' : `${formatCount(added)} entries added.`;
  const known =
    present === 1 ? '1 was in the list already' : `${formatCount(present)} were in the list already`;
  return added === 0 ? `Nothing added: ${known}.` : `${formatCount(added)} added; ${known}.`;
}

/** One line for the next entry; several pasted lines become several entries. */
export function AddEntry({ label, entries, placeholder, suggestions, onAdd }: AddEntryProps) {
  const [text, setText] = useState('');
  const list = useId();
  const add = (lines: string) => {
    if (linesOf(lines).length === 0) return;
    const result = addLines(entries, lines);
    setText('');
    onAdd(result.entries, account(result.added, result.present));
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
  const offered = suggestions
    .filter((name) => !entries.includes(name) && name.includes(text))
    .slice(0, OFFERED);
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
        {text !== '' && offered.map((name) => <option key={name} value={name} />)}
      </datalist>
      <Button icon={<Plus aria-hidden="true" />} onClick={() => add(text)} disabled={text.trim() === ''}>
        Add
      </Button>
    </div>
  );
}
