import { RESTRICT_SOURCES, parseParameters, writeParameters } from '#shared/kinds/algolia/query-parameters';

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

/** Reads the string into rows, in order; empty pieces ("a=1&&b=2") are no rows. */
export function readRows(text: string): readonly ParameterRow[] {
  return text
    .split('&')
    .flatMap((raw) => parseParameters(raw).map(([name, value]) => ({ name, value, raw })));
}

/** Writes the rows as one string. A row without a name and a value is left out. */
export function writeRows(rows: readonly ParameterRow[]): string {
  return rows
    .filter((row) => !isBlank(row))
    .map((row) => row.raw ?? writeParameters([[row.name, row.value]]))
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

/** The sources that the rows name; a key may have one (key-apis A7). */
export function sourcesOf(rows: readonly ParameterRow[]): readonly string[] {
  return rows.filter(isSource).map((row) => row.value);
}

export function isSource(row: ParameterRow): boolean {
  return row.name === RESTRICT_SOURCES;
}

/** The rows with exactly this source, in the place of the first one, or with none. */
export function withSource(rows: readonly ParameterRow[], source: string): readonly ParameterRow[] {
  const first = rows.findIndex(isSource);
  const others = rows.filter((row) => !isSource(row));
  if (source === '') return others;
  const row: ParameterRow = { name: RESTRICT_SOURCES, value: source, raw: null };
  return first === -1 ? [...others, row] : others.toSpliced(first, 0, row);
}

/** A row that was added and not filled in yet: the string does not hold it. */
export function isBlank(row: ParameterRow): boolean {
  return row.raw === null && row.name === '' && row.value === '';
}
