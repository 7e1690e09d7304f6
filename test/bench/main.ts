import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { bridgePairing } from './bridge';
import { decidePairings } from './decide';
import { measure, type Pairing, type Row } from './pairs';
import { algoPairing, editRow, indexPairing, pairsPairing } from './scopes';
import { startPairing } from './start';
import { syncPairing } from './sync';
import { whoCanPairing } from './who-can';

/** Nothing was made that has to go. */
const nothing = (): Promise<void> => Promise.resolve();

interface Prepared {
  readonly pairing: Pairing;
  readonly clean: () => Promise<void>;
}

/**
 * Measures every figure side by side in this run, prints them as a table and writes bench/results.json. `electron`:
 * the executable. Answers the exit code: 1 when a ratio misses its limit.
 */
async function bench(root: string, electron: string): Promise<number> {
  const say = (line: string): void => void process.stdout.write(`${line}\n`);
  const rows: Row[] = [];
  const figures: readonly (() => Promise<Prepared>)[] = [
    () => bridgePairing(root, electron),
    () => startPairing(root, electron),
    () => syncPairing(root),
    indexPairing,
    algoPairing,
    pairsPairing,
    () => whoCanPairing(root),
    ...(await decidePairings()).map((pairing) => () => Promise.resolve({ pairing, clean: nothing })),
  ];
  for (const prepare of figures) {
    const { pairing, clean } = await prepare();
    try {
      say(`${pairing.what} …`);
      rows.push(...(await measure(pairing, say)));
    } finally {
      await clean();
    }
  }
  say('an edit of a list of 10,000 patterns …');
  rows.push(editRow());
  say('');
  for (const row of rows) say(line(row));
  await writeFile(
    path.join(root, 'bench', 'results.json'),
    `${JSON.stringify(
      rows.map(({ id, value, limit, ok }) => ({ id, value, limit, ok })),
      null,
      2,
    )}\n`,
  );
  return rows.every(({ ok }) => ok) ? 0 : 1;
}

function line({ id, what, value, unit, limit, ok }: Row): string {
  const sign = unit === 'ratio' ? '×' : 'ms';
  // Small ratios are those of "so many times faster".
  const figure = `${value.toFixed(value < 0.1 ? 5 : 2)} ${sign}`;
  const verdict = limit === null ? 'goal' : `${ok ? 'met' : 'MISSED'} (at most ${limit} ${sign})`;
  return `${id.padEnd(16)} ${figure.padStart(12)}  ${verdict.padEnd(24)} ${what}`;
}

const [root, electron] = process.argv.slice(2);
if (root === undefined || electron === undefined) throw new Error('Run it by `npm run bench`.');
process.exitCode = await bench(root, electron);
