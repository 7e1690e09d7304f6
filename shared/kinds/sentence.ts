import type { SummaryPart } from './kind';

/** A sentence or a piece of one. */
export type Parts = readonly SummaryPart[];

/** Longer lists are cut to this many and a count. */
const SHOWN = 4;

/** The first few of a long list. One more than the limit is shown too, as counting it would take as much room. */
export function shownOf<Item>(items: readonly Item[]): readonly Item[] {
  return items.length > SHOWN + 1 ? items.slice(0, SHOWN) : items;
}

/** "1 hit", "1,000 hits". */
export function counted(count: number, one: string, many: string): string {
  return `${formatNumber(count)} ${count === 1 ? one : many}`;
}

/** Digits in groups of three, as everywhere in the interface's English. */
export function formatNumber(value: number): string {
  return value.toString().replace(/\B(?=(\d{3})+$)/g, ',');
}

/** "a", "a and b", "a, b and c". */
export function enumerate(items: readonly Parts[], word: 'and' | 'or'): Parts {
  return items.flatMap((item, i) => {
    if (i === 0) return item;
    return [plain(i === items.length - 1 ? ` ${word} ` : ', '), ...item];
  });
}

/** Words as they are. */
export function plain(text: string): SummaryPart {
  return { text };
}

/** Words that stand out: what writes, destroys or names a host. */
export function strong(text: string): SummaryPart {
  return { text, style: 'strong' };
}

/** A name or pattern, in monospace. */
export function code(text: string): SummaryPart {
  return { text, style: 'code' };
}

/** Joins neighbours of the same style. */
export function merged(parts: Parts): Parts {
  const result: SummaryPart[] = [];
  for (const part of parts) {
    const last = result[result.length - 1];
    if (last !== undefined && last.style === part.style)
      result[result.length - 1] = { ...last, text: last.text + part.text };
    else result.push(part);
  }
  return result;
}
