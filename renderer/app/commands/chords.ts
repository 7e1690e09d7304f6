/** The parts of a keyboard event that a chord looks at. */
export interface PressedKey {
  readonly key: string;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly altKey: boolean;
  readonly shiftKey: boolean;
}

const NAMES: Readonly<Record<string, string>> = {
  ArrowDown: '↓',
  ArrowUp: '↑',
  Delete: 'Del',
  Escape: 'Esc',
};

/** Whether one key of a chord is the pressed one. Shift counts only where the character does not already tell. */
export function matchesKey(chord: string, pressed: PressedKey, mac: boolean): boolean {
  const wantsMod = chord.startsWith('mod+');
  const wanted = wantsMod ? chord.slice('mod+'.length) : chord;
  const mod = mac ? pressed.metaKey : pressed.ctrlKey;
  const other = mac ? pressed.ctrlKey : pressed.metaKey;
  if (mod !== wantsMod || other || pressed.altKey) return false;
  if (pressed.shiftKey && /^[a-z0-9]$/i.test(pressed.key)) return false;
  return wanted.length === 1 ? pressed.key.toLowerCase() === wanted : pressed.key === wanted;
}

/** Acts only while a list has the focus: everything without `mod` that is no function key (WCAG 2.1.4). */
export function needsList(chord: string): boolean {
  return !chord.startsWith('mod+') && !/^F\d+$/.test(chord);
}

export interface ChordCommand {
  readonly id: string;
  readonly keys: readonly string[];
}

export interface ChordContext {
  /** The first key of a sequence, when it was pressed just before. */
  readonly begun: string | null;
  readonly listHasFocus: boolean;
  readonly mac: boolean;
}

/** What a pressed key means: run a command, wait for the second key of a sequence, or nothing. */
export type ChordMatch =
  { readonly type: 'run'; readonly id: string } | { readonly type: 'begin'; readonly key: string } | null;

/** Looks a pressed key up in the commands: second keys of a begun sequence first, then first keys, then single ones. */
export function matchChords(
  commands: readonly ChordCommand[],
  pressed: PressedKey,
  { begun, listHasFocus, mac }: ChordContext,
): ChordMatch {
  const usable = commands
    .flatMap(({ id, keys }) => keys.map((chord) => ({ id, chord })))
    .filter(({ chord }) => listHasFocus || !needsList(chord))
    .map(({ id, chord }) => ({ id, keys: chord.split(' ') }));
  const isPressed = (key: string | undefined) => key !== undefined && matchesKey(key, pressed, mac);

  const second = usable.find(({ keys: [first, end] }) => first === begun && isPressed(end));
  if (second !== undefined) return { type: 'run', id: second.id };
  const start = usable.find(({ keys }) => keys.length === 2 && isPressed(keys[0]));
  if (start?.keys[0] !== undefined) return { type: 'begin', key: start.keys[0] };
  const single = usable.find(({ keys }) => keys.length === 1 && isPressed(keys[0]));
  return single === undefined ? null : { type: 'run', id: single.id };
}

/** A chord as it stands on the keyboard: "Ctrl K", "⌘K", "G then K". */
export function formatChord(chord: string, mac: boolean): string {
  return chord
    .split(' ')
    .map((key) => formatKey(key, mac))
    .join(' then ');
}

function formatKey(key: string, mac: boolean): string {
  const withMod = key.startsWith('mod+');
  const bare = withMod ? key.slice('mod+'.length) : key;
  const name = NAMES[bare] ?? (bare.length === 1 ? bare.toUpperCase() : bare);
  if (!withMod) return name;
  return mac ? `⌘${name}` : `Ctrl ${name}`;
}
