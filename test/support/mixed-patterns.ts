import { z } from 'zod';

/** A repeatable source of numbers below a bound (xorshift32). */
export type Draw = (below: number) => number;

/** `seed` is any number but 0. */
export function drawFrom(seed: number): Draw {
  let state = seed | 0;
  return (below) => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) % below;
  };
}

const PLACES = ['prod', 'dev', 'staging', 'eu', 'us', 'apac', 'test', 'shop', 'blog', 'crm'] as const;
const THINGS = [
  'products',
  'orders',
  'customers',
  'articles',
  'suppliers',
  'reviews',
  'categories',
  'stores',
] as const;
const LETTERS = 'abcdefghijklmnopqrstuvwxyz0123456789';

function pick(draw: Draw, words: readonly string[]): string {
  return words[draw(words.length)] ?? '';
}

function letters(draw: Draw, count: number): string {
  let text = '';
  for (let i = 0; i < count; i += 1) text += LETTERS.charAt(draw(LETTERS.length));
  return text;
}

/** Chosen so that a fifth of the list adds nothing: not every draw finds an entry to stand under. */
const REDUNDANT_SHARE = 32;

/** The name of an index: words with a part that occurs once, about 31 characters. */
function nameOf(draw: Draw): string {
  return `${pick(draw, PLACES)}_${pick(draw, THINGS)}_${letters(draw, 8 + draw(10))}_${pick(draw, PLACES)}`;
}

const SHAPES = ['exact', 'prefix', 'suffix', 'contains'] as const;
type Shape = (typeof SHAPES)[number];

/** 40 % exact, 40 % prefix, 15 % suffix, 5 % contains. */
function shapeOf(draw: Draw): Shape {
  const share = draw(100);
  if (share < 40) return 'exact';
  if (share < 80) return 'prefix';
  return share < 95 ? 'suffix' : 'contains';
}

function shaped(shape: Shape, core: string): string {
  const before = shape === 'suffix' || shape === 'contains' ? '*' : '';
  const after = shape === 'prefix' || shape === 'contains' ? '*' : '';
  return `${before}${core}${after}`;
}

/**
 * Mixed index patterns, of which a fifth adds nothing: they lengthen an earlier pattern of the list on its open side
 * or repeat it. The same seed gives the same list.
 */
export function mixedPatterns(count: number, seed: number): readonly string[] {
  const draw = drawFrom(seed);
  const list: string[] = [];
  while (list.length < count) {
    const earlier = list[draw(Math.max(1, list.length))] ?? '';
    // Only a tenth of them repeats an exact name.
    const taken = earlier.includes('*') || (earlier !== '' && draw(10) === 0);
    list.push(taken && draw(100) < REDUNDANT_SHARE ? under(draw, earlier) : fresh(draw));
  }
  return listFromJson(shuffled(draw, list));
}

function fresh(draw: Draw): string {
  return shaped(shapeOf(draw), nameOf(draw));
}

/** An entry that the earlier one covers. */
function under(draw: Draw, earlier: string): string {
  const core = earlier.replace(/^\*|\*$/g, '');
  const before = earlier.startsWith('*') ? letters(draw, 1 + draw(4)) : '';
  const after = earlier.endsWith('*') ? letters(draw, 1 + draw(4)) : '';
  if (before === '' && after === '') return earlier;
  if (before !== '' && after !== '') return shaped(shapeOf(draw), `${before}${core}${after}`);
  const exact = draw(2) === 0;
  return `${exact || before === '' ? '' : '*'}${before}${core}${after}${exact || after === '' ? '' : '*'}`;
}

/** As a list is that was read from JSON: each text one piece of memory, in the order of the list. */
export function listFromJson(list: readonly string[]): readonly string[] {
  return z.array(z.string()).parse(JSON.parse(JSON.stringify(list)));
}

function shuffled(draw: Draw, list: string[]): readonly string[] {
  for (let i = list.length - 1; i > 0; i -= 1) {
    const j = draw(i + 1);
    const one = list[i] ?? '';
    list[i] = list[j] ?? '';
    list[j] = one;
  }
  return list;
}
