/**
 * The version of an algorithm in an entry or a request (key-apis C1). `range`: all versions that begin with these
 * numbers (`1.*`, `1.2` and `1.2.*`); `full`: one version `1.2.3`; `name`: `latest`, `latestPrivate` or a build's hash,
 * which equals only itself.
 */
export type AlgoVersion =
  | { readonly sort: 'range'; readonly numbers: readonly number[] }
  | { readonly sort: 'full'; readonly numbers: readonly number[] }
  | { readonly sort: 'name'; readonly name: string };

const FULL = /^(\d+)\.(\d+)\.(\d+)$/;
const RANGE = /^(\d+)(?:\.(\d+))?\.\*$/;
const PARTIAL = /^(\d+)\.(\d+)$/;
const NAME = /^[A-Za-z0-9_-]+$/;

/** Null when the text can be no version. */
export function readVersion(text: string): AlgoVersion | null {
  const full = FULL.exec(text);
  if (full !== null) return { sort: 'full', numbers: numbersOf(full) };
  const range = RANGE.exec(text) ?? PARTIAL.exec(text);
  if (range !== null) return { sort: 'range', numbers: numbersOf(range) };
  return NAME.test(text) ? { sort: 'name', name: text } : null;
}

function numbersOf([, ...parts]: RegExpExecArray): readonly number[] {
  return parts.filter((part) => part !== undefined).map(Number);
}

/** The canonical text: a partial version is written with its star. */
export function writeVersion(version: AlgoVersion): string {
  switch (version.sort) {
    case 'range':
      return `${version.numbers.join('.')}.*`;
    case 'full':
      return version.numbers.join('.');
    case 'name':
      return version.name;
  }
}

/** The ranges that a version lies in, the widest first; it itself is not among them. */
export function rangesAround(version: AlgoVersion): readonly AlgoVersion[] {
  if (version.sort === 'name') return [];
  // There is no range of everything: that is the algorithm itself.
  const lengths = version.sort === 'full' ? [1, 2] : [1].slice(0, version.numbers.length - 1);
  return lengths.map((length) => ({ sort: 'range', numbers: version.numbers.slice(0, length) }));
}
