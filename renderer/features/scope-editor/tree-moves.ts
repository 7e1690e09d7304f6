import { useEffect, useRef } from 'react';
import { linesOf } from '#shared/scopes/tree/list-edits';
import type { TreeRow } from '#shared/scopes/tree/rows';
import type { TreeCommand } from './tree-keys';

/** Takes lines that are pasted while an element has the focus: the event itself goes where text was last selected. */
export function usePasteOn(id: string, take: (text: string) => void): void {
  const latest = useRef(take);
  useEffect(() => {
    latest.current = take;
  });
  useEffect(() => {
    const paste = (event: ClipboardEvent) => {
      const text = event.clipboardData?.getData('text') ?? '';
      if (document.activeElement?.id !== id || linesOf(text).length === 0) return;
      event.preventDefault();
      latest.current(text);
    };
    window.addEventListener('paste', paste);
    return () => window.removeEventListener('paste', paste);
  }, [id]);
}

/** The row that was pressed; null for its controls, which act themselves. */
export function rowAt(target: EventTarget): number | null {
  if (!(target instanceof HTMLElement) || target.closest('button, input, [data-part]') !== null) return null;
  const index = target.closest<HTMLElement>('[role=treeitem]')?.dataset['index'];
  return index === undefined ? null : Number(index);
}

/** Letters that follow each other within this time (ms) are one word. */
const TYPING = 700;

/** Finding rows by typing: letters that follow each other are one word. */
export interface Typing {
  /** The row that a further letter leads to; the same one where nothing begins like that. */
  readonly type: (letter: string, active: number) => number;
  /** Another key ends the word. */
  readonly end: () => void;
}

/** Remembers the word that is being typed. */
export function useTyping(rows: readonly TreeRow[]): Typing {
  const typed = useRef({ text: '', at: 0 });
  return {
    type: (letter, active) => {
      const { text, at } = typed.current;
      const now = performance.now();
      const word = now - at < TYPING ? `${text}${letter}` : letter;
      typed.current = { text: word, at: now };
      const found = rowBeginning(rows, word, word === letter ? active + 1 : active);
      return found >= 0 ? found : active;
    },
    end: () => {
      typed.current = { text: '', at: 0 };
    },
  };
}

/** The next row, round the end, whose text begins with what was typed, case aside. */
function rowBeginning(rows: readonly TreeRow[], typed: string, from: number): number {
  const start = typed.toLowerCase();
  const begins = ({ text, place }: TreeRow) =>
    text.toLowerCase().startsWith(start) || place?.key.toLowerCase().startsWith(start) === true;
  const after = rows.findIndex((row, at) => at >= from && begins(row));
  return after >= 0 ? after : rows.findIndex(begins);
}

interface Extent {
  readonly active: number;
  readonly total: number;
  readonly pageSize: number;
}

/** The row that a moving key leads to; may lie beyond the ends. */
export function rowFor(
  by: Extract<TreeCommand, { readonly sort: 'move' }>['by'],
  { active, total, pageSize }: Extent,
): number {
  switch (by) {
    case 'next':
      return active + 1;
    case 'previous':
      return active - 1;
    case 'page-down':
      return active + pageSize;
    case 'page-up':
      return active - pageSize;
    case 'first':
      return 0;
    case 'last':
      return total - 1;
  }
}
