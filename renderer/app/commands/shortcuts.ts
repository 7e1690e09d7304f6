import { useEffect } from 'react';
import { bridge } from '../../bridge';
import { formatChord, matchesKey, needsList } from './chords';
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
  return element?.closest('[data-shortcuts=list]') != null && !isTyping(element);
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
      const chords = availableCommands().flatMap(({ id, keys }) => keys.map((chord) => ({ id, chord })));
      const usable = chords.filter(({ chord }) => listHasFocus || !needsList(chord));
      const matching = (wanted: (chord: string) => string | null) =>
        usable.find(({ chord }) => {
          const key = wanted(chord);
          return key !== null && matchesKey(key, event, isMac());
        });

      const second = first === null ? undefined : matching((chord) => secondOf(chord, first));
      if (second !== undefined) return use(event, second.id);
      const start = matching((chord) => (chord.includes(' ') ? (chord.split(' ')[0] ?? null) : null));
      if (start !== undefined) {
        begun = { key: event.key.toLowerCase(), at: event.timeStamp };
        event.preventDefault();
        return;
      }
      const single = matching((chord) => (chord.includes(' ') ? null : chord));
      if (single !== undefined) use(event, single.id);
    };
    window.addEventListener('keydown', onKeyDown);
    return () => window.removeEventListener('keydown', onKeyDown);
  }, []);
}

function secondOf(chord: string, first: string): string | null {
  const [begin, end] = chord.split(' ');
  return begin === first && end !== undefined ? end : null;
}

function use(event: KeyboardEvent, id: string): void {
  // What cannot run now leaves the key to the focused control (Enter on a button, for one).
  if (runCommand(id)) event.preventDefault();
}
