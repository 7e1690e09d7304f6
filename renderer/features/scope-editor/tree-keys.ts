import type { KeyboardEvent } from 'react';

/** What a key asks of the tree. */
export type TreeCommand =
  | {
      readonly sort: 'move';
      readonly by: 'next' | 'previous' | 'first' | 'last' | 'page-down' | 'page-up';
      readonly extend: boolean;
    }
  | {
      readonly sort:
        | 'into'
        | 'out'
        | 'check'
        | 'choose'
        | 'rename'
        | 'remove'
        | 'siblings'
        | 'all'
        | 'none'
        | 'undo'
        | 'redo';
    }
  | { readonly sort: 'type'; readonly text: string };

const MOVES = {
  ArrowDown: 'next',
  ArrowUp: 'previous',
  Home: 'first',
  End: 'last',
  PageDown: 'page-down',
  PageUp: 'page-up',
} as const;

const PLAIN: Readonly<Record<string, TreeCommand>> = {
  ArrowRight: { sort: 'into' },
  ArrowLeft: { sort: 'out' },
  ' ': { sort: 'check' },
  Enter: { sort: 'rename' },
  F2: { sort: 'rename' },
  Delete: { sort: 'remove' },
  Backspace: { sort: 'remove' },
  Escape: { sort: 'none' },
  '*': { sort: 'siblings' },
};

function isMove(key: string): key is keyof typeof MOVES {
  return key in MOVES;
}

/** The keys of the ARIA tree pattern, and those of every list here: Enter and F2 rename, Delete removes, Ctrl+Z undoes. */
export function treeCommand(
  event: Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'metaKey' | 'altKey' | 'shiftKey'>,
): TreeCommand | null {
  const { key, shiftKey: shift } = event;
  if (event.altKey) return null;
  if (event.ctrlKey || event.metaKey) {
    switch (key.toLowerCase()) {
      case 'a':
        return { sort: 'all' };
      case ' ':
        return { sort: 'choose' };
      case 'z':
        return { sort: shift ? 'redo' : 'undo' };
      case 'y':
        return { sort: 'redo' };
      default:
        return null;
    }
  }
  if (isMove(key)) return { sort: 'move', by: MOVES[key], extend: shift };
  const plain = PLAIN[key];
  if (plain !== undefined) return plain;
  return key.length === 1 ? { sort: 'type', text: key } : null;
}
