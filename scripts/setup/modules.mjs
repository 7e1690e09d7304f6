// The project's own packages: npm ci when the lockfile has changed, and keytar built where it must be built.
import { existsSync } from 'node:fs';
import { inRoot } from './places.mjs';
import { must, npmCommand, run, say, SetupError } from './process.mjs';
import { hashOf, readStamp, textOf, writeStamp } from './stamps.mjs';
import { ensureSystemPackages } from './system.mjs';
import { headersFolder } from './toolchain.mjs';

const stampFile = 'node_modules/.castellan.json';

/** What the installed packages depend on: the lockfile, npm's rules for them, and the platform. */
function wanted() {
  const { allowScripts, engines } = JSON.parse(textOf('package.json'));
  return hashOf(
    textOf('package-lock.json'),
    JSON.stringify({ allowScripts, engines }),
    `${process.platform}-${process.arch}`,
  );
}

/** True when the packages are those of the lockfile. */
export const modulesAreReady = () => readStamp(stampFile)?.wanted === wanted();

/**
 * keytar takes the Node-API version from the headers that it is built with; built for version 8 it also loads
 * in older runtimes.
 */
function buildEnvironment() {
  const headers = headersFolder();
  return {
    ...process.env,
    CXXFLAGS: `${process.env.CXXFLAGS ?? ''} -UNAPI_VERSION -DNAPI_VERSION=8`.trim(),
    ...(headers ? { npm_config_nodedir: headers } : {}),
  };
}

async function checkKeytar() {
  const { code, stderr } = await run(process.execPath, ['-e', "require('keytar')"], {
    cwd: inRoot(),
    quiet: true,
    timeout: 30_000,
  });
  if (code === 0) return;
  const reason = existsSync(inRoot('node_modules', 'keytar'))
    ? stderr.trim().split('\n').slice(-3).join('\n')
    : 'It was not built.';
  throw new SetupError(
    `keytar, which reaches the system's keychain, is not usable.\n${reason}\n` +
      'It is built from source where no prebuilt file can be fetched; that needs python3, make, a C++ compiler and, on Linux, pkg-config and libsecret-1-dev.',
  );
}

/** Installs what the lockfile names (30 s the first time), unless that was done before. */
export async function ensureModules() {
  if (modulesAreReady()) return;
  await ensureSystemPackages(['electron', 'build', 'headless']);
  say('Installing packages (npm ci) …');
  await must('npm ci', npmCommand, ['ci', '--no-audit', '--no-fund'], {
    cwd: inRoot(),
    quiet: true,
    env: buildEnvironment(),
  });
  await checkKeytar();
  writeStamp(stampFile, { wanted: wanted() });
}
