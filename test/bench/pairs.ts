/** One figure: `ours` and `theirs` measured in turn within one run, so that a busy machine slows both. */
export interface Pairing {
  readonly id: string;
  readonly what: string;
  /** Null: a goal, which gates nothing. */
  readonly limit: number | null;
  readonly pairs: number;
  /** Rounds before the measured ones, in which both sides come to their usual speed. */
  readonly unmeasured: number;
  readonly ours: () => Promise<number>;
  readonly theirs: () => Promise<number>;
}

/** A row of bench/results.json. Rows without a limit are goals: printed, and gating nothing. */
export interface Row {
  readonly id: string;
  readonly what: string;
  readonly value: number;
  readonly unit: 'ratio' | 'ms';
  readonly limit: number | null;
  readonly ok: boolean;
}

/** The middle value; the mean of the two in the middle for an even count. */
export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length >> 1;
  const upper = sorted[middle] ?? Number.NaN;
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? Number.NaN) + upper) / 2;
}

/**
 * Measures the pairs alternately, after the unmeasured rounds, swapping who goes first. Gives the median of the
 * paired ratios, and the medians of both times in ms as goals.
 */
export async function measure(pairing: Pairing, say: (line: string) => void): Promise<readonly Row[]> {
  const ours: number[] = [];
  const theirs: number[] = [];
  const ratios: number[] = [];
  for (let round = -pairing.unmeasured; round < pairing.pairs; round += 1) {
    const oursFirst = round % 2 === 0;
    let mine = oursFirst ? await pairing.ours() : 0;
    const other = await pairing.theirs();
    if (!oursFirst) mine = await pairing.ours();
    if (round < 0) continue;
    ours.push(mine);
    theirs.push(other);
    ratios.push(mine / other);
    say(`  ${pairing.id} ${round + 1}/${pairing.pairs}: ${mine.toFixed(2)} / ${other.toFixed(2)} ms`);
  }
  const ratio = median(ratios);
  return [
    {
      id: pairing.id,
      what: pairing.what,
      value: ratio,
      unit: 'ratio',
      limit: pairing.limit,
      ok: pairing.limit === null || ratio <= pairing.limit,
    },
    { id: `${pairing.id}-ours`, what: 'Castellan', value: median(ours), unit: 'ms', limit: null, ok: true },
    {
      id: `${pairing.id}-theirs`,
      what: 'compared with',
      value: median(theirs),
      unit: 'ms',
      limit: null,
      ok: true,
    },
  ];
}
