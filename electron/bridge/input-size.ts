/** Deeper than any input of the contract; keeps a hostile nesting from exhausting the parser's stack. */
const MAX_DEPTH = 64;

export type InputJudgement = 'fits' | 'too-large' | 'not-plain';

/** Units that a value without members takes in JSON, or null when it is not plain JSON. */
function leafUnits(value: unknown): number | null {
  switch (typeof value) {
    case 'string':
      return value.length + 2;
    case 'number':
      return Number.isFinite(value) ? String(value).length : null;
    case 'boolean':
      return value ? 4 : 5;
    case 'undefined':
      return 0;
    default:
      return value === null ? 4 : null;
  }
}

function isPlainObject(value: object): boolean {
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}

/**
 * Judges what came over the bridge before any schema sees it. The structured clone lets through what JSON cannot
 * hold (maps, buffers, cycles, a member called `__proto__`): those are `not-plain`. `too-large` means that it
 * would take more than `cap` UTF-16 units as JSON, escapes not counted. Stops at the first unit beyond the cap.
 */
export function judgeInput(input: unknown, cap: number): InputJudgement {
  const pending: { readonly value: unknown; readonly depth: number }[] = [{ value: input, depth: 0 }];
  let units = 0;
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    const { value, depth } = next;
    if (typeof value !== 'object' || value === null) {
      const leaf = leafUnits(value);
      if (leaf === null) return 'not-plain';
      units += leaf;
    } else if (depth === MAX_DEPTH) {
      return 'not-plain';
    } else if (Array.isArray(value)) {
      units += 2 + Math.max(0, value.length - 1);
      if (units > cap) return 'too-large';
      for (const member of value) pending.push({ value: member, depth: depth + 1 });
    } else {
      if (!isPlainObject(value)) return 'not-plain';
      const members = Object.entries(value).filter(([, member]) => member !== undefined);
      units += 2 + Math.max(0, members.length - 1);
      for (const [name, member] of members) {
        if (name === '__proto__') return 'not-plain';
        units += name.length + 3;
        pending.push({ value: member, depth: depth + 1 });
      }
    }
    if (units > cap) return 'too-large';
  }
  return 'fits';
}
