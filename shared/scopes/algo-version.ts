/**
 * The version of an algorithm in an entry or a request (key-apis C1). `range`: all versions that begin with these
 * numbers (`1.*`, `1.2` and `1.2.*`); `full`: one version `1.2.3`; `name`: `latest`, `latestPrivate` or a build's hash,
 * which equals only itself.
 */
export type AlgoVersion =
  | { readonly sort: 'range'; readonly numbers: readonly number[] }
  | { readonly sort: 'full'; readonly numbers: readonly number[] }
  | { readonly sort: 'name'; readonly name: string };

/** As in semantic versions no leading zero, and short enough to be exact as a number: one text for one version. */
const NUMBER = String.raw`(0|[1-9]\d{0,8})`;
const FULL = new RegExp(String.raw`^${NUMBER}\.${NUMBER}\.${NUMBER}$`);
const RANGE = new RegExp(String.raw`^${NUMBER}(?:\.${NUMBER})?\.\*$`);
const PARTIAL = new RegExp(String.raw`^${NUMBER}\.${NUMBER}$`);
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

/** Whether every version of `b` is one of `a`: `1.*` ⊇ `1.2.*` ⊇ `1.2.3`; a name equals only itself. */
export function versionCovers(a: AlgoVersion, b: AlgoVersion): boolean {
  if (a.sort === 'name' || b.sort === 'name') return a.sort === b.sort && writeVersion(a) === writeVersion(b);
  if (a.sort === 'full' && b.sort !== 'full') return false;
  return a.numbers.length <= b.numbers.length && a.numbers.every((number, i) => number === b.numbers[i]);
}

/** Versions as a call names them that lie in this one, in different ranges below it where there are several. */
export function exampleVersions(version: AlgoVersion): readonly string[] {
  if (version.sort !== 'range') return [writeVersion(version)];
  const numbers = version.numbers.join('.');
  return version.numbers.length === 1
    ? [`${numbers}.0.0`, `${numbers}.1.0`]
    : [`${numbers}.0`, `${numbers}.1`];
}

/** The ranges that a version lies in, the widest first; it itself is not among them. */
export function rangesAround(version: AlgoVersion): readonly AlgoVersion[] {
  if (version.sort === 'name') return [];
  // There is no range of everything: that is the algorithm itself.
  const lengths = version.sort === 'full' ? [1, 2] : [1].slice(0, version.numbers.length - 1);
  return lengths.map((length) => ({ sort: 'range', numbers: version.numbers.slice(0, length) }));
}
