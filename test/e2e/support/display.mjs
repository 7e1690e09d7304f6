// A display of its own on Linux, for commands that are run where there is none.
import { spawn } from 'node:child_process';

/** Starts Xvfb on a free display unless there is one. Answers the function that ends it. */
export async function ensureDisplay() {
  if (process.platform !== 'linux' || process.env.DISPLAY || process.env.WAYLAND_DISPLAY)
    return () => undefined;
  const server = spawn(
    'Xvfb',
    ['-displayfd', '1', '-screen', '0', '1920x1200x24', '-nolisten', 'tcp', '-noreset'],
    {
      stdio: ['ignore', 'pipe', 'ignore'],
    },
  );
  process.env.DISPLAY = await new Promise((resolve, reject) => {
    server.once('error', reject);
    server.once('exit', (code) => reject(new Error(`Xvfb ended with ${code}.`)));
    server.stdout.once('data', (text) => resolve(`:${String(text).trim()}`));
  });
  return () => server.kill();
}
