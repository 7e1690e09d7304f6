import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import type { BridgeObject } from '#shared/contract/channels';
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
  await ours.page.waitForSelector('main');
  return {
    pairing: {
      id: 'bridge',
      what: 'a call that does nothing / a bare ipcRenderer.invoke',
      limit: 1.5,
      pairs: 15,
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
async function timeOurs({ page }: ElectronRun): Promise<number> {
  return page.evaluate(async (calls) => {
    const { castellan } = globalThis as unknown as { castellan: BridgeObject };
    const start = performance.now();
    for (let call = 0; call < calls; call += 1) await castellan.call(`b${call}`, 'app.notices', {});
    return (performance.now() - start) / calls;
  }, CALLS);
}

async function timeBare({ page }: ElectronRun): Promise<number> {
  return page.evaluate(async (calls) => {
    const { bare } = globalThis as unknown as { bare: { invoke: (value: unknown) => Promise<unknown> } };
    const start = performance.now();
    for (let call = 0; call < calls; call += 1) await bare.invoke({});
    return (performance.now() - start) / calls;
  }, CALLS);
}
