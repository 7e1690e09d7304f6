import { algoFamily } from '../algo-family';
import { analyse, type ListAnalysis } from '../analysis';
import { scopesOf, type Family } from '../family';
import { indexFamily } from '../index-family';
import { refererFamily } from '../referer-family';

/**
 * Where an entry or a name stands in a tree of prefixes: an open place holds every key that begins with its own, a
 * closed one only itself.
 */
export interface Place {
  readonly key: string;
  readonly open: boolean;
}

/** How the entries of one family form a tree. Texts are canonical texts of valid entries. */
export interface TreeShape {
  readonly analyse: (entries: readonly string[]) => ListAnalysis;
  /** Null for an entry that stands in no one place, since it names no beginning: `*_public`, `*blog*`. */
  readonly placeOf: (text: string) => Place | null;
  readonly textAt: (place: Place) => string;
  /** The place of a name that the cluster knows; null when no entry can name it alone. */
  readonly placeOfName: (name: string) => Place | null;
  /** Where the first group of the key beyond `from` ends (offset behind its separator), or -1. */
  readonly groupEnd: (key: string, from: number) => number;
  /** Whether groups of one member are shown too: the levels of the tree mean something by themselves. */
  readonly everyGroup: boolean;
  /** Prepares asking which of these entries cover another one or equal it: their positions, in order. */
  readonly coverage: (texts: readonly string[]) => (text: string) => readonly number[];
  /**
   * Per name, as text of an entry, the first of `texts` that allows it, or -1. `texts` are pairwise different and none
   * covers another one; `names` are pairwise different. Costs about what sorting both costs.
   */
  readonly allowing: (texts: readonly string[], names: readonly string[]) => readonly number[];
}

/** The families whose lists are edited as trees. */
export type TreeFamily = 'index' | 'referer' | 'algo';

const ALGO = 'algo://';

/** Per family its tree: algorithms by owner (key-apis C1), indices by the segments of their names, referers by host. */
export const treeShapes: Readonly<Record<TreeFamily, TreeShape>> = {
  index: shapeOf(indexFamily, { prefix: '', everyGroup: false, groupEnd: segmentEnd }),
  referer: shapeOf(refererFamily, { prefix: '', everyGroup: false, groupEnd: hostEnd }),
  algo: shapeOf(algoFamily, { prefix: ALGO, everyGroup: true, groupEnd: slashEnd }),
};

interface Geometry {
  /** What every entry begins with. */
  readonly prefix: string;
  readonly everyGroup: boolean;
  readonly groupEnd: TreeShape['groupEnd'];
}

const SEPARATOR = /[_\-./]/g;

function segmentEnd(key: string, from: number): number {
  SEPARATOR.lastIndex = from;
  const found = SEPARATOR.exec(key);
  return found === null ? -1 : found.index + 1;
}

function slashEnd(key: string, from: number): number {
  return key.indexOf('/', from) + 1 || -1;
}

const HOST = /^https?:\/\/[^/]+\//;

function hostEnd(key: string, from: number): number {
  const end = HOST.exec(key)?.[0].length ?? -1;
  return end > from ? end : -1;
}

function shapeOf<Scope>(family: Family<Scope>, { prefix, everyGroup, groupEnd }: Geometry): TreeShape {
  const textAt = ({ key, open }: Place): string => `${prefix}${key}${open ? '*' : ''}`;
  const read = (texts: readonly string[]): readonly Scope[] => scopesOf(family, texts);
  const placeOf = (text: string): Place | null => {
    const path = text.slice(prefix.length);
    if (path.startsWith('*') && path !== '*') return null;
    return path.endsWith('*') ? { key: path.slice(0, -1), open: true } : { key: path, open: false };
  };
  return {
    analyse: (entries) => analyse(family, entries),
    placeOf,
    textAt,
    placeOfName: (name) => {
      const parsed = family.parse(`${prefix}${name}`);
      // A name that reads as a pattern, or not at all, cannot be told from others by an entry.
      if (!parsed.ok || name.includes('*')) return null;
      return placeOf(family.write(parsed.scope));
    },
    groupEnd,
    everyGroup,
    coverage: (texts) => {
      const scopes = read(texts);
      return (text) => {
        const [scope] = read([text]);
        if (scope === undefined) return [];
        return scopes.flatMap((one, at) => (family.covers(one, scope) ? [at] : []));
      };
    },
    allowing: (texts, names) => {
      const own = new Map(texts.map((text, at) => [text, at]));
      const others = names.filter((name) => !own.has(name));
      const { to } = family.survey([...texts, ...others]);
      const found = new Map(others.map((name, at) => [name, to[texts.length + at] ?? -1]));
      return names.map((name) => own.get(name) ?? found.get(name) ?? -1);
    },
  };
}
