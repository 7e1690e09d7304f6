import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { z } from 'zod';
import { type ElectronRun, runElectron } from './electron-run';
import type { Pairing } from './pairs';

const CALLS = 500;

/** A call that does nothing, through the whole bridge, against ipcRenderer.invoke of a handler that does nothing. */
export async function bridgePairing(
  root: string,
  electron: string,
): Promise<{ readonly pairing: Pairing; readonly clean: () => Promise<void> }> {
  const profile = await mkdtemp(path.join(os.tmpdir(), 'castellan-bench-'));
  const environment = { DBUS_SESSION_BUS_ADDRESS: 'disabled:' };
  const ours = await runElectron(electron, root, ['--profile', profile], environment);
  const bare = await runElectron(electron, path.join(root, 'test/bench/bare'), [], environment);
  // The services behind the window stand once a call is answered.
  await timeOurs(ours);
  return {
    pairing: {
      id: 'bridge',
      what: 'a call that does nothing / a bare ipcRenderer.invoke',
      limit: 1.5,
      pairs: 15,
      unmeasured: 1,
      ours: () => timeOurs(ours),
      theirs: () => timeBare(bare),
    },
    clean: async () => {
      await ours.end();
      await bare.end();
      await rm(profile, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}

/** The time of one call in ms. `app.notices` answers an empty list from memory. */
function timeOurs(run: ElectronRun): Promise<number> {
  return timeCalls(run, "(call) => castellan.call('b' + call, 'app.notices', {})");
}

function timeBare(run: ElectronRun): Promise<number> {
  return timeCalls(run, '() => bare.invoke({})');
}

async function timeCalls({ page }: ElectronRun, call: string): Promise<number> {
  const took = await page.evaluate(
    `(async (invoke) => {
      const start = performance.now();
      for (let call = 0; call < ${CALLS}; call += 1) await invoke(call);
      return (performance.now() - start) / ${CALLS};
    })(${call})`,
  );
  return z.number().parse(took);
}
