import { parseArgs } from 'node:util';
import { KIND_IDS, type KindId } from '#shared/ids';
import { SEEDS, type Seed } from './kind-server';

/** What `npm run practice` was asked for. */
export interface CliArguments {
  readonly kind: KindId;
  readonly port: number;
  readonly dataDir: string;
  readonly seed: Seed;
  readonly lag: number;
}

export type ParsedArguments =
  | { readonly sort: 'run'; readonly options: CliArguments }
  | { readonly sort: 'help' }
  | { readonly sort: 'wrong'; readonly message: string };

export const USAGE = `Usage: npm run practice -- --data DIR [options]

  --kind KIND       protocol to speak: ${KIND_IDS.join(', ')} (default ${KIND_IDS[0]})
  --port N          loopback port; 0 takes a free one (default 0)
  --data DIR        folder that keeps the cluster; made when missing
  --seed SEED       content of a new folder: ${SEEDS.join(', ')} (default demo)
  --lag N           reads of a key that still see the state before a change (default 0)
  --help            show this text

Prints one line of JSON when it is ready, and runs until it is interrupted.
`;

const MAX_LAG = 1000;

function wholeNumber(text: string, max: number): number | null {
  return /^\d{1,6}$/.test(text) && Number(text) <= max ? Number(text) : null;
}

function wrong(message: string): ParsedArguments {
  return { sort: 'wrong', message };
}

function read(args: readonly string[]) {
  return parseArgs({
    args: [...args],
    allowPositionals: false,
    strict: true,
    options: {
      kind: { type: 'string', default: KIND_IDS[0] },
      port: { type: 'string', default: '0' },
      data: { type: 'string' },
      seed: { type: 'string', default: 'demo' },
      lag: { type: 'string', default: '0' },
      help: { type: 'boolean', default: false },
    },
  }).values;
}

/** Reads the command line (without program and script). Every mistake is answered in words. */
export function parseArguments(args: readonly string[]): ParsedArguments {
  let values: ReturnType<typeof read>;
  try {
    values = read(args);
  } catch (error) {
    return wrong(error instanceof Error ? error.message : 'The arguments cannot be read.');
  }
  if (values.help) return { sort: 'help' };
  const kind = KIND_IDS.find((id) => id === values.kind);
  if (kind === undefined) return wrong(`--kind must be one of: ${KIND_IDS.join(', ')}.`);
  const port = wholeNumber(values.port, 65_535);
  if (port === null) return wrong('--port must be a whole number from 0 to 65535.');
  if (values.data === undefined || values.data === '') return wrong('--data is missing: name a folder.');
  const seed = SEEDS.find((one) => one === values.seed);
  if (seed === undefined) return wrong(`--seed must be one of: ${SEEDS.join(', ')}.`);
  const lag = wholeNumber(values.lag, MAX_LAG);
  if (lag === null) return wrong(`--lag must be a whole number from 0 to ${MAX_LAG}.`);
  return { sort: 'run', options: { kind, port, dataDir: values.data, seed, lag } };
}
