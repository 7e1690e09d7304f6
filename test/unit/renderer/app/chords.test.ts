import { describe, expect, it } from 'vitest';
import { COMMAND_IDS, COMMAND_SPECS } from '../../../../renderer/app/commands/catalogue';
import {
  formatChord,
  matchChords,
  needsList,
  type PressedKey,
} from '../../../../renderer/app/commands/chords';

function press(key: string, modifiers: Partial<PressedKey> = {}): PressedKey {
  return { key, ctrlKey: false, metaKey: false, altKey: false, shiftKey: false, ...modifiers };
}

const COMMANDS = [
  { id: 'palette', keys: ['mod+k'] },
  { id: 'up', keys: ['k'] },
  { id: 'keys', keys: ['g k'] },
  { id: 'help', keys: ['?', 'mod+/'] },
  { id: 'sync', keys: ['F5'] },
  { id: 'remove', keys: ['Delete'] },
];

const IN_LIST = { begun: null, listHasFocus: true, mac: false };
const ELSEWHERE = { ...IN_LIST, listHasFocus: false };

describe('matchChords', () => {
  it('runs a combination with Ctrl from everywhere', () => {
    expect(matchChords(COMMANDS, press('k', { ctrlKey: true }), ELSEWHERE)).toEqual({
      type: 'run',
      id: 'palette',
    });
  });

  it('takes Cmd for Ctrl on macOS, and not both', () => {
    const mac = { ...ELSEWHERE, mac: true };
    expect(matchChords(COMMANDS, press('k', { metaKey: true }), mac)).toEqual({ type: 'run', id: 'palette' });
    expect(matchChords(COMMANDS, press('k', { ctrlKey: true }), mac)).toBeNull();
    expect(matchChords(COMMANDS, press('k', { ctrlKey: true, metaKey: true }), ELSEWHERE)).toBeNull();
  });

  it('leaves single letters alone outside a list', () => {
    expect(matchChords(COMMANDS, press('k'), ELSEWHERE)).toBeNull();
    expect(matchChords(COMMANDS, press('Delete'), ELSEWHERE)).toBeNull();
    expect(matchChords(COMMANDS, press('k'), IN_LIST)).toEqual({ type: 'run', id: 'up' });
  });

  it('waits for the second key of a sequence and prefers it to a single key', () => {
    expect(matchChords(COMMANDS, press('g'), IN_LIST)).toEqual({ type: 'begin', key: 'g' });
    expect(matchChords(COMMANDS, press('k'), { ...IN_LIST, begun: 'g' })).toEqual({
      type: 'run',
      id: 'keys',
    });
  });

  it('falls back to the single key when the sequence goes nowhere', () => {
    expect(matchChords(COMMANDS, press('Delete'), { ...IN_LIST, begun: 'g' })).toEqual({
      type: 'run',
      id: 'remove',
    });
  });

  it('takes a character that needs Shift, but not a letter with Shift', () => {
    expect(matchChords(COMMANDS, press('?', { shiftKey: true }), IN_LIST)).toEqual({
      type: 'run',
      id: 'help',
    });
    expect(matchChords(COMMANDS, press('K', { shiftKey: true }), IN_LIST)).toBeNull();
  });

  it('takes function keys from everywhere', () => {
    expect(matchChords(COMMANDS, press('F5'), ELSEWHERE)).toEqual({ type: 'run', id: 'sync' });
  });
});

describe('the catalogue', () => {
  // Two screens with a list of their own may use the same keys: only one of them is in view.
  it.each(['Keys', 'People'])('gives no combination to two commands while the %s are in view', (shown) => {
    const other = shown === 'Keys' ? 'People' : 'Keys';
    const chords = COMMAND_IDS.map((id) => COMMAND_SPECS[id])
      .filter(({ group }) => group !== other)
      .flatMap(({ keys }) => keys ?? []);
    expect(chords.filter((chord, position) => chords.indexOf(chord) !== position)).toEqual([]);
  });

  it('asks for a list wherever a key would be typed as text', () => {
    const typed = COMMAND_IDS.flatMap((id) => COMMAND_SPECS[id].keys ?? []).filter((chord) =>
      /^.( .)?$/.test(chord),
    );
    expect(typed.filter((chord) => !needsList(chord))).toEqual([]);
  });
});

describe('formatChord', () => {
  it.each([
    ['mod+k', false, 'Ctrl K'],
    ['mod+k', true, '⌘K'],
    ['g k', false, 'G then K'],
    ['Delete', false, 'Del'],
    ['F5', false, 'F5'],
    ['?', false, '?'],
  ])('writes %s (macOS: %s) as %s', (chord, mac, words) => {
    expect(formatChord(chord, mac)).toBe(words);
  });
});
