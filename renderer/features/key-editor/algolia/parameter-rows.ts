/**
 * The forced search parameters as rows of a form. The string on the wire stays the truth: a row that is not
 * edited keeps its spelling to the byte, so that looking at a key never changes it.
 */
export interface ParameterRow {
  readonly name: string;
  readonly value: string;
  /** How the row is spelled in the string; null for one that was edited or added. */
  readonly raw: string | null;
}

/** The parameter that has a field of its own (key-apis A7). */
export const RESTRICT_SOURCES = 'restrictSources';

function decode(text: string): string {
  try {
    return decodeURIComponent(text.replaceAll('+', ' '));
  } catch {
    return text;
  }
}

/** Escapes what would break the string apart, and leaves readable what may stand in a query. */
function encode(text: string): string {
  return encodeURIComponent(text).replace(/%(2F|3A|2C|5B|5D|40)/g, (escaped) => decodeURIComponent(escaped));
}

/** Reads the string into rows, in order; empty pieces ("a=1&&b=2") are no rows. */
export function readRows(text: string): readonly ParameterRow[] {
  return text
    .split('&')
    .filter((piece) => piece !== '')
    .map((raw) => {
      const equals = raw.indexOf('=');
      const name = equals === -1 ? raw : raw.slice(0, equals);
      const value = equals === -1 ? '' : raw.slice(equals + 1);
      return { name: decode(name), value: decode(value), raw };
    });
}

/** Writes the rows as one string. A row without a name and a value is left out. */
export function writeRows(rows: readonly ParameterRow[]): string {
  return rows
    .filter((row) => row.raw !== null || row.name !== '' || row.value !== '')
    .map((row) => row.raw ?? `${encode(row.name)}=${encode(row.value)}`)
    .join('&');
}

/** The rows with another name or value in one of them. */
export function editRow(
  rows: readonly ParameterRow[],
  index: number,
  change: Partial<Pick<ParameterRow, 'name' | 'value'>>,
): readonly ParameterRow[] {
  return rows.map((row, at) => (at === index ? { ...row, ...change, raw: null } : row));
}

/** The sources that the rows name; a key may have one. */
export function sourcesOf(rows: readonly ParameterRow[]): readonly string[] {
  return rows.filter((row) => row.name === RESTRICT_SOURCES).map((row) => row.value);
}

/** The rows with exactly this source, in the place of the first one, or with none. */
export function withSource(rows: readonly ParameterRow[], source: string): readonly ParameterRow[] {
  const first = rows.findIndex((row) => row.name === RESTRICT_SOURCES);
  const others = rows.filter((row) => row.name !== RESTRICT_SOURCES);
  if (source === '') return others;
  const row: ParameterRow = { name: RESTRICT_SOURCES, value: source, raw: null };
  return first === -1 ? [...others, row] : others.toSpliced(first, 0, row);
}

/** What is wrong with the rows as rows: a value without a name, a name that comes twice. */
export function rowProblem(rows: readonly ParameterRow[], index: number): string | null {
  const row = rows[index];
  if (row === undefined) return null;
  if (row.name === '' && row.value !== '') return 'Give the parameter a name.';
  const twice = row.name !== '' && rows.findIndex((other) => other.name === row.name) < index;
  return twice ? `${row.name} stands above already; the cluster takes one of them.` : null;
}
