import { cleanup, screen, waitFor, within } from '@testing-library/react';
import { afterEach, describe, expect, it } from 'vitest';
import type { ClusterView } from '#shared/contract/clusters';
import { AppError } from '#shared/errors';
import { operationIdSchema } from '#shared/ids';
import type { KeyRecord } from '#shared/keys/record';
import { navigate, useCurrentClusterId } from '../../../../renderer/app/router';
import { type EditorRequest, KeyEditor } from '../../../../renderer/features/key-editor';
import { SheetHost } from '../../../../renderer/ui';
import type { MemoryHandlers } from '../../../support/memory-bridge';
import { aKey, keyHandlers } from '../../../support/memory-keys';
import { aCluster, clusterId, createWorld } from '../../../support/memory-world';
import { renderPart } from '../../../support/render-app';

afterEach(cleanup);

const SECRET = 'a1b2c3d4e5f60718293a4b5c6d7e8f9f';
const operationId = operationIdSchema.parse('00000000-0000-4000-8000-0000000000ff');

function done(record: KeyRecord, settled = true) {
  return { outcome: 'done', operationId, record, settled } as const;
}

interface Shown {
  readonly request?: EditorRequest;
  readonly cluster?: Partial<ClusterView>;
  readonly handlers?: MemoryHandlers;
}

function Place() {
  return <output aria-label="cluster">{useCurrentClusterId()}</output>;
}

function show({ request = { mode: 'create', variant: 'key' }, cluster: change, handlers }: Shown = {}) {
  const cluster = aCluster({ environment: 'staging', ...change });
  const world = createWorld({ clusters: [cluster] }, { ...keyHandlers([aKey(1)]), ...handlers });
  const finished: KeyRecord[] = [];
  let closed = 0;
  const view = renderPart(
    world,
    <SheetHost>
      <Place />
      <KeyEditor
        cluster={cluster}
        request={request}
        onClose={() => {
          closed += 1;
        }}
        onCreate={() => undefined}
        onDone={(record) => finished.push(record)}
      />
    </SheetHost>,
  );
  return { ...view, world, finished, closed: () => closed };
}

type Editor = ReturnType<typeof show>;
const inputsOf = (view: Editor, name: string) =>
  view.world.bridge.made.filter((call) => call.name === name).map((call) => call.input);

async function fill(view: Editor) {
  await view.user.type(await screen.findByLabelText('Description'), 'Blog search');
  await view.user.click(screen.getByRole('button', { name: 'Search only' }));
}

describe('permissions that are of no use today', () => {
  const group = () => screen.findByRole('group', { name: 'AI and language understanding' });

  it('are folded away until they are asked for or searched, and do not fold under the hand', async () => {
    const view = show();
    expect(within(await group()).queryByRole('checkbox')).toBeNull();
    await view.user.type(screen.getByLabelText('Search permissions'), 'inference');
    await view.user.click(within(await group()).getByRole('checkbox'));
    await view.user.clear(screen.getByLabelText('Search permissions'));
    expect(within(await group()).getAllByRole('checkbox').length).toBeGreaterThan(1);
    await view.user.click(within(await group()).getByRole('checkbox', { checked: true }));
    expect(within(await group()).queryAllByRole('checkbox')).not.toEqual([]);
  });

  it('are shown for a key that has one of them', async () => {
    const record = aKey(1, { spec: { acl: ['search', 'inference'] } });
    show({ request: { mode: 'edit', record } });
    expect(within(await group()).getByRole('checkbox', { checked: true })).toBeDefined();
  });
});

describe('a new key', () => {
  it('starts in the first field, proposes 90 days, and is sent with Ctrl+Enter', async () => {
    const view = show({ handlers: { 'keys.create': () => done(aKey(7)) } });
    expect(document.activeElement).toBe(await screen.findByLabelText('Description'));
    await fill(view);
    const before = Date.now();
    await view.user.keyboard('{Control>}{Enter}{/Control}');
    await screen.findByRole('dialog', { name: 'Key created on shop-prod' });
    const [sent] = inputsOf(view, 'keys.create') as [
      {
        definition: { spec: { expiresAt: number; acl: string[]; description: string } };
        confirmation: unknown;
      },
    ];
    expect(sent.confirmation).toBeNull();
    expect(sent.definition.spec).toMatchObject({ acl: ['search'], description: 'Blog search' });
    expect(sent.definition.spec.expiresAt - before).toBeGreaterThanOrEqual(90 * 86_400_000);
    expect(sent.definition.spec.expiresAt - before).toBeLessThan(90 * 86_400_000 + 60_000);
  });

  it('shows its secret once it is made, tries it, and hands it over', async () => {
    const view = show({
      handlers: {
        'keys.create': () => done(aKey(7)),
        'keys.try': () => ({ allowed: true, status: 200, message: '3 hits in 2 ms' }),
      },
    });
    await fill(view);
    await view.user.click(screen.getByRole('button', { name: 'Create key on shop-prod' }));
    const dialog = await screen.findByRole('dialog', { name: 'Key created on shop-prod' });
    expect(await within(dialog).findByText(SECRET)).toBeDefined();
    await view.user.click(within(dialog).getByRole('button', { name: 'Copy' }));
    expect(await within(dialog).findByText(/^Copied. The clipboard is cleared at /)).toBeDefined();
    await waitFor(() => expect(within(dialog).getByLabelText('Index')).toHaveProperty('value', 'products'));
    await view.user.click(within(dialog).getByRole('button', { name: 'Search' }));
    expect(await within(dialog).findByText('3 hits in 2 ms (200)')).toBeDefined();
    await view.user.click(within(dialog).getByRole('button', { name: 'Done' }));
    expect(view.finished.map(({ ref }) => ref)).toEqual([aKey(7).ref]);
  });

  it('is not sent while something is wrong, and leads to it', async () => {
    const view = show();
    await screen.findByLabelText('Description');
    await view.user.keyboard('{Control>}{Enter}{/Control}');
    expect(document.activeElement).toBe(screen.getByLabelText('Search permissions'));
    expect(inputsOf(view, 'keys.create')).toEqual([]);
  });

  it('on production is asked about first, and stays in the form when the answer is no', async () => {
    const view = show({
      cluster: { environment: 'production' },
      handlers: { 'keys.create': () => done(aKey(7)) },
    });
    await fill(view);
    await view.user.click(screen.getByRole('button', { name: 'Create key on shop-prod' }));
    const question = await screen.findByRole('alertdialog', { name: 'Create key Blog search on shop-prod?' });
    expect(screen.queryByText('Contacting shop-prod')).toBeNull();
    await view.user.click(within(question).getByRole('button', { name: 'Cancel' }));
    expect(inputsOf(view, 'keys.create')).toEqual([]);
    await view.user.click(screen.getByRole('button', { name: 'Create key on shop-prod' }));
    const again = await screen.findByRole('alertdialog', { name: 'Create key Blog search on shop-prod?' });
    await view.user.click(within(again).getByRole('button', { name: 'Create key' }));
    await screen.findByRole('dialog', { name: 'Key created on shop-prod' });
    expect(inputsOf(view, 'keys.create')).toMatchObject([{ confirmation: 'token' }]);
  });

  it('says how far the sending is', async () => {
    const answer = Promise.withResolvers<ReturnType<typeof done>>();
    const view = show({ handlers: { 'keys.create': () => answer.promise } });
    await fill(view);
    await view.user.click(screen.getByRole('button', { name: 'Create key on shop-prod' }));
    await screen.findByText('Contacting shop-prod');
    const progress = { clusterId: clusterId(1), operationId, step: 'waiting', attempt: 3 } as const;
    view.world.bridge.emit('operation:progress', progress);
    expect(await screen.findByText('Waiting until shop-prod shows it (read 3 times)')).toBeDefined();
    answer.resolve(done(aKey(7), false));
    expect(await screen.findByText(/accepted the key but does not show it yet/)).toBeDefined();
  });

  it('stands with the message of the cluster at its field when the spec is refused', async () => {
    const view = show({
      handlers: {
        'keys.create': () => {
          throw new AppError('SPEC_REFUSED', 'shop-prod refused the key: Invalid referer.', {
            field: 'definition.spec.referers',
          });
        },
      },
    });
    await fill(view);
    await view.user.click(screen.getByRole('button', { name: 'Create key on shop-prod' }));
    const origin = (await screen.findByRole('heading', { name: 'Pages that may use this key' })).closest(
      'section',
    );
    expect(
      await within(origin ?? document.body).findByText('shop-prod refused the key: Invalid referer.'),
    ).toBeDefined();
    expect(screen.getByLabelText('Description')).toHaveProperty('value', 'Blog search');
  });

  it('shows the probable result when no answer told what became of it', async () => {
    const probable = aKey(8, { label: 'Blog search' });
    const message = 'The connection was lost after the request was sent.';
    const view = show({
      handlers: { 'keys.create': () => ({ outcome: 'unknown', operationId, probable, message }) },
    });
    await fill(view);
    await view.user.click(screen.getByRole('button', { name: 'Create key on shop-prod' }));
    const dialog = await screen.findByRole('dialog', { name: 'What became of the change is not known' });
    expect(within(dialog).getByText(message)).toBeDefined();
    await view.user.click(within(dialog).getByRole('button', { name: 'Show this key' }));
    expect(view.finished).toEqual([probable]);
  });

  it('cannot be sent to a read-only cluster, which is said before anything is typed', async () => {
    show({ cluster: { readOnly: true } });
    expect(await screen.findByText('This key cannot be saved now.')).toBeDefined();
    expect(screen.getByRole('button', { name: 'Create key on shop-prod' })).toHaveProperty('disabled', true);
  });
});

describe('leaving the editor', () => {
  it('with nothing typed just closes', async () => {
    const view = show();
    await screen.findByLabelText('Description');
    await view.user.keyboard('{Escape}');
    expect(view.closed()).toBe(1);
  });

  it('with changes asks once, and keeps them when the answer is no', async () => {
    const view = show();
    await fill(view);
    await view.user.keyboard('{Escape}');
    await screen.findByRole('alertdialog', { name: 'Discard the changes?' });
    await view.user.keyboard('{Escape}');
    expect(view.closed()).toBe(0);
    expect(screen.getByLabelText('Description')).toHaveProperty('value', 'Blog search');
    await view.user.click(screen.getByRole('button', { name: 'Cancel' }));
    await view.user.click(await screen.findByRole('button', { name: 'Discard changes' }));
    expect(view.closed()).toBe(1);
  });

  it('for another cluster asks too, and goes there afterwards', async () => {
    const view = show();
    await fill(view);
    navigate({ clusterId: clusterId(2) });
    await view.user.click(await screen.findByRole('button', { name: 'Discard changes' }));
    expect(view.closed()).toBe(1);
    expect(screen.getByLabelText('cluster').textContent).toBe(clusterId(2));
  });
});

describe('a key that is edited', () => {
  const record = aKey(1, { label: 'Blog search', spec: { indexes: ['blog_*'], maxHitsPerQuery: 20 } });

  async function change(view: Editor) {
    const hits = await screen.findByLabelText('Hits per query');
    await view.user.clear(hits);
    await view.user.type(hits, '50');
  }

  it('says what the change widens before it is saved, and sends what it rests on', async () => {
    const view = show({ request: { mode: 'edit', record }, handlers: { 'keys.update': () => done(record) } });
    await change(view);
    const panel = screen.getByRole('complementary', { name: 'Live preview' });
    expect(await within(panel).findByText('widens')).toBeDefined();
    expect(within(panel).getByText('20 → 50')).toBeDefined();
    await view.user.click(screen.getByRole('button', { name: 'Save changes to shop-prod' }));
    await waitFor(() => expect(view.finished).toHaveLength(1));
    expect(inputsOf(view, 'keys.update')).toMatchObject([
      {
        ref: record.ref,
        overwrite: false,
        opened: { spec: { maxHitsPerQuery: 20 } },
        definition: { spec: { maxHitsPerQuery: 50, expiresAt: null } },
      },
    ]);
  });

  it('that changed behind our back shows both versions; mine replaces theirs only when said so', async () => {
    const current = aKey(1, { label: 'Blog search', spec: { indexes: ['docs'], maxHitsPerQuery: 20 } });
    const view = show({
      request: { mode: 'edit', record },
      handlers: {
        'keys.update': ({ overwrite }) => (overwrite ? done(record) : { outcome: 'changed', current }),
      },
    });
    await change(view);
    await view.user.click(screen.getByRole('button', { name: 'Save changes to shop-prod' }));
    const dialog = await screen.findByRole('dialog', { name: 'The key changed meanwhile' });
    expect(within(dialog).getAllByText('20 → 50')).toHaveLength(2);
    expect(within(dialog).getAllByText('docs').length).toBeGreaterThan(0);
    await view.user.click(within(dialog).getByRole('button', { name: 'Keep mine' }));
    await waitFor(() => expect(view.finished).toHaveLength(1));
    expect(inputsOf(view, 'keys.update')).toMatchObject([{ overwrite: false }, { overwrite: true }]);
  });

  it('that changed behind our back can be taken as it is now', async () => {
    const current = aKey(1, { label: 'Blog search', spec: { maxHitsPerQuery: 99 } });
    const view = show({
      request: { mode: 'edit', record },
      handlers: { 'keys.update': () => ({ outcome: 'changed', current }) },
    });
    await change(view);
    await view.user.click(screen.getByRole('button', { name: 'Save changes to shop-prod' }));
    await view.user.click(await screen.findByRole('button', { name: 'Take theirs' }));
    expect(screen.getByLabelText('Hits per query')).toHaveProperty('value', '99');
    expect(screen.getByText('Nothing differs yet.')).toBeDefined();
  });

  it('that is gone keeps what was typed, and can become a new key', async () => {
    const view = show({
      request: { mode: 'edit', record },
      handlers: {
        'keys.update': () => {
          throw new AppError('KEY_GONE', 'The key no longer exists on shop-prod.');
        },
        'keys.create': () => done(aKey(9)),
      },
    });
    await change(view);
    await view.user.click(screen.getByRole('button', { name: 'Save changes to shop-prod' }));
    await view.user.click(await screen.findByRole('button', { name: 'Make it a new key' }));
    expect(screen.getByLabelText('Hits per query')).toHaveProperty('value', '50');
    await view.user.click(screen.getByRole('button', { name: 'Create key on shop-prod' }));
    await screen.findByRole('dialog', { name: 'Key created on shop-prod' });
    expect(inputsOf(view, 'keys.create')).toMatchObject([{ definition: { spec: { maxHitsPerQuery: 50 } } }]);
  });

  it('keeps text that is no number, says so, and is not sent', async () => {
    const view = show({ request: { mode: 'edit', record } });
    const hits = await screen.findByLabelText('Hits per query');
    await view.user.type(hits, 'x');
    expect(hits).toHaveProperty('value', '20x');
    expect(hits.getAttribute('aria-invalid')).toBe('true');
    await view.user.keyboard('{Control>}{Enter}{/Control}');
    expect(inputsOf(view, 'keys.update')).toEqual([]);
  });
});

describe('a change that the cluster does not offer', () => {
  it('keeps what was typed, and becomes a new key beside the old one when the user says so', async () => {
    const record = aKey(1, { label: 'Blog search' });
    const view = show({
      request: { mode: 'edit', record },
      cluster: { notOffered: ['update', 'remove'] },
      handlers: {
        'keys.update': () => {
          throw new AppError('NOT_OFFERED', 'shop-prod does not let single keys be changed.');
        },
        'keys.create': () => done(aKey(9)),
      },
    });
    const hits = await screen.findByLabelText('Hits per query');
    await view.user.clear(hits);
    await view.user.type(hits, '50');
    await view.user.click(screen.getByRole('button', { name: 'Save changes to shop-prod' }));
    await view.user.click(await screen.findByRole('button', { name: 'Create a new key instead' }));
    await view.user.click(screen.getByRole('button', { name: 'Create key on shop-prod' }));
    const dialog = await screen.findByRole('dialog', { name: 'Key created on shop-prod' });
    expect(within(dialog).getByText('Blog search still works.')).toBeDefined();
    expect(inputsOf(view, 'keys.create')).toMatchObject([
      { definition: { spec: { maxHitsPerQuery: 50, description: 'Blog search (copy)' } } },
    ]);
  });
});

describe('a copy of a key', () => {
  it('starts as the same key with a name of its own', async () => {
    const record = aKey(1, { label: 'Blog search', spec: { indexes: ['blog_*'] } });
    const view = show({
      request: { mode: 'duplicate', record },
      handlers: { 'keys.create': () => done(aKey(7)) },
    });
    expect(await screen.findByLabelText('Description')).toHaveProperty('value', 'Blog search (copy)');
    await view.user.click(screen.getByRole('button', { name: 'Create key on shop-prod' }));
    await screen.findByRole('dialog', { name: 'Key created on shop-prod' });
    expect(inputsOf(view, 'keys.create')).toMatchObject([
      { definition: { spec: { indexes: ['blog_*'], acl: ['search'] } } },
    ]);
  });
});
