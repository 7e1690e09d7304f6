// Displays on Linux for commands that are run where there is none, and for applications that must not share one.
import { spawn, type ChildProcess } from 'node:child_process';

export interface OwnDisplay {
  /** Its name, as DISPLAY holds it. */
  readonly name: string;
  readonly end: () => void;
}

/** Resolves with the first line that a program says; rejects when it cannot be started or ends before. */
function firstLine(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', (code) => reject(new Error(`${child.spawnfile} ended with ${code}.`)));
    child.stdout?.once('data', (text) => resolve(String(text).trim()));
  });
}

/** Starts Xvfb on a free display. With `pictureIn` what it shows lies in a file of that folder (screen.ts). */
export async function startDisplay(pictureIn?: string): Promise<OwnDisplay> {
  const server = spawn(
    'Xvfb',
    [
      ...['-displayfd', '1', '-screen', '0', '1920x1200x24', '-nolisten', 'tcp', '-noreset'],
      ...(pictureIn === undefined ? [] : ['-fbdir', pictureIn]),
    ],
    { stdio: ['ignore', 'pipe', 'ignore'] },
  );
  return { name: `:${await firstLine(server)}`, end: () => server.kill() };
}

/** Starts a window manager on a display; without one nothing can be maximised and no window has a frame. */
export async function startWindowManager(display: string): Promise<() => void> {
  const manager = spawn('openbox', ['--sm-disable', '--startup', 'echo ready'], {
    env: { ...process.env, DISPLAY: display },
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  await firstLine(manager);
  return () => manager.kill();
}

/** Starts a display unless there is one. Answers the function that ends it. */
export async function ensureDisplay(): Promise<() => void> {
  if (process.platform !== 'linux' || process.env['DISPLAY'] || process.env['WAYLAND_DISPLAY'])
    return () => undefined;
  const { name, end } = await startDisplay();
  process.env['DISPLAY'] = name;
  return end;
}
