import { cleanup, screen, waitFor, within } from '@testing-library/react';
import { afterEach, describe, expect, it } from 'vitest';
import { operationIdSchema } from '#shared/ids';
import type { KeyRecord } from '#shared/keys/record';
import { defaultSpec } from '#shared/kinds/algorithmia/index';
import type { AlgorithmiaSpec } from '#shared/kinds/algorithmia/spec';
import { type EditorRequest, KeyEditor } from '../../../../renderer/features/key-editor';
import { SheetHost } from '../../../../renderer/ui';
import { aKey } from '../../../support/memory-keys';
import { aCluster, createWorld } from '../../../support/memory-world';
import { renderPart } from '../../../support/render-app';

afterEach(cleanup);

const operationId = operationIdSchema.parse('00000000-0000-4000-8000-0000000000ff');
const ENTRY = 'algo://demo/Hello/*';
const SPEC: AlgorithmiaSpec = { ...defaultSpec, owner: { sort: 'user', user: 'ann' }, key_label: 'ci' };

function recordOf(spec: AlgorithmiaSpec): KeyRecord {
  return {
    ...aKey(1, { label: spec.key_label }),
    kind: 'algorithmia',
    mask: 'sim1…9f',
    expiresAt: null,
    spec,
  };
}

const NEW: EditorRequest = { mode: 'create', variant: 'standard' };

function show(request: EditorRequest = NEW) {
  const cluster = aCluster({
    kind: 'algorithmia',
    name: 'algo-prod',
    connection: { baseUrl: 'https://api.algo.example.com' },
    environment: 'staging',
  });
  const done = () => ({ outcome: 'done', operationId, record: recordOf(SPEC), settled: true }) as const;
  const world = createWorld(
    { clusters: [cluster] },
    {
      'keys.create': done,
      'keys.update': done,
      'clusters.resources': () => ({ names: ['demo/Hello'], users: ['ann'], organizations: ['acme'] }),
    },
  );
  const nothing = () => undefined;
  const view = renderPart(
    world,
    <SheetHost>
      <KeyEditor cluster={cluster} request={request} onClose={nothing} onDone={nothing} onCreate={nothing} />
    </SheetHost>,
  );
  const { user } = view;
  return {
    ...view,
    choose: async (name: string, group?: string) => {
      const place =
        group === undefined ? screen : within(await screen.findByRole('radiogroup', { name: group }));
      await user.click(await place.findByRole('radio', { name }));
    },
    add: async (entry: string) => {
      await user.type(await screen.findByLabelText('Add to Algorithms'), `${entry}{Enter}`);
    },
    /** The spec that was sent last. */
    sent: async (): Promise<unknown> => {
      await waitFor(() => expect(sentSpecs(world)).not.toEqual([]));
      return sentSpecs(world).at(-1);
    },
  };
}

function sentSpecs({ bridge }: ReturnType<typeof createWorld>): readonly unknown[] {
  return bridge.made.flatMap(({ name, input }) =>
    name === 'keys.create' || name === 'keys.update'
      ? [(input as { definition: { spec: unknown } }).definition.spec]
      : [],
  );
}

async function isChecked(name: string, group?: string): Promise<boolean> {
  const place = group === undefined ? screen : within(await screen.findByRole('radiogroup', { name: group }));
  const control = await place.findByRole(group === undefined ? 'checkbox' : 'radio', { name });
  return control instanceof HTMLInputElement && control.checked;
}

const MODES = 'Algorithm access';
const LEVELS = 'Data API access';
const panel = () => screen.findByRole('complementary', { name: 'Live preview' });

async function fillBasics({ user }: ReturnType<typeof show>): Promise<void> {
  await user.type(await screen.findByLabelText('Name'), 'ci');
  await user.type(screen.getByLabelText('Username'), 'ann');
}

async function send({ user }: ReturnType<typeof show>): Promise<void> {
  await user.click(screen.getByRole('button', { name: /^(Create key on|Save changes to) algo-prod$/ }));
}

describe('the algorithms of a key', () => {
  it('are kept while another mode is looked at', async () => {
    const view = show();
    await view.choose('Restricted', MODES);
    await view.add(ENTRY);
    await view.choose('Full access', MODES);
    expect(screen.queryByLabelText('Add to Algorithms')).toBeNull();
    expect((await panel()).textContent).toContain('"algo://*"');
    await view.choose('No access', MODES);
    expect((await panel()).textContent).toContain('"algo_acl": []');
    await view.choose('Restricted', MODES);
    expect((await panel()).textContent).toContain(`"${ENTRY}"`);
  });

  it('can be listed one by one from an empty list, which stays open', async () => {
    const view = show();
    expect(await isChecked('No access', MODES)).toBe(true);
    await view.choose('Restricted', MODES);
    expect(await isChecked('Restricted', MODES)).toBe(true);
    expect(screen.getByText('No algorithm: nothing is listed.')).toBeDefined();
  });

  it('that are everything and something more are a list, not full access', async () => {
    const spec = { ...SPEC, algo_acl: ['algo://*', ENTRY] };
    show({ mode: 'edit', record: recordOf(spec) });
    expect(await isChecked('Restricted', MODES)).toBe(true);
    expect(await screen.findByText('1 entry has no effect')).toBeDefined();
  });
});

describe('a starting point', () => {
  it.each(['Call algorithms', 'Call from a website', 'Call and read data', 'Manage algorithms'])(
    'shows that it is "%s", before any algorithm is listed',
    async (title) => {
      const view = show();
      await view.user.click(await screen.findByRole('button', { name: title }));
      const pressed = screen.getAllByRole('button', { pressed: true });
      expect(pressed.map(({ textContent }) => textContent)).toEqual([title]);
    },
  );
});

describe('the type of a key', () => {
  it('takes the permissions away, and brings them back', async () => {
    const view = show();
    await fillBasics(view);
    await view.choose('Restricted', MODES);
    await view.add(ENTRY);
    await view.choose('Read only', LEVELS);
    await view.choose('Admin API key', 'Type');
    expect(screen.queryByRole('radiogroup', { name: MODES })).toBeNull();
    expect((await panel()).textContent).not.toContain('"permissions"');
    expect(screen.getByLabelText('Name')).toHaveProperty('value', 'ci');
    await view.choose('API key', 'Type');
    expect(await isChecked('Read only', LEVELS)).toBe(true);
    await send(view);
    expect(await view.sent()).toEqual({ ...SPEC, algo_acl: [ENTRY], allow_data: true });
  });

  it('of an admin key sends a name and an owner, and nothing that is allowed', async () => {
    const view = show({ mode: 'create', variant: 'admin' });
    await fillBasics(view);
    await send(view);
    expect(await view.sent()).toEqual({ ...SPEC, key_type: 'admin', allow_algo: false });
    expect(screen.queryByText(/^Reaches what/)).toBeNull();
  });

  it('of a key that exists cannot be chosen', async () => {
    show({ mode: 'edit', record: recordOf(SPEC) });
    await screen.findByLabelText('Name');
    expect(screen.queryByRole('radiogroup', { name: 'Type' })).toBeNull();
  });
});

describe('the owner of a key', () => {
  it('is one account, or two for a member; names stay where they have a place', async () => {
    const view = show();
    await fillBasics(view);
    await view.choose('Organization member', 'Whose key');
    expect(screen.getByLabelText('Username')).toHaveProperty('value', 'ann');
    await view.user.type(screen.getByLabelText('Organization name'), 'acme');
    await view.choose('Organization', 'Whose key');
    expect(screen.queryByLabelText('Username')).toBeNull();
    expect(screen.getByLabelText('Organization name')).toHaveProperty('value', 'acme');
    await send(view);
    expect(await view.sent()).toEqual({ ...SPEC, owner: { sort: 'organization', organization: 'acme' } });
  });

  it('that is missing is said at the field of its name, which gets the focus', async () => {
    const view = show();
    await view.user.type(await screen.findByLabelText('Name'), 'ci');
    await view.choose('Organization member', 'Whose key');
    await view.user.type(screen.getByLabelText('Organization name'), 'acme');
    const name = screen.getByLabelText('Username');
    await waitFor(() => expect(name.getAttribute('aria-invalid')).toBe('true'));
    expect(screen.getByLabelText('Organization name').getAttribute('aria-invalid')).not.toBe('true');
    await send(view);
    expect(document.activeElement).toBe(name);
  });

  it('that the cluster is not known to have is pointed out, and can be tried all the same', async () => {
    const view = show();
    await view.user.type(await screen.findByLabelText('Username'), 'zoe');
    expect(await screen.findByText('zoe is not known on this cluster.')).toBeDefined();
  });

  it('of a key that exists is told, and cannot change', async () => {
    const owner = { sort: 'member', organization: 'acme', user: 'ann' } as const;
    show({ mode: 'edit', record: recordOf({ ...SPEC, owner }) });
    const group = await screen.findByRole('group', { name: 'Owner' });
    expect(group.textContent).toContain('ann in acme');
    expect(within(group).queryByRole('textbox')).toBeNull();
  });
});

describe('where calls come from', () => {
  it('asks for a host only while browsers are allowed, and forgets it with them', async () => {
    const view = show();
    await fillBasics(view);
    expect(screen.queryByLabelText('Referrer host')).toBeNull();
    const browsers = screen.getByRole('checkbox', { name: 'Web browser' });
    await view.user.click(browsers);
    await view.user.type(screen.getByLabelText('Referrer host'), 'www.example.com');
    await view.user.click(browsers);
    expect(screen.queryByLabelText('Referrer host')).toBeNull();
    await send(view);
    expect(await view.sent()).toEqual(SPEC);
  });

  it('shows the host of a stored key that no browser may use, with what is wrong about it', async () => {
    show({ mode: 'edit', record: recordOf({ ...SPEC, referer_host: 'www.example.com' }) });
    expect(await screen.findByLabelText('Referrer host')).toHaveProperty('value', 'www.example.com');
    expect((await panel()).textContent).toMatch(/host/);
  });
});

describe('what a key may do with data', () => {
  it.each([
    ['No access', { allow_data: false, allow_data_write: false }],
    ['Read only', { allow_data: true, allow_data_write: false }],
    ['Read & write', { allow_data: true, allow_data_write: true }],
  ] as const)('is %s or another of three levels', async (level, rights) => {
    const view = show();
    await fillBasics(view);
    await view.choose(level, LEVELS);
    await send(view);
    expect(await view.sent()).toEqual({ ...SPEC, ...rights });
  });

  it('says what is wrong about a stored key that writes without reading', async () => {
    show({ mode: 'edit', record: recordOf({ ...SPEC, allow_data_write: true }) });
    expect(await isChecked('Read & write', LEVELS)).toBe(true);
    const group = screen.getByRole('heading', { name: 'Data API' }).closest('section');
    expect(within(group ?? document.body).getAllByText(/read/i).length).toBeGreaterThan(2);
    expect(screen.getByText(/^1 (problem|warning)/)).toBeDefined();
  });
});

describe('a key of this kind that is edited', () => {
  const LISTS = [[], [ENTRY, 'algo://acme/*'], ['algo://*']] as const;
  const ORIGINS = [
    { allow_algo: false, allow_web_algo: false, referer_host: '' },
    { allow_algo: true, allow_web_algo: false, referer_host: '' },
    { allow_algo: false, allow_web_algo: true, referer_host: '' },
    { allow_algo: true, allow_web_algo: true, referer_host: 'www.example.com' },
  ] as const;
  const RIGHTS = [
    { allow_data: false, allow_data_write: false, allow_algo_management: true },
    { allow_data: true, allow_data_write: false, allow_algo_management: false },
    { allow_data: true, allow_data_write: true, allow_algo_management: true },
  ] as const;
  const combinations = LISTS.flatMap((list, at) =>
    ORIGINS.map((origin, turn) => ({
      ...SPEC,
      ...origin,
      ...RIGHTS[(at + turn) % RIGHTS.length],
      algo_acl: [...list],
    })),
  );

  it.each(combinations)(
    'keeps everything but the name: $algo_acl $allow_algo $allow_web_algo',
    async (spec) => {
      const view = show({ mode: 'edit', record: recordOf(spec) });
      await view.user.type(await screen.findByLabelText('Name'), ' 2');
      expect(await isChecked('Native clients')).toBe(spec.allow_algo);
      expect(await isChecked('Web browser')).toBe(spec.allow_web_algo);
      expect(await isChecked('Allow this key to manage the owner’s algorithms')).toBe(
        spec.allow_algo_management,
      );
      await send(view);
      expect(await view.sent()).toEqual({ ...spec, key_label: 'ci 2' });
    },
  );
});
