// npm run audit: known vulnerabilities and the registry's signatures, where the registry answers such questions.
import { root } from './setup/places.mjs';
import { preparePackages } from './setup/prepare.mjs';
import { handOver, main, npmCommand } from './setup/process.mjs';
import { underNode24 } from './setup/toolchain.mjs';

await main(() =>
  underNode24(async () => {
    await preparePackages();
    const known = await handOver(npmCommand, ['audit'], { cwd: root });
    const signed = await handOver(npmCommand, ['audit', 'signatures'], { cwd: root });
    return known || signed;
  }),
);
