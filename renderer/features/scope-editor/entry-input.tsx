import { type KeyboardEvent, useEffect, useRef, useState } from 'react';
import styles from './scope-editor.module.css';

interface EntryInputProps {
  readonly entry: string;
  /** The new text, or null when nothing is to change. */
  readonly onDone: (text: string | null) => void;
}

/** The text of one entry in its row: Enter and leaving keep it, Esc takes it back. */
export function EntryInput({ entry, onDone }: EntryInputProps) {
  const [text, setText] = useState(entry);
  const input = useRef<HTMLInputElement>(null);
  const finished = useRef(false);
  useEffect(() => {
    input.current?.focus();
    input.current?.select();
  }, []);
  const finish = (result: string | null) => {
    if (finished.current) return;
    finished.current = true;
    onDone(result);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Enter' && !event.ctrlKey && !event.metaKey) finish(text);
    else if (event.key === 'Escape') finish(null);
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  return (
    <input
      ref={input}
      type="text"
      autoComplete="off"
      spellCheck={false}
      aria-label={`Edit ${entry}`}
      className={styles.input}
      value={text}
      onChange={(event) => setText(event.target.value)}
      onKeyDown={onKeyDown}
      onBlur={() => finish(text)}
    />
  );
}
