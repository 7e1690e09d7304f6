// Turns single rules of the decisions and of the scopes round, and looks whether the tests notice:
// node scripts/mutants.mjs [part of a file's path]. Works on a copy, so that nothing here can be left broken.
import { spawnSync } from 'node:child_process';
import { cp, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { EQUIVALENT, GROUPS, mutantsOf } from './mutants/mutants.mjs';
import { inRoot, root } from './setup/places.mjs';
import { preparePackages } from './setup/prepare.mjs';
import { main } from './setup/process.mjs';
import { underNode24 } from './setup/toolchain.mjs';

const COPIED = [
  'shared',
  'electron',
  'test',
  'package.json',
  'vitest.config.ts',
  'tsconfig.base.json',
  'tsconfig.json',
];

async function copyOfTree() {
  const copy = await mkdtemp(path.join(tmpdir(), 'castellan-mutants-'));
  for (const name of COPIED) await cp(inRoot(name), path.join(copy, name), { recursive: true });
  await symlink(inRoot('node_modules'), path.join(copy, 'node_modules'));
  return copy;
}

/** Whether the tests of the group pass on the copy as it is. */
function passes(copy, tests) {
  const vitest = inRoot('node_modules', 'vitest', 'vitest.mjs');
  const args = [vitest, 'run', '--bail', '1', '--reporter', 'dot', ...tests];
  return spawnSync(process.execPath, args, { cwd: copy, stdio: 'ignore', timeout: 180_000 }).status === 0;
}

async function runGroup(copy, { files, tests }, wanted) {
  const survivors = [];
  let killed = 0;
  if (!passes(copy, tests)) throw new Error('The tests fail before anything is changed.');
  for (const file of files.filter((name) => name.includes(wanted))) {
    const place = path.join(copy, file);
    const original = await readFile(place, 'utf8');
    for (const { line, text, what } of mutantsOf(original)) {
      if (EQUIVALENT.some((each) => each.file === file && each.what === what && each.in === line.trim()))
        continue;
      await writeFile(place, text);
      const noticed = !passes(copy, tests);
      if (noticed) killed += 1;
      else survivors.push(`${file}: ${what} in "${line.trim()}"`);
      process.stdout.write(noticed ? '.' : 'S');
    }
    await writeFile(place, original);
  }
  return { killed, survivors };
}

await main(() =>
  underNode24(async () => {
    await preparePackages();
    const [wanted = ''] = process.argv.slice(2);
    const copy = await copyOfTree();
    try {
      let killed = 0;
      const survivors = [];
      for (const group of GROUPS) {
        const result = await runGroup(copy, group, wanted);
        killed += result.killed;
        survivors.push(...result.survivors);
      }
      process.stdout.write(`\n${survivors.map((each) => `survived  ${each}\n`).join('')}`);
      process.stdout.write(`${killed} noticed, ${survivors.length} not noticed, in ${path.basename(root)}\n`);
      return survivors.length === 0 ? 0 : 1;
    } finally {
      await rm(copy, { recursive: true, force: true });
    }
  }),
);
