import { useEffect } from 'react';
import { bridge } from '../../bridge';
import { formatChord, matchChords, needsList } from './chords';
import { COMMAND_SPECS, type CommandId } from './catalogue';
import { availableCommands, runCommand } from './registry';

/** How long the first key of a sequence waits for the second. */
const SEQUENCE_MS = 1500;

/** The attribute of a focusable list (or of what holds it) in which single letters act. */
export const LIST_SHORTCUTS = { 'data-shortcuts': 'list' } as const;

export function isMac(): boolean {
  return bridge.platform === 'darwin';
}

/** The first chord of a command as it stands on the keyboard; undefined when it has none. */
export function keysOf(id: CommandId, which: 'any' | 'anywhere' = 'any'): string | undefined {
  const chord = COMMAND_SPECS[id].keys?.find((each) => which === 'any' || !needsList(each));
  return chord === undefined ? undefined : formatChord(chord, isMac());
}

function isTyping(element: Element | null): boolean {
  if (element === null) return false;
  if (element instanceof HTMLElement && element.isContentEditable) return true;
  if (element instanceof HTMLInputElement) return !['checkbox', 'radio', 'button'].includes(element.type);
  return element instanceof HTMLTextAreaElement || element instanceof HTMLSelectElement;
}

function inList(element: Element | null): boolean {
  if (element === null || isTyping(element)) return false;
  return element.closest('[data-shortcuts=list]') !== null;
}

/** A dialog, a menu or the palette has the keyboard to itself. */
function isBlocked(): boolean {
  return document.querySelector('[aria-modal=true], [role=menu]') !== null;
}

/** Runs commands by their keys; stands once in the application. */
export function useShortcuts(): void {
  useEffect(() => {
    let begun: { readonly key: string; readonly at: number } | null = null;
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.isComposing || isBlocked()) return;
      const first = begun !== null && event.timeStamp - begun.at < SEQUENCE_MS ? begun.key : null;
      begun = null;
      const listHasFocus = inList(document.activeElement);
      const match = matchChords(availableCommands(), event, { begun: first, listHasFocus, mac: isMac() });
      if (match === null) return;
      if (match.type === 'begin') begun = { key: match.key, at: event.timeStamp };
      // What cannot run now leaves the key to the focused control (Enter on a button, for one).
      if (match.type === 'begin' || runCommand(match.id)) event.preventDefault();
    };
    window.addEventListener('keydown', onKeyDown);
    return () => window.removeEventListener('keydown', onKeyDown);
  }, []);
}
