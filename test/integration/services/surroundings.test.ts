import { readFileSync } from 'node:fs';
import net from 'node:net';
import path from 'node:path';
import tls from 'node:tls';
import { describe, expect, it, onTestFinished } from 'vitest';
import { AppError } from '#shared/errors';
import type { PracticeLauncher } from '#electron/services/surroundings';
import { filesContaining, tempProfile } from '../../support/temp-profile';
import { addKey, setFaults } from '../../support/practice-http';
import type { TestPractice } from '../../support/practice';
import {
  connect,
  context,
  created,
  formFor,
  keyNamed,
  keysOf,
  payloads,
  practice,
  refusal,
  secretOf,
  startCastellan,
  TestVault,
  view,
} from './harness';

const certificate = (name: string): string =>
  readFileSync(path.join(import.meta.dirname, '../../support/certificates', name), 'utf8');

/** The practice cluster behind TLS, as behind a company's proxy with a private authority. */
async function behindTls(server: TestPractice): Promise<string> {
  const { hostname, port } = new URL(server.url);
  const proxy = tls.createServer(
    { cert: certificate('server.pem'), key: certificate('server.key') },
    (socket) => {
      const inner = net.connect(Number(port), hostname);
      socket.on('error', () => inner.destroy());
      inner.on('error', () => socket.destroy());
      socket.pipe(inner).pipe(socket);
    },
  );
  proxy.on('tlsClientError', () => undefined);
  await new Promise<void>((resolve) => proxy.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void proxy.close());
  const address = proxy.address();
  if (address === null || typeof address === 'string') throw new Error('The proxy has no port.');
  return `https://localhost:${address.port}`;
}

describe('a cluster with a private certificate authority', () => {
  it('is refused as untrusted, passes with its authority, and changes nothing for the others', async () => {
    const server = await practice();
    const connection = { applicationId: server.applicationId, hosts: [await behindTls(server)] };
    const castellan = await startCastellan();
    const form = formFor(server, { connection });
    expect(await refusal(castellan.handlers['clusters.connect'](form, context()))).toMatchObject({
      code: 'TLS_UNTRUSTED',
      field: 'caPem',
    });
    const pinned = await connect(castellan, server, { connection, caPem: certificate('ca.pem') });
    await created(castellan, pinned.id, { description: 'Through TLS' });
    expect(await keyNamed(castellan, pinned.id, 'Through TLS')).toMatchObject({ state: 'present' });
    const other = formFor(server, { connection, name: 'other', caPem: certificate('other-ca.pem') });
    for (const again of [other, { ...form, name: 'again' }]) {
      expect(await refusal(castellan.handlers['clusters.connect'](again, context()))).toMatchObject({
        code: 'TLS_UNTRUSTED',
      });
    }
  });

  it('is tried with a changed way to reach it before that is stored', async () => {
    const server = await practice();
    const castellan = await startCastellan();
    const cluster = await connect(castellan, server);
    const { id, kind, name, environment, readOnly, connection } = cluster;
    const hosts = [await behindTls(server)];
    const edit = { id, kind, name, environment, readOnly, connection: { ...connection, hosts }, caPem: null };
    expect(await refusal(castellan.handlers['clusters.update'](edit, context()))).toMatchObject({
      code: 'TLS_UNTRUSTED',
    });
    expect((await view(castellan, id)).connection).toEqual(connection);
    await castellan.handlers['clusters.update']({ ...edit, caPem: certificate('ca.pem') }, context());
    expect((await view(castellan, id)).connection).toEqual({ ...connection, hosts });
  });
});

describe('the vault and the cache', () => {
  it('store nothing in clear, and open again with the same data key', async () => {
    const server = await practice();
    const [folder, vault] = [tempProfile(), new TestVault()];
    const first = await startCastellan({ folder, vault });
    const { id } = await connect(first, server);
    const secret = await secretOf(first, await created(first, id, { description: 'Sealed' }));
    await first.stop();
    expect(filesContaining(folder, secret)).toEqual([]);
    const second = await startCastellan({ folder, vault });
    expect(await secretOf(second, await keyNamed(second, id, 'Sealed'))).toBe(secret);
    expect(await second.handlers['app.notices']({}, context())).toEqual([]);
  });

  it('say so when the data key is lost, and seal again with the next sync', async () => {
    const server = await practice();
    const [folder, vault] = [tempProfile(), new TestVault()];
    const first = await startCastellan({ folder, vault });
    const { id } = await connect(first, server);
    const secret = await secretOf(first, await created(first, id, { description: 'Sealed' }));
    await first.stop();
    vault.entries.delete('data-key:profile');
    const second = await startCastellan({ folder, vault });
    await expect
      .poll(() => second.handlers['app.notices']({}, context()))
      .toMatchObject([{ severity: 'warning', message: expect.stringMatching(/2 stored secrets/) }]);
    await expect.poll(async () => (await view(second, id)).network.state).toBe('online');
    expect(await secretOf(second, await keyNamed(second, id, 'Sealed'))).toBe(secret);
  });

  it('work without a data key while the keychain is locked, and go on when it is unlocked', async () => {
    const server = await practice();
    const [folder, vault] = [tempProfile(), new TestVault()];
    const first = await startCastellan({ folder, vault });
    const { id } = await connect(first, server);
    const secret = await secretOf(first, await created(first, id, { description: 'Sealed' }));
    await first.stop();

    vault.trouble = 'locked';
    const second = await startCastellan({ folder, vault });
    await expect.poll(() => keyNamed(second, id, 'Sealed')).toMatchObject({ hasSecret: false });
    const record = await keyNamed(second, id, 'Sealed');
    expect(await refusal(secretOf(second, record))).toMatchObject({ code: 'SECRET_UNAVAILABLE' });
    await expect.poll(async () => (await view(second, id)).network).toMatchObject({ code: 'VAULT_LOCKED' });

    vault.trouble = null;
    await second.handlers['vault.recheck']({}, context());
    expect(await secretOf(second, await keyNamed(second, id, 'Sealed'))).toBe(secret);
    await expect.poll(async () => (await view(second, id)).network.state).toBe('online');
    expect(await second.handlers['app.notices']({}, context())).toEqual([]);
  });

  it('seal nothing when the user chooses memory only, and keep what was sealed before', async () => {
    const server = await practice();
    const [folder, vault] = [tempProfile(), new TestVault()];
    const first = await startCastellan({ folder, vault });
    const { id } = await connect(first, server);
    await created(first, id, { description: 'Sealed' });
    await first.handlers['vault.useMemoryOnly']({ memoryOnly: true }, context());
    expect((await keyNamed(first, id, 'Sealed')).hasSecret).toBe(false);
    expect(payloads(first, 'vault:changed').at(-1)).toMatchObject({ memoryOnly: true });
    await first.handlers['vault.useMemoryOnly']({ memoryOnly: false }, context());
    expect((await keyNamed(first, id, 'Sealed')).hasSecret).toBe(true);
  });
});

describe('the practice cluster inside the application', () => {
  it('is opened once, needs no keychain, and moves with its port after a restart', async () => {
    const vault = new TestVault();
    vault.trouble = 'unavailable';
    const folder = tempProfile();
    const dataDir = tempProfile();
    let server = await practice({ dataDir });
    await addKey(server, { acl: ['search'], description: 'Demo' });
    let starts = 0;
    const launcher: PracticeLauncher = {
      start: async () => {
        starts += 1;
        const { applicationId, url, adminKey } = server;
        return { connection: { applicationId, hosts: [url] }, credential: adminKey };
      },
      close: () => Promise.resolve(),
    };
    const first = await startCastellan({ folder, vault, practice: launcher });
    const cluster = await first.handlers['clusters.openPractice']({ kind: 'algolia' }, context());
    expect(cluster).toMatchObject({ environment: 'practice', credential: 'stored' });
    await first.handlers['clusters.openPractice']({ kind: 'algolia' }, context());
    expect(await first.handlers['clusters.list']({}, context())).toHaveLength(1);
    await first.handlers['sync.start']({ id: cluster.id }, context());
    expect((await keysOf(first, cluster.id)).map(({ label }) => label)).toContain('Demo');
    expect(vault.entries.size).toBe(0);
    await first.stop();
    expect(filesContaining(folder, server.adminKey)).toEqual([]);

    await server.stop();
    server = await practice({ dataDir });
    const before = starts;
    const second = await startCastellan({ folder, vault, practice: launcher });
    await expect.poll(async () => (await view(second, cluster.id)).network.state).toBe('online');
    expect(starts).toBeGreaterThan(before);
    await created(second, cluster.id, { description: 'After the restart' });
  });

  it('says so when it cannot be started, and adds nothing', async () => {
    const castellan = await startCastellan({
      practice: {
        start: () =>
          Promise.reject(new AppError('UNREACHABLE', 'The practice cluster could not be started.')),
        close: () => Promise.resolve(),
      },
    });
    const pending = castellan.handlers['clusters.openPractice']({ kind: 'algolia' }, context());
    expect(await refusal(pending)).toMatchObject({ code: 'UNREACHABLE' });
    expect(await castellan.handlers['clusters.list']({}, context())).toEqual([]);
  });
});

describe('automatic syncs', () => {
  it('come by the interval of the settings, and follow its changes', async () => {
    const server = await practice();
    const castellan = await startCastellan({ syncIntervalMinutes: 15 });
    const { id } = await connect(castellan, server);
    const running = (): readonly number[] =>
      castellan.timers.filter(({ stopped, ms }) => !stopped && ms >= 60_000).map(({ ms }) => ms);
    expect(running()).toEqual([15 * 60_000]);
    await addKey(server, { acl: ['search'], description: 'New' });
    castellan.timers.find(({ ms }) => ms === 15 * 60_000)?.act();
    await expect.poll(async () => (await keysOf(castellan, id)).map(({ label }) => label)).toContain('New');
    await castellan.handlers['settings.update']({ syncIntervalMinutes: 5 }, context());
    expect(running().at(-1)).toBe(5 * 60_000);
    await castellan.handlers['settings.update']({ syncIntervalMinutes: 0 }, context());
    const last = castellan.timers.filter(({ ms }) => ms === 5 * 60_000);
    expect(last.every(({ stopped }) => stopped)).toBe(true);
  });

  it('leave clusters alone that the user works offline with', async () => {
    const server = await practice();
    const [folder, vault] = [tempProfile(), new TestVault()];
    const first = await startCastellan({ folder, vault });
    const { id } = await connect(first, server);
    await first.handlers['clusters.setWorkOffline']({ id, workOffline: true }, context());
    await first.stop();
    const second = await startCastellan({ folder, vault });
    const { id: other } = await connect(second, server, { name: 'other' });
    expect((await view(second, other)).network).toEqual({ state: 'online' });
    expect((await view(second, id)).network).toEqual({ state: 'unknown' });
  });
});

describe('the end of the application', () => {
  it('clears a copied secret, unless something else was copied since', async () => {
    const server = await practice();
    const castellan = await startCastellan();
    const { id } = await connect(castellan, server);
    const { ref } = await created(castellan, id, { description: 'Copied' });
    await castellan.handlers['keys.copySecret']({ clusterId: id, ref }, context());
    await castellan.stop();
    expect(castellan.clipboard.text).toBe('');

    const next = await startCastellan();
    const { id: again } = await connect(next, server);
    const { ref: key } = await keyNamed(next, again, 'Copied');
    await next.handlers['keys.copySecret']({ clusterId: again, ref: key }, context());
    await next.handlers['app.copyText']({ text: 'a note' }, context());
    await next.stop();
    expect(next.clipboard.text).toBe('a note');
  });

  it('waits for no cluster that hangs', async () => {
    const server = await practice();
    const castellan = await startCastellan();
    const { id } = await connect(castellan, server);
    await setFaults(server, { rules: [{ fault: 'hang', when: 'before-answer', method: 'GET' }] });
    void castellan.handlers['sync.start']({ id }, context()).catch(() => undefined);
    await expect.poll(async () => (await view(castellan, id)).network.state).toBe('syncing');
    const began = Date.now();
    await castellan.stop();
    expect(Date.now() - began).toBeLessThan(2_000);
  });
});
