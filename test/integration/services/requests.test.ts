import { describe, expect, it } from 'vitest';
import { bareRequest } from '#shared/policy/decision';
import { addKey } from '../../support/practice-http';
import { connect, context, practice, startCastellan } from './harness';

const request = bareRequest('deleteIndex', 'prod_*');

describe('who can', () => {
  it('is answered while the cluster cannot be reached, with the entry that lets each key', async () => {
    const server = await practice();
    await addKey(server, { acl: ['deleteIndex'], description: 'Cleaner', indexes: ['prod_tmp_*'] });
    await addKey(server, { acl: ['search'], description: 'Reader' });
    const castellan = await startCastellan();
    const { id } = await connect(castellan, server);
    await server.stop();
    const answer = await castellan.handlers['keys.whoCan'](
      { clusterIds: [id], request, after: 0, most: 10 },
      context(),
    );
    expect(answer.holders).toMatchObject([
      { label: 'Cleaner', decidedBy: { sort: 'scope', field: 'indexes', entry: 'prod_tmp_*' } },
    ]);
    expect(answer.next).toBeNull();
  });

  it('asks no key once it has been cancelled', async () => {
    const castellan = await startCastellan();
    const { id } = await connect(castellan, await practice());
    const query = { clusterIds: [id], request, after: 0, most: 10 };
    await expect(
      castellan.handlers['keys.whoCan'](query, context(AbortSignal.abort())),
    ).rejects.toMatchObject({ code: 'CANCELLED' });
    expect(await castellan.handlers['keys.whoCan'](query, context())).toMatchObject({ next: null });
  });
});

describe('requests that are kept', () => {
  it('outlive the application, and go with their cluster', async () => {
    const castellan = await startCastellan();
    const { id } = await connect(castellan, await practice());
    const savedRequests = [{ clusterId: id, requests: [{ name: 'Delete in production', request }] }];
    await castellan.handlers['settings.update']({ savedRequests }, context());
    await castellan.stop();
    const again = await startCastellan({ folder: castellan.folder, vault: castellan.vault });
    expect(await again.handlers['settings.get']({}, context())).toMatchObject({ savedRequests });
    const { token } = await again.handlers['confirmations.request'](
      { clusterId: id, action: 'remove-cluster', target: null, typed: null },
      context(),
    );
    await again.handlers['clusters.remove']({ id, confirmation: token }, context());
    expect(await again.handlers['settings.get']({}, context())).toMatchObject({ savedRequests: [] });
  });
});
