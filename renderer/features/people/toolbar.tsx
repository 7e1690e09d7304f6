import { RotateCw, Search, X } from 'lucide-react';
import type { KeyboardEvent, RefObject } from 'react';
import type { AccountSort } from '#shared/contract/people';
import { Button, formatCount, IconButton, Kbd, TabList, type TabItem, TextInput, Tooltip } from '../../ui';
import styles from './people.module.css';
import { WORDS } from './words';

export const TABS: readonly TabItem<AccountSort>[] = [
  { value: 'user', label: WORDS.user.titles },
  { value: 'organization', label: WORDS.organization.titles },
];

interface ToolbarProps {
  readonly search: RefObject<HTMLInputElement | null>;
  readonly sort: AccountSort;
  readonly text: string;
  readonly onText: (text: string) => void;
  /** Enter and the arrow down go on to the list. */
  readonly onLeave: () => void;
  readonly found: number;
  /** Undefined until the first answer. */
  readonly all: number | undefined;
  readonly reading: boolean;
  /** Null: there is nothing to read now. */
  readonly onRead: (() => void) | null;
  /** Null: this list has no types. */
  readonly onTypes: (() => void) | null;
  /** Why nothing can be created now; null when it can. */
  readonly newBlocked: string | null;
  readonly onNew: () => void;
}

/** The two tabs, the search, how many it leaves, and what makes a new one. */
export function Toolbar(props: ToolbarProps) {
  const { search, sort, text, onText, onLeave, found, all, reading, onRead, onTypes, newBlocked, onNew } =
    props;
  const words = WORDS[sort];
  const byKey = (event: KeyboardEvent) => {
    if (event.key === 'Escape' && text !== '') onText('');
    else if (event.key === 'Escape' || event.key === 'Enter' || event.key === 'ArrowDown') onLeave();
    else return;
    event.preventDefault();
  };
  return (
    <div className={styles.toolbar}>
      <TabList label="People" items={TABS} />
      <div role="search" className={styles.searchArea}>
        <TextInput
          ref={search}
          className={styles.search}
          type="search"
          aria-label={`Search ${words.many}`}
          placeholder={`Search ${words.many}`}
          maxLength={500}
          leading={<Search aria-hidden="true" />}
          trailing={
            text === '' ? (
              <Kbd>/</Kbd>
            ) : (
              <IconButton
                size="small"
                label="Clear the search"
                icon={<X aria-hidden="true" />}
                onClick={() => onText('')}
              />
            )
          }
          value={text}
          onChange={onText}
          onKeyDown={byKey}
        />
        <span className={styles.count} role="status">
          {all === undefined ? '' : countWords(found, all, text, sort)}
        </span>
      </div>
      {onTypes !== null && <Button onClick={onTypes}>Types…</Button>}
      <IconButton
        label="Read again"
        icon={<RotateCw aria-hidden="true" />}
        busy={reading}
        disabled={onRead === null}
        onClick={() => onRead?.()}
      />
      <Tooltip content={newBlocked ?? `New ${words.one}`} keys={newBlocked === null ? 'N' : undefined}>
        <Button
          aria-disabled={newBlocked !== null || undefined}
          onClick={() => {
            if (newBlocked === null) onNew();
          }}
        >
          {`New ${words.one}`}
        </Button>
      </Tooltip>
    </div>
  );
}

/** "3 of 51 users", "51 users". */
export function countWords(found: number, all: number, text: string, sort: AccountSort): string {
  const whole = `${formatCount(all)} ${all === 1 ? WORDS[sort].one : WORDS[sort].many}`;
  return text.trim() === '' ? whole : `${formatCount(found)} of ${whole}`;
}
