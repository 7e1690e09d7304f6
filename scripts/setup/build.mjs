// The build in out/, made again when a source has changed.
import { existsSync } from 'node:fs';
import { inRoot } from './places.mjs';
import { must, say } from './process.mjs';
import { hashOf, readStamp, stateOfFolders, textOf, writeStamp } from './stamps.mjs';

const stampFile = 'out/.built.json';
const results = ['main/main.js', 'preload/preload.cjs', 'renderer/index.html'];

const wanted = () =>
  hashOf(
    stateOfFolders(['shared', 'electron', 'renderer']),
    ...['electron.vite.config.ts', 'package.json', 'package-lock.json', 'tsconfig.base.json'].map(textOf),
  );

/** Builds unless out/ is what the sources say. */
export async function ensureBuild({ force = false } = {}) {
  const state = wanted();
  if (
    !force &&
    readStamp(stampFile)?.wanted === state &&
    results.every((name) => existsSync(inRoot('out', name)))
  )
    return;
  say('Building …');
  const tool = inRoot('node_modules', 'electron-vite', 'bin', 'electron-vite.js');
  await must('The build', process.execPath, [tool, 'build'], {
    cwd: inRoot(),
    quiet: true,
    env: { ...process.env, NODE_ENV: 'production' },
  });
  writeStamp(stampFile, { wanted: state });
}
