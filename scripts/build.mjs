// npm run build: out/ as the sources say.
import { prepareBuild } from './setup/prepare.mjs';
import { main } from './setup/process.mjs';
import { underNode24 } from './setup/toolchain.mjs';

await main(() => underNode24(prepareBuild));
