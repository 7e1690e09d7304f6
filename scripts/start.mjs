// npm start: sets up what is missing and opens the application; without a display, the tour.
import { existsSync } from 'node:fs';
import { machineSwitches } from './setup/electron.mjs';
import { inRoot, root } from './setup/places.mjs';
import { prepareApplication } from './setup/prepare.mjs';
import { handOver, main, say, SetupError } from './setup/process.mjs';
import { hasDisplay, inSession } from './setup/session.mjs';
import { underNode24 } from './setup/toolchain.mjs';

async function tour(env) {
  const script = inRoot('scripts', 'tour.mjs');
  if (!existsSync(script)) throw new SetupError('There is no display to open a window on.');
  say('There is no display: the tour drives the application unattended instead.');
  return inSession(process.execPath, [script], { env: { ...env, CASTELLAN_PREPARED: '1' }, cwd: root });
}

await main(() =>
  underNode24(async () => {
    const { electron, env } = await prepareApplication();
    if (!hasDisplay()) return tour(env);
    return handOver(electron.executable, [...machineSwitches(), root, ...process.argv.slice(2)], { env });
  }),
);
