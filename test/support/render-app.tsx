import { QueryClientProvider } from '@tanstack/react-query';
import { render } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import type { ReactNode } from 'react';
import type { FirstScreen } from '#shared/contract/first-screen';
import { App } from '../../renderer/app/app';
import { ConfirmationHost } from '../../renderer/app/confirmation';
import { connectEvents } from '../../renderer/app/data/events';
import { seedFirstScreen } from '../../renderer/app/data/first-screen';
import { createQueryClient } from '../../renderer/app/data/query-client';
import { closeOverlay } from '../../renderer/app/overlay';
import { navigate } from '../../renderer/app/router';
import { closeClusterDialog } from '../../renderer/features/clusters/cluster-dialog-store';
import { clearFilter } from '../../renderer/features/keys/view-store';
import { ToastRegion, TooltipProvider } from '../../renderer/ui';
import type { World } from './memory-world';

/** What jsdom lacks and the interface asks for. */
function prepareWindow(world: World): void {
  Object.defineProperty(window, 'castellan', { value: world.bridge, configurable: true });
  const query = { matches: false, addEventListener: () => undefined, removeEventListener: () => undefined };
  window.matchMedia = (media) => ({ ...query, media }) as unknown as MediaQueryList;
  Element.prototype.scrollIntoView = () => undefined;
  Element.prototype.scrollTo = () => undefined;
  globalThis.ResizeObserver = class {
    observe(): void {}
    unobserve(): void {}
    disconnect(): void {}
  };
  navigate({ place: 'keys', clusterId: null });
  closeClusterDialog();
  for (const { id } of world.state.clusters) clearFilter(id);
  closeOverlay();
}

/** The whole interface over a world in memory, with the first screen that an earlier start has kept. */
export function renderApp(world: World, kept: FirstScreen | null = null) {
  prepareWindow(world);
  const user = userEvent.setup();
  const client = createQueryClient();
  if (kept !== null) seedFirstScreen(client, kept);
  return { user, ...render(<App client={client} />) };
}

/** One part of the interface with what stands around every part. */
export function renderPart(world: World, part: ReactNode) {
  prepareWindow(world);
  const client = createQueryClient();
  const user = userEvent.setup();
  const disconnect = connectEvents(client);
  const view = render(
    <QueryClientProvider client={client}>
      <TooltipProvider>
        {part}
        <ConfirmationHost />
        <ToastRegion />
      </TooltipProvider>
    </QueryClientProvider>,
  );
  return { user, client, disconnect, ...view };
}
