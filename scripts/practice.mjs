// npm run practice: the practice cluster alone. Its one JSON line is all that reaches stdout.
import { inRoot } from './setup/places.mjs';
import { prepareBuild } from './setup/prepare.mjs';
import { handOver, main } from './setup/process.mjs';
import { underNode24 } from './setup/toolchain.mjs';

await main(() =>
  underNode24(async () => {
    await prepareBuild();
    return handOver(process.execPath, [inRoot('out', 'main', 'practice-cli.js'), ...process.argv.slice(2)]);
  }),
);
