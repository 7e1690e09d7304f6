interface Placed {
  readonly core: string;
  readonly at: number;
}

const GRAM = 3;
const FILTER_BITS = 0xffff;

/**
 * Prepares the search for many cores inside texts: answers the smallest position among the cores that occur in the
 * text, leaving out the one at `except`, or -1. Every core is filed under its rarest three characters, so that a
 * text is compared only with cores of which it holds these; cores shorter than that are filed whole.
 */
export function containsIndex(placed: readonly Placed[]): (text: string, except: number) => number {
  const short = new Map<string, number>();
  const long: Placed[] = [];
  for (const one of placed) {
    if (one.core.length < GRAM) short.set(one.core, one.at);
    else long.push(one);
  }
  const lengths = [...new Set([...short.keys()].map((core) => core.length))];
  const byGram = fileByRarestGram(long);
  const filter = new Uint8Array(FILTER_BITS + 1);
  for (const gram of byGram.keys()) filter[gram & FILTER_BITS] = 1;

  const shortHit = (text: string, except: number): number => {
    let best = -1;
    for (const length of lengths) {
      for (let i = 0; i + length <= text.length; i += 1) {
        const at = short.get(text.slice(i, i + length));
        if (at !== undefined && at !== except && (best < 0 || at < best)) best = at;
      }
    }
    return best;
  };
  const longHit = (text: string, except: number): number => {
    let best = -1;
    for (let i = 0; i + GRAM <= text.length; i += 1) {
      const gram = gramAt(text, i);
      if (filter[gram & FILTER_BITS] === 0) continue;
      for (const { core, at } of byGram.get(gram) ?? []) {
        if (at !== except && (best < 0 || at < best) && text.includes(core)) best = at;
      }
    }
    return best;
  };
  return (text, except) => {
    const a = shortHit(text, except);
    const b = byGram.size === 0 ? -1 : longHit(text, except);
    return a < 0 ? b : b < 0 ? a : Math.min(a, b);
  };
}

/** Three UTF-16 units as one small integer; different ones may share it, since hits are verified. */
function gramAt(text: string, i: number): number {
  return (text.charCodeAt(i) * 8191 + text.charCodeAt(i + 1) * 127 + text.charCodeAt(i + 2)) & 0x3fffffff;
}

function fileByRarestGram(cores: readonly Placed[]): ReadonlyMap<number, readonly Placed[]> {
  const counts = new Map<number, number>();
  for (const { core } of cores) {
    for (let i = 0; i + GRAM <= core.length; i += 1) {
      const gram = gramAt(core, i);
      counts.set(gram, (counts.get(gram) ?? 0) + 1);
    }
  }
  const filed = new Map<number, Placed[]>();
  for (const one of cores) {
    let rarest = gramAt(one.core, 0);
    for (let i = 1; i + GRAM <= one.core.length; i += 1) {
      const gram = gramAt(one.core, i);
      if ((counts.get(gram) ?? 0) < (counts.get(rarest) ?? 0)) rarest = gram;
    }
    const cell = filed.get(rarest);
    if (cell === undefined) filed.set(rarest, [one]);
    else cell.push(one);
  }
  return filed;
}
