// Everything that a command needs, in order. Each step does nothing when it was done before.
import { ensureBuild } from './build.mjs';
import { electronEnvironment, ensureElectron } from './electron.mjs';
import { ensureModules } from './modules.mjs';
import { say } from './process.mjs';

/** Packages only: for tools that look at the sources. */
export const preparePackages = () => ensureModules();

/** Packages and the build: for the programs that run on Node. */
export async function prepareBuild() {
  await ensureModules();
  await ensureBuild();
}

/** Packages, the build and an Electron: {electron, env}; which Electron is in use is said. */
export async function prepareApplication() {
  await prepareBuild();
  const electron = await ensureElectron();
  say(electron.text);
  return { electron, env: { ...process.env, ...electronEnvironment(electron) } };
}
