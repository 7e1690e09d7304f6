interface Placed {
  readonly core: string;
  readonly at: number;
}

/** A core filed under the hash of a piece of it that begins at `offset`. */
interface Anchored extends Placed {
  readonly offset: number;
}

/** Cores with one length of piece. */
interface Shelf {
  readonly piece: number;
  readonly cells: ReadonlyMap<number, readonly Anchored[]>;
  /** One byte for every value of a hash's low bits: 0 where no core is filed. */
  readonly filter: Uint8Array;
}

/** Lengths of the pieces: a core is filed under a piece of the longest one that fits in it. */
const PIECES = [16, 8, 3, 2, 1] as const;
const FILTER_BITS = 0xffff;
const BASE = 0x01000193;

/**
 * Prepares the search for many cores inside texts: answers the smallest position among the cores that occur in the
 * text, leaving out the one at `except`, or -1. Every core is filed under the rarest piece of itself, so that a text
 * is compared only with cores whose piece it holds; the hash of the pieces rolls along the text.
 */
export function containsIndex(placed: readonly Placed[]): (text: string, except: number) => number {
  const shelves = PIECES.map((piece, i) => {
    const longer = PIECES[i - 1] ?? Infinity;
    return shelve(
      placed.filter(({ core }) => core.length >= piece && core.length < longer),
      piece,
    );
  }).filter(({ cells }) => cells.size > 0);
  return (text, except) => {
    let best = -1;
    for (const shelf of shelves) best = searchShelf(shelf, text, except, best);
    return best;
  };
}

function searchShelf(shelf: Shelf, text: string, except: number, bestSoFar: number): number {
  let best = bestSoFar;
  eachPiece(text, shelf.piece, (hash, i) => {
    if (shelf.filter[hash & FILTER_BITS] === 0) return;
    for (const { core, at, offset } of shelf.cells.get(hash) ?? []) {
      if (best >= 0 && at >= best) break;
      if (at !== except && text.startsWith(core, i - offset)) best = at;
    }
  });
  return best;
}

/** Calls back with the hash of every piece of that length and where it begins. */
function eachPiece(text: string, length: number, visit: (hash: number, at: number) => void): void {
  if (text.length < length) return;
  let leaving = 1;
  let hash = 0;
  for (let i = 0; i < length; i += 1) {
    hash = (Math.imul(hash, BASE) + text.charCodeAt(i)) | 0;
    if (i > 0) leaving = Math.imul(leaving, BASE);
  }
  visit(hash, 0);
  for (let i = length; i < text.length; i += 1) {
    const rest = hash - Math.imul(text.charCodeAt(i - length), leaving);
    hash = (Math.imul(rest, BASE) + text.charCodeAt(i)) | 0;
    visit(hash, i - length + 1);
  }
}

function shelve(cores: readonly Placed[], piece: number): Shelf {
  const counts = new Map<number, number>();
  for (const { core } of cores) {
    eachPiece(core, piece, (hash) => counts.set(hash, (counts.get(hash) ?? 0) + 1));
  }
  const cells = new Map<number, Anchored[]>();
  const filter = new Uint8Array(FILTER_BITS + 1);
  for (const { core, at } of cores) {
    const { hash, offset } = rarestPiece(core, piece, counts);
    const cell = cells.get(hash);
    if (cell === undefined) cells.set(hash, [{ core, at, offset }]);
    else cell.push({ core, at, offset });
    filter[hash & FILTER_BITS] = 1;
  }
  return { piece, cells, filter };
}

function rarestPiece(
  core: string,
  piece: number,
  counts: ReadonlyMap<number, number>,
): { readonly hash: number; readonly offset: number } {
  let rarest = { hash: 0, offset: 0 };
  let fewest = Infinity;
  eachPiece(core, piece, (hash, offset) => {
    const count = counts.get(hash) ?? 0;
    if (count >= fewest) return;
    fewest = count;
    rarest = { hash, offset };
  });
  return rarest;
}
