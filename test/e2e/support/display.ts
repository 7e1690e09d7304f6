// Displays on Linux for commands that are run where there is none, and for applications that must not share one.
import { spawn } from 'node:child_process';

export interface OwnDisplay {
  /** Its name, as DISPLAY holds it. */
  readonly name: string;
  readonly end: () => void;
}

/** Starts Xvfb on a free display. */
export async function startDisplay(): Promise<OwnDisplay> {
  const server = spawn(
    'Xvfb',
    ['-displayfd', '1', '-screen', '0', '1920x1200x24', '-nolisten', 'tcp', '-noreset'],
    { stdio: ['ignore', 'pipe', 'ignore'] },
  );
  const number = await new Promise<string>((resolve, reject) => {
    server.once('error', reject);
    server.once('exit', (code) => reject(new Error(`Xvfb ended with ${code}.`)));
    server.stdout.once('data', (text) => resolve(String(text).trim()));
  });
  return { name: `:${number}`, end: () => server.kill() };
}

/** Starts a display unless there is one. Answers the function that ends it. */
export async function ensureDisplay(): Promise<() => void> {
  if (process.platform !== 'linux' || process.env['DISPLAY'] || process.env['WAYLAND_DISPLAY'])
    return () => undefined;
  const { name, end } = await startDisplay();
  process.env['DISPLAY'] = name;
  return end;
}
