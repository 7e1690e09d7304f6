import path from 'node:path';
import { parseArguments, USAGE, type CliArguments } from './cli-arguments';
import { startPractice } from './practice';
import { describeStartFailure } from './start-failure';

const EXIT_FAILED = 1;
const EXIT_USAGE = 2;

async function run(options: CliArguments): Promise<void> {
  const practice = await startPractice({
    ...options,
    dataDir: path.resolve(options.dataDir),
    onBug: (error) => {
      process.stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
    },
  });
  let ending = false;
  const end = (): void => {
    if (ending) return;
    ending = true;
    // Nothing keeps the process once the server and the store are closed.
    void practice.close();
  };
  process.on('SIGINT', end);
  process.on('SIGTERM', end);
  const { kind, url, applicationId, adminKey } = practice;
  process.stdout.write(`${JSON.stringify({ kind, url, applicationId, adminKey, pid: process.pid })}\n`);
}

const parsed = parseArguments(process.argv.slice(2));
switch (parsed.sort) {
  case 'help':
    process.stdout.write(USAGE);
    break;
  case 'wrong':
    process.stderr.write(`${parsed.message}\n\n${USAGE}`);
    process.exitCode = EXIT_USAGE;
    break;
  case 'run':
    try {
      await run(parsed.options);
    } catch (error) {
      process.stderr.write(`${describeStartFailure(error, parsed.options.port)}\n`);
      process.exitCode = EXIT_FAILED;
    }
    break;
}
