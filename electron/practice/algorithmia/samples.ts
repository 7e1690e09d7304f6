/** What an algorithm is given and what it answers. */
export type Value =
  | { readonly sort: 'text'; readonly text: string }
  | { readonly sort: 'json'; readonly json: unknown }
  | { readonly sort: 'binary'; readonly bytes: Buffer };

/** What an algorithm may use of the cluster, in the name of its caller. */
export interface Tools {
  /** Stores a text in the caller's data and answers its address; throws Refusal when the key may not write. */
  readonly save: (name: string, text: string) => string;
}

export type Sample = (input: Value, tools: Tools) => Value;

/** The algorithm itself failed: the call is answered, with an `error` in place of a result (key-apis B1). */
export class AlgorithmFailure extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'AlgorithmFailure';
  }
}

function textOf(input: Value): string {
  if (input.sort === 'text') return input.text;
  if (input.sort === 'json' && typeof input.json === 'string') return input.json;
  throw new AlgorithmFailure('The input must be a text');
}

/** Greets; also what every algorithm does that was made on this cluster, as the platform's own template does. */
export const hello: Sample = (input) => {
  const name = input.sort === 'json' ? JSON.stringify(input.json) : null;
  return { sort: 'text', text: `Hello ${name ?? (input.sort === 'binary' ? 'bytes' : textOf(input))}` };
};

const wordCount: Sample = (input) => {
  const counts = new Map<string, number>();
  for (const word of textOf(input)
    .toLowerCase()
    .match(/\p{L}+/gu) ?? []) {
    counts.set(word, (counts.get(word) ?? 0) + 1);
  }
  return { sort: 'json', json: Object.fromEntries(counts) };
};

function letters(text: string): string {
  return Array.from(text.toLowerCase()).sort().join('');
}

const anagram: Sample = (input) => {
  const words: readonly unknown[] = input.sort === 'json' && Array.isArray(input.json) ? input.json : [];
  const texts = words.filter((word) => typeof word === 'string');
  if (texts.length < 2 || texts.length !== words.length) {
    throw new AlgorithmFailure('The input must be a list of at least two words');
  }
  return { sort: 'json', json: texts.every((word) => letters(word) === letters(texts[0] ?? '')) };
};

const reverse: Sample = (input) =>
  input.sort === 'binary'
    ? { sort: 'binary', bytes: Buffer.from(input.bytes).reverse() }
    : { sort: 'text', text: Array.from(textOf(input)).reverse().join('') };

const saveText: Sample = (input, tools) => ({ sort: 'text', text: tools.save('text.txt', textOf(input)) });

/** The account that owns the sample algorithms. */
export const SAMPLE_OWNER = 'demo';

/** The sample algorithms by name; the last one needs a key that may write data. */
export const samples: ReadonlyMap<string, Sample> = new Map([
  ['Hello', hello],
  ['WordCount', wordCount],
  ['Anagram', anagram],
  ['Reverse', reverse],
  ['SaveText', saveText],
]);
