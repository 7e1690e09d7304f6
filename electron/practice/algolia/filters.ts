import { Refusal } from '../exchange';
import type { IndexObject } from './index-store';

/** A condition on an object, as read from `filters`, `facetFilters`, `tagFilters` or `numericFilters`. */
export type Filter =
  | { readonly sort: 'all' | 'any'; readonly of: readonly Filter[] }
  | { readonly sort: 'not'; readonly of: Filter }
  | { readonly sort: 'equals'; readonly attribute: string; readonly value: string }
  | {
      readonly sort: 'compares';
      readonly attribute: string;
      readonly by: Comparison;
      readonly value: number;
    };

const COMPARISONS = ['<=', '>=', '!=', '<', '>', '='] as const;
type Comparison = (typeof COMPARISONS)[number];

const TOKEN = /\s*(?:([()])|(<=|>=|!=|[<>=:])|"((?:[^"\\]|\\.)*)"|'((?:[^'\\]|\\.)*)'|([^\s()<>=!:"']+))/y;

interface Token {
  readonly sort: 'bracket' | 'sign' | 'word' | 'quoted';
  readonly text: string;
}

function tokenize(text: string): readonly Token[] {
  const tokens: Token[] = [];
  const end = text.trimEnd().length;
  TOKEN.lastIndex = 0;
  while (TOKEN.lastIndex < end) {
    const [, bracket, sign, double, single, word] = TOKEN.exec(text) ?? [];
    const quoted = double ?? single;
    if (bracket !== undefined) tokens.push({ sort: 'bracket', text: bracket });
    else if (sign !== undefined) tokens.push({ sort: 'sign', text: sign });
    else if (quoted !== undefined) tokens.push({ sort: 'quoted', text: quoted.replace(/\\(.)/g, '$1') });
    else if (word !== undefined) tokens.push({ sort: 'word', text: word });
    else throw new Refusal(400, 'filters: unexpected character');
  }
  return tokens;
}

/** Reads one `filters` expression by recursive descent: OR binds weaker than AND, AND weaker than NOT. */
class FilterReader {
  readonly #tokens: readonly Token[];
  #at = 0;

  constructor(text: string) {
    this.#tokens = tokenize(text);
  }

  read(): Filter {
    const filter = this.#alternatives();
    if (this.#at < this.#tokens.length) throw this.#unexpected();
    return filter;
  }

  #peek(sort: Token['sort'], ...texts: readonly string[]): boolean {
    const token = this.#tokens[this.#at];
    return token?.sort === sort && (texts.length === 0 || texts.includes(token.text));
  }

  #take(sort: Token['sort'], ...texts: readonly string[]): boolean {
    const found = this.#peek(sort, ...texts);
    if (found) this.#at += 1;
    return found;
  }

  #unexpected(): Refusal {
    const token = this.#tokens[this.#at];
    return new Refusal(
      400,
      `filters: unexpected ${token === undefined ? 'end' : JSON.stringify(token.text)}`,
    );
  }

  #alternatives(): Filter {
    const of = [this.#conjunction()];
    while (this.#take('word', 'OR')) of.push(this.#conjunction());
    return { sort: 'any', of };
  }

  #conjunction(): Filter {
    const of = [this.#negation()];
    while (this.#take('word', 'AND')) of.push(this.#negation());
    return { sort: 'all', of };
  }

  #negation(): Filter {
    return this.#take('word', 'NOT') ? { sort: 'not', of: this.#negation() } : this.#primary();
  }

  #primary(): Filter {
    if (this.#take('bracket', '(')) {
      const inner = this.#alternatives();
      if (!this.#take('bracket', ')')) throw this.#unexpected();
      return inner;
    }
    const name = this.#text();
    if (this.#take('sign', ':')) return { sort: 'equals', attribute: name, value: this.#value() };
    const by = COMPARISONS.find((sign) => this.#take('sign', sign));
    // A bare word is a tag.
    return by === undefined
      ? { sort: 'equals', attribute: '_tags', value: name }
      : compares(name, by, this.#text());
  }

  /** A value may hold further colons (`url:https://a`). */
  #value(): string {
    if (this.#peek('quoted')) return this.#text();
    let value = this.#text();
    while (this.#take('sign', ':')) value += `:${this.#text()}`;
    return value;
  }

  #text(): string {
    const token = this.#tokens[this.#at];
    const usable =
      token?.sort === 'quoted' || (token?.sort === 'word' && !['AND', 'OR', 'NOT'].includes(token.text));
    if (token === undefined || !usable) throw this.#unexpected();
    this.#at += 1;
    return token.text;
  }
}

function compares(attribute: string, by: Comparison, text: string): Filter {
  const value = Number(text);
  if (text.trim() === '' || Number.isNaN(value)) throw new Refusal(400, `filters: ${text} is no number`);
  return { sort: 'compares', attribute, by, value };
}

/** Reads a `filters` expression. Throws Refusal 400 for anything it cannot read, so that nothing is let through. */
export function readFilters(text: string): Filter {
  return text.trim() === '' ? { sort: 'all', of: [] } : new FilterReader(text).read();
}

type ReadOne = (text: string) => Filter;

/** Arrays are ANDed, arrays within arrays ORed. Throws Refusal 400 for other shapes. */
function readNested(value: unknown, name: string, readOne: ReadOne): Filter {
  if (typeof value === 'string') return readOne(value);
  if (!Array.isArray(value)) throw new Refusal(400, `${name}: a list of texts is expected`);
  const of = value.map((entry: unknown): Filter => {
    if (typeof entry === 'string') return readOne(entry);
    if (!Array.isArray(entry)) throw new Refusal(400, `${name}: a list of texts is expected`);
    return { sort: 'any', of: entry.map((inner: unknown) => readNested(inner, name, readOne)) };
  });
  return { sort: 'all', of };
}

/** `-` before a value negates it; a backslash keeps a leading `-` literal. */
function readFacetValue(attribute: string, value: string): Filter {
  if (value.startsWith('-')) return { sort: 'not', of: { sort: 'equals', attribute, value: value.slice(1) } };
  return { sort: 'equals', attribute, value: value.startsWith('\\-') ? value.slice(1) : value };
}

/** Reads `facetFilters`: `attribute:value` entries. */
export function readFacetFilters(value: unknown): Filter {
  return readNested(value, 'facetFilters', (text) => {
    const colon = text.indexOf(':');
    if (colon < 1) throw new Refusal(400, 'facetFilters: attribute:value is expected');
    return readFacetValue(text.slice(0, colon), text.slice(colon + 1));
  });
}

/** Reads `tagFilters`: values of `_tags`. */
export function readTagFilters(value: unknown): Filter {
  return readNested(value, 'tagFilters', (text) => readFacetValue('_tags', text));
}

/** Reads `numericFilters`: `attribute < number` entries. */
export function readNumericFilters(value: unknown): Filter {
  return readNested(value, 'numericFilters', readFilters);
}

/** The values at a dotted path, lists laid out flat. */
export function valuesAt(object: unknown, path: string): readonly unknown[] {
  if (Array.isArray(object)) return object.flatMap((entry: unknown) => valuesAt(entry, path));
  if (typeof object !== 'object' || object === null) return [];
  const own = Object.entries(object).find(([name]) => name === path);
  if (own !== undefined) return [own[1]].flat(Infinity);
  return Object.entries(object).flatMap(([name, value]: [string, unknown]) =>
    path.startsWith(`${name}.`) ? valuesAt(value, path.slice(name.length + 1)) : [],
  );
}

function compare(actual: number, by: Comparison, value: number): boolean {
  switch (by) {
    case '<':
      return actual < value;
    case '<=':
      return actual <= value;
    case '>':
      return actual > value;
    case '>=':
      return actual >= value;
    case '=':
      return actual === value;
    case '!=':
      return actual !== value;
  }
}

/** Whether an object meets a filter. Texts are compared without regard to case, as facet values are. */
export function meets(object: IndexObject, filter: Filter): boolean {
  switch (filter.sort) {
    case 'all':
      return filter.of.every((one) => meets(object, one));
    case 'any':
      return filter.of.some((one) => meets(object, one));
    case 'not':
      return !meets(object, filter.of);
    case 'equals':
      return valuesAt(object, filter.attribute).some(
        (value) => String(value).toLowerCase() === filter.value.toLowerCase(),
      );
    case 'compares':
      return valuesAt(object, filter.attribute).some(
        (value) => typeof value === 'number' && compare(value, filter.by, filter.value),
      );
  }
}
