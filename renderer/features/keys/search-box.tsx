import { Search, X } from 'lucide-react';
import type { ClipboardEvent, DragEvent, KeyboardEvent, RefObject } from 'react';
import { IconButton, Kbd, TextInput } from '../../ui';
import { type SecretShape, secretShape } from './secret-shape';
import styles from './toolbar.module.css';

interface SearchBoxProps {
  readonly ref: RefObject<HTMLInputElement | null>;
  readonly value: string;
  readonly onChange: (text: string) => void;
  /** A whole secret was put in; it never becomes the value of the box. */
  readonly onSecret: (secret: string, shape: SecretShape) => void;
  /** Enter and the arrow down go on to the list. */
  readonly onLeave: () => void;
}

/** The bridge takes this much. */
const LONGEST = 500;

/** Searches everything shown; a whole secret that is pasted or dropped is taken out at once and looked up instead. */
export function SearchBox({ ref, value, onChange, onSecret, onLeave }: SearchBoxProps) {
  const take = (text: string, typed: boolean): boolean => {
    const shape = secretShape(text);
    // What grows under the fingers may still become a long name; only a form that is certain is taken out then.
    if (shape === null || (typed && shape === 'other')) return false;
    onSecret(text.trim(), shape);
    return true;
  };
  const paste = (event: ClipboardEvent) => {
    if (take(event.clipboardData.getData('text'), false)) event.preventDefault();
  };
  const drop = (event: DragEvent) => {
    if (take(event.dataTransfer.getData('text'), false)) event.preventDefault();
  };
  const byKey = (event: KeyboardEvent) => {
    if (event.key === 'Escape' && value !== '') onChange('');
    else if (event.key === 'Escape' || event.key === 'Enter' || event.key === 'ArrowDown') onLeave();
    else return;
    event.preventDefault();
  };
  return (
    <TextInput
      ref={ref}
      className={styles.search}
      type="search"
      aria-label="Search keys, or paste a secret to find its key"
      placeholder="Search, or paste a secret to find its key"
      maxLength={LONGEST}
      leading={<Search aria-hidden="true" />}
      trailing={
        value === '' ? (
          <Kbd>/</Kbd>
        ) : (
          <IconButton
            size="small"
            label="Clear the search"
            icon={<X aria-hidden="true" />}
            onClick={() => onChange('')}
          />
        )
      }
      value={value}
      onChange={(text) => onChange(take(text, true) ? '' : text)}
      onPaste={paste}
      onDrop={drop}
      onKeyDown={byKey}
    />
  );
}
