/** Edits of one list of scope entries: plain strings in the order in which they are sent. */

/** What pasting or typing several lines comes to. */
export interface AddedEntries {
  readonly entries: readonly string[];
  readonly added: number;
  /** Lines that were in the list already, or came twice. */
  readonly present: number;
}

/** The entries of a text, one a line, without surrounding space and without blank lines. */
export function linesOf(text: string): readonly string[] {
  return text
    .split(/\r\n|\r|\n/)
    .map((line) => line.trim())
    .filter((line) => line !== '');
}

/** Appends every line that is not in the list yet. */
export function addLines(entries: readonly string[], text: string): AddedEntries {
  const known = new Set(entries);
  const lines = linesOf(text);
  const fresh = lines.filter((line) => {
    if (known.has(line)) return false;
    known.add(line);
    return true;
  });
  return {
    entries: fresh.length === 0 ? entries : [...entries, ...fresh],
    added: fresh.length,
    present: lines.length - fresh.length,
  };
}

/** Puts another text in the place of one entry; a blank text removes it, several lines take its place in order. */
export function replaceEntry(entries: readonly string[], index: number, text: string): readonly string[] {
  if (index < 0 || index >= entries.length) return entries;
  return entries.toSpliced(index, 1, ...linesOf(text));
}

/** The list without the entries at these positions. */
export function removeEntries(entries: readonly string[], positions: ReadonlySet<number>): readonly string[] {
  return positions.size === 0 ? entries : entries.filter((_, index) => !positions.has(index));
}
