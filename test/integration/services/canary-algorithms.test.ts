import { describe, expect, it } from 'vitest';
import { accountTarget, memberTarget, type OrganizationForm, type UserForm } from '#shared/contract/people';
import type { ConfirmedAction } from '#shared/contract/app';
import { toAppErrorData } from '#shared/errors';
import type { KeyRef } from '#shared/ids';
import { algorithmiaSpecSchema } from '#shared/kinds/algorithmia/spec';
import { addUserKey, askOk, signToken } from '../../support/practice-algorithmia';
import { filesHolding, holdsAny } from '../../support/secret-search';
import { tempProfile } from '../../support/temp-profile';
import { addAlgorithms, algorithmScene, annsKey, makeKey, rotate, type AlgorithmScene } from './algorithms';
import { context, keyNamed, refusal, secretOf, startCastellan, TestVault } from './harness';

interface Stage extends AlgorithmScene {
  readonly folder: string;
  /** Takes what a call tells the renderer, be it an answer or an error. */
  readonly tell: (pending: Promise<unknown>) => Promise<void>;
  readonly told: () => string;
  readonly confirmed: (action: ConfirmedAction, target: string | null) => Promise<string>;
}

async function stage(vault: TestVault): Promise<Stage> {
  const folder = tempProfile();
  const scene = await algorithmScene({ folder, vault });
  const { castellan, id } = scene;
  const words: unknown[] = [];
  return {
    ...scene,
    folder,
    tell: async (pending) => {
      words.push(await pending.catch((error: unknown) => toAppErrorData(error)));
    },
    told: () => JSON.stringify([words, castellan.events]),
    confirmed: async (action, target) => {
      const input = { clusterId: id, action, target, typed: null };
      return (await castellan.handlers['confirmations.request'](input, context())).token;
    },
  };
}

const OPS = annsKey({ key_type: 'admin', key_label: 'Ops', allow_algo: false, allow_data: false });

const BEN: UserForm = {
  username: 'ben',
  email: 'ben@acme.example',
  fullName: 'Ben Okafor',
  companyName: '',
  companyRole: '',
};

function acme(typeId: string): OrganizationForm {
  return {
    name: 'acme',
    label: 'Acme',
    contactName: 'Ben Okafor',
    email: 'acme@acme.example',
    typeId,
    url: '',
    externalId: '',
    adminGroups: [],
    memberGroups: [],
    executorGroups: [],
  };
}

async function peopleFlow({ castellan, id, tell, confirmed }: Stage): Promise<void> {
  const { handlers } = castellan;
  const cluster = { clusterId: id };
  const plain = { ...cluster, confirmation: null };
  await tell(handlers['people.createUser']({ ...plain, user: BEN }, context()));
  await tell(handlers['people.users'](cluster, context()));
  await tell(handlers['people.updateUser']({ ...plain, user: { ...BEN, companyRole: 'Owner' } }, context()));
  const types = await handlers['people.organizationTypes'](cluster, context()).catch(() => []);
  const organization = acme(types[0]?.id ?? 'unknown');
  await tell(handlers['people.createOrganization']({ ...plain, organization }, context()));
  await tell(handlers['people.organizations'](cluster, context()));
  await tell(handlers['people.updateOrganization']({ ...plain, organization }, context()));
  const member = { organization: 'acme', username: 'ben' };
  await tell(handlers['people.addMember']({ ...plain, ...member }, context()));
  await tell(handlers['people.members']({ ...cluster, organization: 'acme' }, context()));
  const leaving = await confirmed('remove-member', memberTarget('acme', 'ben'));
  await tell(handlers['people.removeMember']({ ...cluster, ...member, confirmation: leaving }, context()));
  const removal = await confirmed('remove-account', accountTarget('organization', 'acme'));
  await tell(
    handlers['people.removeOrganization'](
      { ...cluster, organization: 'acme', confirmation: removal },
      context(),
    ),
  );
  const deletion = await confirmed('remove-account', accountTarget('user', 'ben'));
  await tell(
    handlers['people.removeUser']({ ...cluster, username: 'ben', confirmation: deletion }, context()),
  );
}

async function keyFlow(here: Stage, ref: KeyRef): Promise<void> {
  const { castellan, id, tell } = here;
  const { handlers } = castellan;
  const key = { clusterId: id, ref };
  await tell(handlers['keys.get'](key, context()));
  await tell(handlers['keys.copySecret'](key, context()));
  for (const language of ['curl', 'javascript', 'python'] as const) {
    await tell(handlers['keys.copySnippet']({ ...key, use: 'list-data', language, resource: '' }, context()));
  }
  await tell(handlers['keys.try']({ ...key, resource: 'demo/Hello', text: 'HAL' }, context()));
  const record = await handlers['keys.get'](key, context());
  const spec = algorithmiaSpecSchema.parse(record.spec);
  const definition = { kind: 'algorithmia', spec: { ...spec, allow_data_write: true } } as const;
  const opened = { kind: 'algorithmia', spec } as const;
  const change = { ...key, definition, opened, overwrite: true, confirmation: null };
  await tell(handlers['keys.update'](change, context()));
  await tell(rotate(here, ref));
  await tell(handlers['clusters.resources']({ id }, context()));
  await tell(handlers['sync.start']({ id }, context()));
}

async function expectNoTrace(here: Stage, secrets: readonly string[]): Promise<void> {
  const { castellan, folder, told } = here;
  const report = await castellan.handlers['app.diagnostics']({}, context());
  const whileRunning = await filesHolding(folder, secrets);
  await castellan.stop();
  expect([whileRunning, await filesHolding(folder, secrets)]).toEqual([[], []]);
  expect(holdsAny(told(), secrets)).toBe(false);
  expect(holdsAny(JSON.stringify(report), secrets)).toBe(false);
}

describe('secrets of algorithm clusters that go through every flow', () => {
  it('stand in no file, event, answer or error, in no form, faults that echo them included', async () => {
    const here = await stage(new TestVault());
    const { castellan, server, id, tell } = here;
    const { handlers } = castellan;
    const old = here.secret;
    const elsewhere = (await addUserKey(server, 'ann', {}, 'Elsewhere')).api_key;
    const wrong = 'canary-wrong/credential';
    const outcome = await rotate(here, here.record.ref);
    if (outcome.outcome !== 'done') throw new Error(outcome.message);
    const rotated = await secretOf(castellan, outcome.record);
    const admin = await makeKey(castellan, id, OPS);
    const adminSecret = await secretOf(castellan, admin);
    const token = await signToken(server, { sub: 'ann', exp: 1 });
    const secrets = [old, rotated, elsewhere, wrong, adminSecret, server.adminKey, token];

    await tell(handlers['sync.start']({ id }, context()));
    for (const credential of [wrong, `Simple ${wrong}`, token, `Bearer ${token}`, old]) {
      await tell(handlers['clusters.replaceCredential']({ id, credential }, context()).then(() => null));
    }
    await tell(handlers['clusters.replaceCredential']({ id, credential: server.adminKey }, context()));
    await tell(handlers['sync.start']({ id }, context()));
    const who = { fault: 'status', status: 500, message: `Who is ${wrong} or ${encodeURIComponent(wrong)}?` };
    await askOk(server, { method: 'PUT', path: '/__practice__/faults', body: { rules: [who] } });
    for (const credential of [wrong, `Simple ${wrong}`]) {
      await tell(handlers['clusters.replaceCredential']({ id, credential }, context()));
    }
    expect(here.told()).toContain('Who is … or …?');
    await askOk(server, { method: 'DELETE', path: '/__practice__/faults' });
    await peopleFlow(here);
    // What no request holds is hidden by its form alone, which the wrong credential has not.
    const echo = secrets.filter((secret) => secret !== wrong).join(' ');
    for (const rule of [
      { fault: 'drop', when: 'before-answer' },
      { fault: 'status', status: 500, message: echo },
      { fault: 'status', status: 403, message: echo },
      { fault: 'status', status: 401, message: echo },
      { fault: 'status', status: 409, message: echo },
      { fault: 'status', status: 400, message: echo },
      { fault: 'malformed-json' },
    ]) {
      const { ref } = await keyNamed(castellan, id, 'Subject').catch(() => outcome.record);
      await askOk(server, { method: 'PUT', path: '/__practice__/faults', body: { rules: [rule] } });
      for (const credential of [wrong, `Simple ${wrong}`, `Bearer ${token}`]) {
        await tell(handlers['clusters.replaceCredential']({ id, credential }, context()));
      }
      await peopleFlow(here);
      await keyFlow(here, ref);
      await askOk(server, { method: 'DELETE', path: '/__practice__/faults' });
      // A refusal with 403 reads as a standard key, which is kept.
      await handlers['clusters.replaceCredential']({ id, credential: server.adminKey }, context());
      await handlers['sync.start']({ id }, context());
      await keyFlow(here, (await keyNamed(castellan, id, 'Subject')).ref);
    }
    const last = await secretOf(castellan, await keyNamed(castellan, id, 'Subject'));
    await expectNoTrace(here, [...secrets, last]);
  });

  it('are let go of when a listed admin key becomes the credential, and kept nowhere but in the vault', async () => {
    const vault = new TestVault();
    const here = await stage(vault);
    const { castellan, id, server } = here;
    const { handlers } = castellan;
    const made = await makeKey(castellan, id, OPS);
    const credential = await secretOf(castellan, made);
    await handlers['clusters.replaceCredential']({ id, credential }, context());
    await handlers['sync.start']({ id }, context());
    const now = await keyNamed(castellan, id, 'Ops');
    expect(now).toMatchObject({ ref: made.ref, admin: true, hasSecret: false });
    expect((await refusal(secretOf(castellan, now))).code).toBe('SECRET_UNAVAILABLE');
    await here.tell(handlers['clusters.list']({}, context()));
    await expectNoTrace(here, [credential, server.adminKey]);
    expect([...vault.entries.values()]).toContain(credential);
  });

  it('that are kept in memory reach no file, sealed or not', async () => {
    const vault = new TestVault();
    vault.trouble = 'unavailable';
    vault.useMemoryOnly(true);
    const here = await stage(vault);
    await here.castellan.handlers['sync.start']({ id: here.id }, context());
    const outcome = await rotate(here, here.record.ref);
    if (outcome.outcome !== 'done') throw new Error(outcome.message);
    const secret = await secretOf(here.castellan, outcome.record);
    expect(secret).not.toBe(here.secret);
    await peopleFlow(here);
    await keyFlow(here, outcome.record.ref);
    await expectNoTrace(here, [here.secret, secret, here.server.adminKey]);
    const later = await startCastellan({ folder: here.folder, vault: new TestVault() });
    expect(await keyNamed(later, here.id, 'Subject')).toMatchObject({ hasSecret: false });
  });

  it('that were pasted with their scheme are hidden without it too', async () => {
    const here = await stage(new TestVault());
    const { castellan, server, tell } = here;
    const token = await signToken(server, { sub: 'nobody', exp: 1 });
    const rules = [{ fault: 'status', status: 400, message: `Who is ${token}?` }];
    await askOk(server, { method: 'PUT', path: '/__practice__/faults', body: { rules } });
    await tell(addAlgorithms(castellan, server, { name: 'other', credential: `Bearer ${token}` }));
    expect(here.told()).toContain('Who is …?');
    await expectNoTrace(here, [token]);
  });
});
