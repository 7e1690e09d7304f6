// Runs one of the project's tools with what it needs: node scripts/run.mjs <tool> [args…]
import { inRoot, root } from './setup/places.mjs';
import { preparePackages } from './setup/prepare.mjs';
import { handOver, main } from './setup/process.mjs';
import { underNode24 } from './setup/toolchain.mjs';

const tools = {
  oxlint: 'oxlint/bin/oxlint',
  prettier: 'prettier/bin/prettier.cjs',
};

await main(() =>
  underNode24(async () => {
    await preparePackages();
    const [tool, ...args] = process.argv.slice(2);
    return handOver(process.execPath, [inRoot('node_modules', ...tools[tool].split('/')), ...args], {
      cwd: root,
    });
  }),
);
