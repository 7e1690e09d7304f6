// npm run bench: the figures, side by side in one run; prints a table and writes bench/results.json.
import { mkdir } from 'node:fs/promises';
import { inRoot, root } from './setup/places.mjs';
import { prepareApplication } from './setup/prepare.mjs';
import { main } from './setup/process.mjs';
import { inSession } from './setup/session.mjs';
import { underNode24 } from './setup/toolchain.mjs';

/** Node runs the TypeScript sources as they stand. */
const typescript = [
  '--experimental-transform-types',
  '--disable-warning=ExperimentalWarning',
  '--import',
  inRoot('test', 'support', 'run-ts.mjs'),
];

await main(() =>
  underNode24(async () => {
    const { electron, env } = await prepareApplication();
    await mkdir(inRoot('bench'), { recursive: true });
    const measure = [...typescript, inRoot('test', 'bench', 'main.ts'), root, electron.executable];
    return inSession(process.execPath, measure, { env, cwd: root });
  }),
);
