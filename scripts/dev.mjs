// npm run dev: the application with live reload of the pages and restart of the main process.
import { electronEnvironment, ensureElectron, machineSwitches } from './setup/electron.mjs';
import { inRoot, root } from './setup/places.mjs';
import { preparePackages } from './setup/prepare.mjs';
import { handOver, main, say } from './setup/process.mjs';
import { hasDisplay, inSession } from './setup/session.mjs';
import { underNode24 } from './setup/toolchain.mjs';

await main(() =>
  underNode24(async () => {
    await preparePackages();
    const electron = await ensureElectron();
    say(electron.text);
    const env = {
      ...process.env,
      ...electronEnvironment(electron),
      ELECTRON_EXEC_PATH: electron.executable,
      CASTELLAN_CHECK_ANSWERS: '1',
    };
    const tool = inRoot('node_modules', 'electron-vite', 'bin', 'electron-vite.js');
    const args = [tool, 'dev', '--watch', '--', ...machineSwitches(), ...process.argv.slice(2)];
    if (!hasDisplay()) return inSession(process.execPath, args, { env, cwd: root });
    return handOver(process.execPath, args, { env, cwd: root });
  }),
);
