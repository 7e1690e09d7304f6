// A display and a keychain where there is no desktop: Xvfb, and gnome-keyring under a D-Bus session of its own.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmod, mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { handOver, run, say, SetupError } from './process.mjs';
import { ensureSystemPackages } from './system.mjs';

/** True when windows can be shown to somebody. */
export const hasDisplay = () =>
  process.platform !== 'linux' || Boolean(process.env.DISPLAY || process.env.WAYLAND_DISPLAY);

async function startDisplay() {
  const server = spawn(
    'Xvfb',
    ['-displayfd', '3', '-screen', '0', '1920x1200x24', '-nolisten', 'tcp', '-noreset'],
    {
      stdio: ['ignore', 'ignore', 'ignore', 'pipe'],
    },
  );
  return { display: `:${await firstLine(server, 'Xvfb', server.stdio[3])}`, end: () => endOf(server) };
}

/** The first line that a program writes; a SetupError when it cannot be started or ends before. */
function firstLine(child, name, stream) {
  return new Promise((resolve, reject) => {
    child.once('error', () => reject(new SetupError(`${name} is not installed.`)));
    child.once('exit', (code) => reject(new SetupError(`${name} ended at once with ${code}.`)));
    let text = '';
    stream.setEncoding('utf8').on('data', (part) => {
      text += part;
      if (text.includes('\n')) resolve(text.slice(0, text.indexOf('\n')).trim());
    });
  });
}

async function startBus(env) {
  const daemon = spawn('dbus-daemon', ['--session', '--nofork', '--print-address=1'], {
    env,
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  return { address: await firstLine(daemon, 'dbus-daemon', daemon.stdout), end: () => endOf(daemon) };
}

async function keychainAnswers(env) {
  const question = ['--session', '--print-reply=literal', '--dest=org.freedesktop.DBus', '/'];
  const { stdout } = await run(
    'dbus-send',
    [...question, 'org.freedesktop.DBus.NameHasOwner', 'string:org.freedesktop.secrets'],
    { quiet: true, timeout: 5000, env },
  );
  return stdout.includes('true');
}

async function startKeychain(env) {
  const daemon = spawn('gnome-keyring-daemon', ['--foreground', '--unlock', '--components=secrets'], {
    env,
    stdio: ['pipe', 'ignore', 'ignore'],
  });
  let failure;
  daemon.once('error', () => (failure = 'gnome-keyring-daemon is not installed.'));
  daemon.once('exit', () => (failure ??= 'gnome-keyring-daemon ended at once.'));
  daemon.stdin.on('error', () => undefined);
  daemon.stdin.end('test');
  const deadline = Date.now() + 15_000;
  while (!(await keychainAnswers(env))) {
    if (failure) throw new SetupError(failure);
    if (Date.now() > deadline) throw new SetupError('gnome-keyring did not answer within 15 s.');
    await pause(50);
  }
  return { end: () => endOf(daemon) };
}

async function endOf(child) {
  if (child.exitCode !== null || child.signalCode !== null) return;
  child.kill();
  await once(child, 'exit');
}

/** Folders that the session's own keychain and programs use instead of the user's. */
async function privateFolders() {
  const home = await mkdtemp(path.join(tmpdir(), 'castellan-session-'));
  const env = {};
  for (const [name, folder] of Object.entries({
    XDG_DATA_HOME: 'data',
    XDG_CONFIG_HOME: 'config',
    XDG_RUNTIME_DIR: 'run',
  })) {
    env[name] = path.join(home, folder);
    await mkdir(env[name]);
    await chmod(env[name], 0o700);
  }
  return { env, remove: () => rm(home, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 }) };
}

/** Starts the parts of a session one after the other; `ends` collects how each is ended. */
async function startSession(outer, keepDisplay, ends) {
  const folders = await privateFolders();
  ends.push(folders.remove);
  const env = { ...outer, ...folders.env };
  delete env.GNOME_KEYRING_CONTROL;
  if (!(keepDisplay && hasDisplay())) {
    const { display, end } = await startDisplay();
    ends.push(end);
    delete env.WAYLAND_DISPLAY;
    env.DISPLAY = display;
  }
  const bus = await startBus(env);
  ends.push(bus.end);
  env.DBUS_SESSION_BUS_ADDRESS = bus.address;
  ends.push((await startKeychain(env)).end);
  const where = env.DISPLAY === outer.DISPLAY ? 'Running' : `Running under Xvfb (display ${env.DISPLAY})`;
  say(`${where} with a keychain of its own (gnome-keyring in a private D-Bus session).`);
  return env;
}

/**
 * Runs a command on Linux inside a session of its own: a display unless `keepDisplay` and there is one, a D-Bus
 * session, an unlocked gnome-keyring, private XDG folders. Elsewhere the command runs as it is. Answers its exit
 * code; everything that was started is ended, by process id.
 */
export async function inSession(command, args, { env = process.env, keepDisplay = false, ...options } = {}) {
  if (process.platform !== 'linux') return handOver(command, args, { env, ...options });
  await ensureSystemPackages(['headless']);
  const ends = [];
  try {
    return await handOver(command, args, { ...options, env: await startSession(env, keepDisplay, ends) });
  } finally {
    for (const end of ends.toReversed()) await end();
  }
}
