import { existsSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { firstScreenSchema, type FirstScreen } from '#shared/contract/first-screen';
import { describe, expect, it, vi } from 'vitest';
import { addKey } from '../../support/practice-http';
import type { ClusterId } from '#shared/ids';
import { connect, context, created, practice, startCastellan, type Castellan } from './harness';

const fileOf = ({ folder }: Castellan): string => path.join(folder, 'first-screen.json');

const kept = (castellan: Castellan): FirstScreen =>
  firstScreenSchema.parse(JSON.parse(readFileSync(fileOf(castellan), 'utf8')));

async function confirmation(castellan: Castellan, clusterId: ClusterId): Promise<string> {
  const { token } = await castellan.handlers['confirmations.request'](
    { clusterId, action: 'remove-cluster', target: null, typed: null },
    context(),
  );
  return token;
}

describe('the first screen of the next start', () => {
  it('is kept at the end: settings, clusters and the beginning of the list, nothing of the moment', async () => {
    const server = await practice();
    const secret = await addKey(server, { acl: ['search'], description: 'Blog search' });
    const castellan = await startCastellan();
    const { id } = await connect(castellan, server);
    await created(castellan, id, { description: 'Another' });
    await castellan.stop();
    const { clusters, page, settings } = kept(castellan);
    expect(settings.syncIntervalMinutes).toBe(0);
    expect(clusters).toMatchObject([
      { id, name: 'shop', network: { state: 'unknown' }, credential: 'unknown' },
    ]);
    expect(page?.rows.map(({ label }) => label)).toEqual(
      expect.arrayContaining(['Another', 'Blog search']) as unknown,
    );
    const text = readFileSync(fileOf(castellan), 'utf8');
    expect(text).not.toContain(secret);
    expect(text).not.toContain(server.adminKey);
    expect(statSync(fileOf(castellan)).mode & 0o077).toBe(0);
  });

  it('is renewed after a moment of quiet, once for many changes', async () => {
    const server = await practice();
    const castellan = await startCastellan();
    const { id } = await connect(castellan, server);
    await created(castellan, id, { description: 'One' });
    await created(castellan, id, { description: 'Two' });
    const waiting = castellan.timers.filter(({ ms, stopped }) => ms === 1_000 && !stopped);
    expect(waiting).toHaveLength(1);
    waiting[0]?.act();
    await vi.waitFor(() =>
      expect(kept(castellan).page?.rows.map(({ label }) => label)).toEqual(
        expect.arrayContaining(['One', 'Two']) as unknown,
      ),
    );
  });

  it('forgets a removed cluster at once', async () => {
    const server = await practice();
    const castellan = await startCastellan();
    const { id } = await connect(castellan, server);
    castellan.timers.find(({ ms, stopped }) => ms === 1_000 && !stopped)?.act();
    await vi.waitFor(() => expect(kept(castellan).clusters).toHaveLength(1));
    await castellan.handlers['clusters.remove'](
      { id, confirmation: await confirmation(castellan, id) },
      context(),
    );
    await vi.waitFor(() => expect(existsSync(fileOf(castellan))).toBe(false));
    await castellan.stop();
    expect(kept(castellan)).toMatchObject({ clusters: [], page: null });
  });

  it('is not kept in a profile that cannot be written', async () => {
    const castellan = await startCastellan({ writable: false });
    await castellan.stop();
    expect(existsSync(fileOf(castellan))).toBe(false);
  });
});
