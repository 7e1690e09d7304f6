import { cleanup, screen, within } from '@testing-library/react';
import { afterEach, expect, it } from 'vitest';
import type { ClusterView } from '#shared/contract/clusters';
import { AppError } from '#shared/errors';
import { KeyEditor } from '../../../../renderer/features/key-editor';
import { SheetHost } from '../../../../renderer/ui';
import type { MemoryHandlers } from '../../../support/memory-bridge';
import { aCluster, createWorld } from '../../../support/memory-world';
import { renderPart } from '../../../support/render-app';

afterEach(cleanup);

const REFUSED = 'algo-prod does not let admin keys create keys of users.';

function show(
  change: Partial<ClusterView> = {},
  { variant = 'standard', handlers = {} }: { variant?: string; handlers?: MemoryHandlers } = {},
) {
  const cluster = aCluster({
    kind: 'algorithmia',
    name: 'algo-prod',
    connection: { baseUrl: 'https://api.algo.example.com' },
    environment: 'staging',
    ...change,
  });
  const world = createWorld({ clusters: [cluster] }, handlers);
  const request = { mode: 'create', variant } as const;
  const nothing = () => undefined;
  const editor = (shown: ClusterView) => (
    <SheetHost>
      <KeyEditor cluster={shown} request={request} onClose={nothing} onDone={nothing} onCreate={nothing} />
    </SheetHost>
  );
  const view = renderPart(world, editor(cluster));
  return { ...view, world };
}

const owner = () => screen.findByRole('group', { name: 'Owner' });

it('a cluster that refuses keys of users says so at the owner, and an organization is one click away', async () => {
  const { user } = show({ notOffered: ['createUserKey'] });
  expect((await owner()).textContent).toContain(REFUSED);
  await user.click(within(await owner()).getByRole('button', { name: 'Use an organization' }));
  expect(within(await owner()).getByRole('radio', { name: 'Organization' })).toHaveProperty('checked', true);
  expect((await owner()).textContent).not.toContain(REFUSED);
});

it('a cluster that was never asked says nothing', async () => {
  show();
  expect((await owner()).textContent).not.toContain(REFUSED);
});

it('an admin key is not offered an organization, which cannot own one', async () => {
  show({ notOffered: ['createUserKey'] }, { variant: 'admin' });
  expect((await owner()).textContent).toContain(REFUSED);
  expect(within(await owner()).queryByRole('button', { name: 'Use an organization' })).toBeNull();
});

it('a refusal on sending stands at the owner too', async () => {
  const { user } = show(
    {},
    {
      handlers: {
        'keys.create': () => {
          throw new AppError('NOT_OFFERED', REFUSED, { field: 'owner' });
        },
      },
    },
  );
  await user.type(await screen.findByLabelText('Name'), 'ci');
  await user.type(within(await owner()).getByRole('combobox', { name: 'Username' }), 'ann');
  await user.click(screen.getByRole('button', { name: 'Create key on algo-prod' }));
  expect(await within(await owner()).findByText(REFUSED)).toBeDefined();
});
