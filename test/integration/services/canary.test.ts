import { describe, expect, it } from 'vitest';
import { filesContaining, tempProfile } from '../../support/temp-profile';
import { addKey, send, sendOk, setFaults } from '../../support/practice-http';
import {
  connect,
  context,
  created,
  definition,
  formFor,
  openedFrom,
  practice,
  secretOf,
  startCastellan,
  TestVault,
} from './harness';

/** Every text form in which a secret may lie in a file. */
function formsOf(secret: string): readonly string[] {
  return [
    secret,
    encodeURIComponent(secret),
    Buffer.from(secret).toString('base64').replace(/=+$/, ''),
    Buffer.from(secret).toString('hex'),
  ];
}

describe('secrets that go through every flow', () => {
  it('stand in no file of the profile and in no event, in no form', async () => {
    const server = await practice();
    const folder = tempProfile();
    const castellan = await startCastellan({ folder, vault: new TestVault() });
    const { handlers } = castellan;
    const { id } = await connect(castellan, server);
    const wrong = 'canary-wrong-credential';
    const pasted = 'canary-pasted-into-the-search-box';
    const record = await created(castellan, id, {
      description: 'Subject',
      expiresAt: Date.now() + 3_600_000,
    });
    const secret = await secretOf(castellan, record);
    const elsewhere = await addKey(server, { acl: ['search'], description: 'Elsewhere' });
    const key = { clusterId: id, ref: record.ref };
    const ignore = (pending: Promise<unknown>): Promise<unknown> => pending.catch(() => undefined);

    await handlers['sync.start']({ id }, context());
    await handlers['keys.copySecret'](key, context());
    await handlers['keys.copySnippet'](
      { ...key, use: 'search', language: 'curl', resource: 'blog' },
      context(),
    );
    await handlers['keys.findBySecret']({ secret: pasted }, context());
    await handlers['keys.try']({ ...key, resource: 'blog', text: 'x' }, context());
    await ignore(handlers['clusters.connect'](formFor(server, { name: 'x', credential: wrong }), context()));
    await ignore(handlers['clusters.replaceCredential']({ id, credential: wrong }, context()));
    const update = (overwrite: boolean): Promise<unknown> =>
      ignore(
        handlers['keys.update'](
          {
            ...key,
            definition: definition({ description: 'Changed' }),
            opened: openedFrom(record),
            overwrite,
            confirmation: null,
          },
          context(),
        ),
      );
    for (const rule of [
      { fault: 'drop', when: 'before-answer' },
      { fault: 'status', status: 500, message: `echo ${secret} ${server.adminKey}` },
      { fault: 'status', status: 403, message: `echo ${secret} ${server.adminKey}` },
      { fault: 'status', status: 400, message: `echo ${secret} ${server.adminKey}` },
      { fault: 'malformed-json' },
    ]) {
      await setFaults(server, { rules: [rule] });
      await update(true);
      await ignore(handlers['sync.start']({ id }, context()));
      await ignore(handlers['keys.try']({ ...key, resource: 'blog', text: 'x' }, context()));
      await setFaults(server, {});
    }
    await sendOk(server, { method: 'PUT', path: `/1/keys/${secret}`, body: { acl: ['browse'] } });
    await update(false);
    const { token } = await handlers['confirmations.request'](
      { clusterId: id, action: 'remove-key', target: record.ref, typed: null },
      context(),
    );
    await handlers['keys.remove']({ ...key, confirmation: token }, context());
    await handlers['keys.restore']({ ...key, confirmation: null }, context());
    const report = await handlers['app.diagnostics']({}, context());
    expect((await send(server, { path: `/1/keys/${secret}` })).status).toBe(200);

    const canaries = [server.adminKey, secret, elsewhere, wrong, pasted];
    const whileRunning = canaries.flatMap(formsOf).flatMap((form) => filesContaining(folder, form));
    await castellan.stop();
    const afterwards = canaries.flatMap(formsOf).flatMap((form) => filesContaining(folder, form));
    expect([...whileRunning, ...afterwards]).toEqual([]);
    expect(filesContaining(folder, 'key.tried')).toEqual(['logs/castellan.log']);
    const told = JSON.stringify([castellan.events, report]);
    for (const form of canaries.flatMap(formsOf)) expect(told).not.toContain(form);
    for (const name of ['shop', server.applicationId, server.url]) expect(report.text).not.toContain(name);
  });
});
