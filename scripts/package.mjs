// npm run package: installers by electron-builder, with the official Electron of package.json and no other.
import { rm } from 'node:fs/promises';
import { ensureBuild } from './setup/build.mjs';
import { inRoot, root } from './setup/places.mjs';
import { preparePackages } from './setup/prepare.mjs';
import { handOver, main, SetupError } from './setup/process.mjs';
import { underNode24 } from './setup/toolchain.mjs';

/** Packages are made from the download that the builder checks by its checksum, never from another runtime. */
function refusal(args, env) {
  if (args.some((arg) => /electron-?(?:dist|download)/i.test(arg)))
    return 'Another Electron than the official one is never packaged.';
  if (env.ELECTRON_OVERRIDE_DIST_PATH)
    return 'ELECTRON_OVERRIDE_DIST_PATH is set: packages are made from the official Electron only. Unset it first.';
  return undefined;
}

await main(() =>
  underNode24(async () => {
    const args = process.argv.slice(2);
    const reason = refusal(args, process.env);
    if (reason) throw new SetupError(reason);
    await preparePackages();
    await rm(inRoot('out'), { recursive: true, force: true });
    await ensureBuild({ force: true });
    const tool = inRoot('node_modules', 'electron-builder', 'cli.js');
    return handOver(
      process.execPath,
      [tool, '--config', 'electron-builder.yml', '--publish', 'never', ...args],
      { cwd: root },
    );
  }),
);
