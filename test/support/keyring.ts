import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';

/**
 * What a keychain can be like: a real one unlocked, locked or stopped in its tracks, a bus without one, no bus, a bus
 * that never answers.
 */
export type KeyringState = 'unlocked' | 'locked' | 'stopped' | 'no-service' | 'no-bus' | 'hanging';

export type Environment = Readonly<Record<string, string | undefined>>;

const PASSWORD = 'test';

/** Takes what has to be done when the test is over; the last comes first. */
export type AtEnd = (end: () => Promise<void> | void) => void;

/**
 * Brings up a Secret Service of this test's own, with private folders and bus, and answers the environment that
 * reaches it. Everything is ended, by process id, when the test is over.
 */
export async function keyringEnvironment(state: KeyringState, atEnd: AtEnd): Promise<Environment> {
  const folder = mkdtempSync(path.join(tmpdir(), 'castellan-keyring-'));
  atEnd(() => rmSync(folder, { recursive: true, force: true }));
  const plain = privateFolders(folder);
  switch (state) {
    case 'no-bus':
      // An address that leads nowhere, so that no bus of the machine is found by autolaunch.
      return { ...plain, DBUS_SESSION_BUS_ADDRESS: `unix:path=${path.join(folder, 'none')}` };
    case 'hanging':
      return { ...plain, DBUS_SESSION_BUS_ADDRESS: await silentBus(folder, atEnd) };
    case 'no-service':
      return { ...plain, DBUS_SESSION_BUS_ADDRESS: await startBus(plain, folder, atEnd) };
    case 'unlocked': {
      const env = { ...plain, DBUS_SESSION_BUS_ADDRESS: await startBus(plain, folder, atEnd) };
      await startKeyring(env, true, atEnd);
      return env;
    }
    case 'stopped': {
      const env = { ...plain, DBUS_SESSION_BUS_ADDRESS: await startBus(plain, folder, atEnd) };
      const daemon = await startKeyring(env, true, atEnd);
      daemon.kill('SIGSTOP');
      return env;
    }
    case 'locked': {
      const first = {
        ...plain,
        DBUS_SESSION_BUS_ADDRESS: await startBus(plain, path.join(folder, 'first'), atEnd),
      };
      const daemon = await startKeyring(first, true, atEnd);
      await end(daemon);
      const env = {
        ...plain,
        DBUS_SESSION_BUS_ADDRESS: await startBus(plain, path.join(folder, 'second'), atEnd),
      };
      await startKeyring(env, false, atEnd);
      return env;
    }
  }
}

function privateFolders(folder: string): Environment {
  const names = { XDG_DATA_HOME: 'data', XDG_CACHE_HOME: 'cache', XDG_RUNTIME_DIR: 'run', HOME: 'home' };
  const env: Record<string, string | undefined> = {
    ...process.env,
    DISPLAY: undefined,
    WAYLAND_DISPLAY: undefined,
    GNOME_KEYRING_CONTROL: undefined,
  };
  for (const [name, below] of Object.entries(names)) {
    const at = path.join(folder, below);
    mkdirSync(at);
    chmodSync(at, 0o700);
    env[name] = at;
  }
  return env;
}

/** A bus with no service to start by itself: an empty configuration but for the socket. */
async function startBus(env: Environment, folder: string, atEnd: AtEnd): Promise<string> {
  mkdirSync(folder, { recursive: true });
  const address = `unix:path=${path.join(folder, 'bus')}`;
  const bus = spawn('dbus-daemon', ['--session', '--nofork', '--print-address=1', `--address=${address}`], {
    env: { ...env, XDG_DATA_DIRS: folder },
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  atEnd(() => end(bus));
  const printed = await firstLine(bus);
  return printed;
}

async function startKeyring(env: Environment, unlock: boolean, atEnd: AtEnd): Promise<ChildProcess> {
  const daemon = spawn(
    'gnome-keyring-daemon',
    ['--foreground', '--components=secrets', ...(unlock ? ['--unlock'] : [])],
    { env, stdio: [unlock ? 'pipe' : 'ignore', 'ignore', 'ignore'] },
  );
  atEnd(() => end(daemon));
  daemon.stdin?.end(PASSWORD);
  await busNameOwned(env, 'org.freedesktop.secrets');
  return daemon;
}

/** Waits for the name on the bus by asking the bus itself; it answers each question at once. */
async function busNameOwned(env: Environment, name: string): Promise<void> {
  const deadline = Date.now() + 15_000;
  for (;;) {
    const ask = spawn(
      'dbus-send',
      [
        '--session',
        '--print-reply=literal',
        '--dest=org.freedesktop.DBus',
        '/',
        'org.freedesktop.DBus.NameHasOwner',
        `string:${name}`,
      ],
      { env, stdio: ['ignore', 'pipe', 'ignore'] },
    );
    const line = await firstLine(ask).catch(() => '');
    if (line.includes('true')) return;
    if (Date.now() > deadline) throw new Error(`${name} did not appear on the bus.`);
  }
}

/** A socket that accepts and says nothing, as a bus does whose daemon hangs. */
async function silentBus(folder: string, atEnd: AtEnd): Promise<string> {
  const file = path.join(folder, 'silent');
  const server = createServer();
  server.listen(file);
  await once(server, 'listening');
  atEnd(() => void server.close());
  return `unix:path=${file}`;
}

async function firstLine(child: ChildProcess): Promise<string> {
  let text = '';
  return await new Promise((resolve, reject) => {
    child.stdout?.on('data', (chunk: Buffer) => {
      text += chunk.toString('utf8');
      if (text.includes('\n')) resolve(text.slice(0, text.indexOf('\n')).trim());
    });
    child.once('error', reject);
    child.once('close', () =>
      text === '' ? reject(new Error('The program said nothing.')) : resolve(text.trim()),
    );
  });
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = once(child, 'exit');
  child.kill('SIGKILL');
  await gone;
}
