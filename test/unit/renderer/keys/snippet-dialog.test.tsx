import { cleanup, screen, within } from '@testing-library/react';
import { afterEach, describe, expect, it } from 'vitest';
import { AppError } from '#shared/errors';
import type { KeyRecord } from '#shared/keys/record';
import { defaultSpec } from '#shared/kinds/algorithmia/index';
import type { AlgorithmiaSpec } from '#shared/kinds/algorithmia/spec';
import { SnippetDialog } from '../../../../renderer/features/keys/snippet-dialog';
import type { MemoryHandlers } from '../../../support/memory-bridge';
import { aKey, keyHandlers } from '../../../support/memory-keys';
import { aCluster, createWorld } from '../../../support/memory-world';
import { renderPart } from '../../../support/render-app';

afterEach(cleanup);

const ML = aCluster({
  kind: 'algorithmia',
  name: 'ml',
  connection: { baseUrl: 'https://api.algorithms.example.com' },
});

function mlKey(
  number: number,
  members: Partial<AlgorithmiaSpec>,
  change: Partial<KeyRecord> = {},
): KeyRecord {
  const spec = { ...defaultSpec, owner: { sort: 'user' as const, user: 'ann' }, ...members };
  return { ...aKey(number, { label: spec.key_label }), kind: 'algorithmia', spec, ...change };
}

const CI = mlKey(1, { key_label: 'ci', algo_acl: ['algo://demo/*'], allow_algo: true });
const DEFAULT_OF_ANN = mlKey(2, { key_label: 'default-key', algo_acl: ['algo://*'], allow_data: true });
const DEFAULT_OF_BOB = mlKey(3, {
  key_label: 'default-key',
  owner: { sort: 'user', user: 'bob' },
  algo_acl: ['algo://*'],
});
const LOOKALIKE = mlKey(4, { key_label: 'not the default-key', algo_acl: ['algo://*'] });

function show(record: KeyRecord | null, keys: readonly KeyRecord[], more: MemoryHandlers = {}, cluster = ML) {
  const world = createWorld(
    { clusters: [cluster] },
    {
      ...keyHandlers(keys),
      'clusters.resources': () => ({
        names: ['ann/Mine', 'demo/Hello', 'demo/WordCount'],
        users: [],
        organizations: [],
      }),
      'keys.copySnippet': () => ({ clearsAt: null }),
      ...more,
    },
  );
  const view = renderPart(
    world,
    <SnippetDialog cluster={cluster} record={record} onClose={() => undefined} />,
  );
  return { ...view, world };
}

const code = (name: string) => screen.findByRole('region', { name });
const made = (view: ReturnType<typeof show>, name: string) =>
  view.world.bridge.made.filter((call) => call.name === name).map(({ input }) => input);

describe('the dialog that shows a key in code', () => {
  it('shows the code with the masked secret and an algorithm that the key’s list allows', async () => {
    show(CI, [CI]);
    expect(await screen.findByRole('dialog', { name: 'Use ci on ml' })).toBeDefined();
    await screen.findByDisplayValue('demo/Hello');
    const block = await code('Call an algorithm');
    expect(block.textContent).toContain("/v1/algo/demo/Hello'");
    expect(block.textContent).toContain(`'Authorization: Simple ${CI.mask}'`);
    expect(
      Array.from(document.querySelectorAll('datalist option'), (one) => one.getAttribute('value')),
    ).toEqual(['demo/Hello', 'demo/WordCount']);
  });

  it('follows the language and the algorithm, and says what the list does not allow', async () => {
    const { user } = show(CI, [CI]);
    const algorithm = await screen.findByDisplayValue('demo/Hello');
    await user.click(screen.getByRole('radio', { name: 'Python' }));
    expect((await code('Call an algorithm')).textContent).toContain('client.algo("demo/Hello")');
    await user.clear(algorithm);
    expect((await code('Call an algorithm')).textContent).toContain('client.algo("owner/name")');
    await user.type(algorithm, 'ann/Mine');
    expect(screen.getByText('The key’s list does not allow this algorithm.')).toBeDefined();
  });

  it('has the secret put in by the main process, and says when the clipboard is cleared', async () => {
    const view = show(CI, [CI]);
    await screen.findByDisplayValue('demo/Hello');
    await view.user.click(screen.getByRole('radio', { name: 'JavaScript' }));
    await view.user.click(screen.getByRole('button', { name: 'Copy with the secret' }));
    expect(
      await screen.findByText('Copied with the secret. The clipboard is not cleared by itself.'),
    ).toBeDefined();
    expect(made(view, 'keys.copySnippet')).toEqual([
      { clusterId: CI.clusterId, ref: CI.ref, use: 'call', language: 'javascript', resource: 'demo/Hello' },
    ]);
    expect(made(view, 'keys.reveal')).toEqual([]);
    await view.user.click(screen.getByRole('radio', { name: 'curl' }));
    expect(screen.queryByText(/^Copied/)).toBeNull();
  });

  it('copies a placeholder when the secret is not wanted, or not stored', async () => {
    const admin = mlKey(5, { key_label: 'root', key_type: 'admin' }, { hasSecret: false, admin: true });
    const view = show(admin, [admin]);
    expect((await code('List the users')).textContent).toContain('Simple YOUR_API_KEY');
    expect(screen.queryByRole('button', { name: 'Copy with the secret' })).toBeNull();
    await view.user.click(screen.getByRole('button', { name: 'Copy without the secret' }));
    expect(await screen.findByText('Copied, with YOUR_API_KEY in place of the secret.')).toBeDefined();
    expect(made(view, 'app.copyText')).toEqual([
      { text: expect.stringContaining("'Authorization: Simple YOUR_API_KEY'") as unknown },
    ]);
  });

  it('says why nothing was copied', async () => {
    const view = show(CI, [CI], {
      'keys.copySnippet': () => {
        throw new AppError('SECRET_UNAVAILABLE', 'The secret of this key is not stored here.', {
          remedy: 'Sync ml to read it again.',
        });
      },
    });
    await view.user.click(await screen.findByRole('button', { name: 'Copy with the secret' }));
    expect(await screen.findByText(/Nothing was copied. The secret of this key is not stored/)).toBeDefined();
  });

  it('offers a key for pages in JavaScript alone, and names the host', async () => {
    const page = mlKey(6, {
      key_label: 'shop',
      allow_algo: false,
      allow_web_algo: true,
      referer_host: 'shop.acme.example',
      algo_acl: ['algo://demo/*'],
    });
    show(page, [page]);
    expect((await code('Call an algorithm from a page')).textContent).toContain('/v1/web/algo/');
    expect(screen.getByRole('radio', { name: 'JavaScript' })).toHaveProperty('checked', true);
    expect(screen.getByRole('radio', { name: 'curl' })).toHaveProperty('disabled', true);
    expect(screen.getByText(/pages of shop.acme.example only\.$/)).toBeDefined();
  });

  it('says so when a key can do nothing', async () => {
    const idle = mlKey(7, { key_label: 'idle', allow_algo: false });
    show(idle, [idle]);
    expect(await screen.findByText(/This key can do nothing/)).toBeDefined();
    expect(screen.queryByRole('button', { name: /^Copy/ })).toBeNull();
  });

  it('shows the default-key where no key is chosen, one for each owner', async () => {
    const { user } = show(null, [CI, DEFAULT_OF_ANN, DEFAULT_OF_BOB, LOOKALIKE]);
    const choice = await screen.findByRole('combobox', { name: 'Key' });
    expect(
      within(choice)
        .getAllByRole('option')
        .map(({ textContent }) => textContent),
    ).toEqual(['default-key of ann', 'default-key of bob']);
    await user.selectOptions(await screen.findByRole('combobox', { name: 'Purpose' }), 'List a directory');
    expect((await code('List a directory')).textContent).toContain('/v1/data/.my');
    await user.selectOptions(choice, 'default-key of bob');
    expect((await code('Call an algorithm')).textContent).toContain('/v1/algo/');
  });

  it('offers the default-keys beside the key that was chosen', async () => {
    show(CI, [CI, DEFAULT_OF_ANN]);
    const choice = await screen.findByRole('combobox', { name: 'Key' });
    expect(
      within(choice)
        .getAllByRole('option')
        .map(({ textContent }) => textContent),
    ).toEqual(['ci', 'default-key of ann']);
  });

  it('says so when there is no default-key, or when the keys cannot be read', async () => {
    show(null, [CI]);
    expect(await screen.findByText(/ml has no key called default-key/)).toBeDefined();
    cleanup();
    show(null, [], {
      'keys.page': () => {
        throw new AppError('CACHE_CORRUPT', 'The cache cannot be read.');
      },
    });
    expect(await screen.findByText('The keys cannot be read')).toBeDefined();
  });

  it('shows a key of a search cluster in the same way', async () => {
    const key = aKey(1, { spec: { acl: ['search'], indexes: ['blog'] } });
    const view = show(key, [key], {}, aCluster());
    expect((await code('Search an index')).textContent).toContain('/1/indexes/blog/query');
    expect(screen.queryByRole('combobox', { name: 'Key' })).toBeNull();
    expect(made(view, 'keys.page')).toEqual([]);
  });
});
