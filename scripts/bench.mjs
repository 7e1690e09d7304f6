// npm run bench: the figures, side by side in one run; prints a table and writes bench/results.json.
import { mkdir } from 'node:fs/promises';
import { inRoot, root } from './setup/places.mjs';
import { prepareApplication } from './setup/prepare.mjs';
import { main } from './setup/process.mjs';
import { inSession } from './setup/session.mjs';
import { underNode24 } from './setup/toolchain.mjs';

const INSIDE = 'CASTELLAN_BENCH_ELECTRON';

/** Inside the session: the sources are TypeScript, and Vite loads them as they stand. */
async function measure(electron) {
  const { runnerImport } = await import('vite');
  const { module } = await runnerImport(inRoot('test', 'bench', 'main.ts'));
  await mkdir(inRoot('bench'), { recursive: true });
  return module.bench(root, electron, 'bench/results.json');
}

await main(() =>
  underNode24(async () => {
    const electron = process.env[INSIDE];
    if (electron) return measure(electron);
    const prepared = await prepareApplication();
    const env = { ...prepared.env, [INSIDE]: prepared.electron.executable };
    return inSession(process.execPath, [inRoot('scripts', 'bench.mjs')], { env, cwd: root });
  }),
);
