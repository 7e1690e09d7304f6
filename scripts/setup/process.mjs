// Child processes and messages. Everything said here goes to stderr: stdout belongs to the command's own answer.
import { spawn } from 'node:child_process';

/** Says one line on stderr. */
export const say = (line) => process.stderr.write(`${line}\n`);

/** An expected failure: its message is for the reader, without a stack. */
export class SetupError extends Error {}

/**
 * On Windows npm is a .cmd file, which only a shell can start; there the arguments must be free of spaces
 * and shell characters, which holds for every call in scripts/.
 */
export const npmCommand = process.platform === 'win32' ? 'npm.cmd' : 'npm';
const needsShell = (command) => process.platform === 'win32' && command.endsWith('.cmd');

/**
 * Runs a program and waits for its end. Answers {code, signal, stdout, stderr}; never throws for an exit code.
 * `quiet` collects both streams, otherwise the program's stdout and stderr go to our stderr.
 * @param {string} command
 * @param {readonly string[]} args
 * @param {{ quiet?: boolean, timeout?: number } & import('node:child_process').SpawnOptions} options
 */
export function run(command, args, { quiet = false, timeout, ...options } = {}) {
  return new Promise((resolve) => {
    const child = spawn(command, args, {
      stdio: quiet ? ['ignore', 'pipe', 'pipe'] : ['ignore', 2, 2],
      shell: needsShell(command),
      ...(timeout ? { timeout, killSignal: 'SIGKILL' } : {}),
      ...options,
    });
    let stdout = '';
    let stderr = '';
    child.stdout?.setEncoding('utf8').on('data', (text) => (stdout += text));
    child.stderr?.setEncoding('utf8').on('data', (text) => (stderr += text));
    child.on('error', (error) =>
      resolve({ code: 127, signal: null, stdout, stderr: `${stderr}${error.message}` }),
    );
    child.on('close', (code, signal) => resolve({ code: code ?? 1, signal, stdout, stderr }));
  });
}

/** Like run, but a failure is a SetupError that names what was attempted and the end of what the program said. */
export async function must(what, command, args, options = {}) {
  const result = await run(command, args, options);
  if (result.code === 0) return result;
  const said = `${result.stdout}${result.stderr}`.trim().split('\n').slice(-25).join('\n');
  throw new SetupError(
    `${what} failed (${result.signal ?? `exit code ${result.code}`}).${said ? `\n${said}` : ''}`,
  );
}

/**
 * Hands the terminal to a program (stdin, stdout and stderr are ours), passes SIGINT and SIGTERM on, and answers
 * its exit code. After `limit` milliseconds the program is ended, and the answer is 124.
 */
export function handOver(command, args, { limit, ...options } = {}) {
  return new Promise((resolve) => {
    const child = spawn(command, args, { stdio: 'inherit', shell: needsShell(command), ...options });
    const pass = (signal) => child.kill(signal);
    process.on('SIGINT', pass);
    process.on('SIGTERM', pass);
    let late = false;
    const timer = limit
      ? setTimeout(() => {
          late = true;
          child.kill('SIGKILL');
        }, limit)
      : undefined;
    const end = (code) => {
      clearTimeout(timer);
      process.off('SIGINT', pass);
      process.off('SIGTERM', pass);
      resolve(late ? 124 : code);
    };
    child.on('error', (error) => {
      say(error.message);
      end(127);
    });
    child.on('exit', (code, signal) => end(code ?? (signal === 'SIGINT' ? 130 : 1)));
  });
}

/** Runs a script's main function: its answer is the exit code, a SetupError is said plainly. */
export async function main(run) {
  try {
    process.exitCode = (await run()) ?? 0;
  } catch (error) {
    say(error instanceof SetupError ? `\n${error.message}` : String(error?.stack ?? error));
    process.exitCode = 1;
  }
}
