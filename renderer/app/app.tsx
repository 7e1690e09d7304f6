import { type QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { useEffect } from 'react';
import { toAppErrorData } from '#shared/errors';
import { bridge } from '../bridge';
import { ClusterDialogs } from '../features/clusters';
import { WhoCanCommand, WhoCanDialog } from '../features/who-can';
import { CopyProvider, PortalRegion, showToast, ToastRegion, TooltipProvider } from '../ui';
import { AppCommands } from './app-commands';
import { ConfirmationHost } from './confirmation';
import { connectEvents } from './data/events';
import { useSettings } from './data/queries';
import { describeError } from './describe-error';
import { ErrorBoundary } from './error-boundary';
import { Frame } from './frame';
import { Palette } from './palette';
import { ShortcutDialog } from './shortcut-dialog';
import { useAppearance } from './theme';

/** The whole interface. */
export function App({ client }: { readonly client: QueryClient }) {
  useEffect(() => connectEvents(client), [client]);
  return (
    <ErrorBoundary part="Castellan" whole>
      <QueryClientProvider client={client}>
        <CopyProvider copy={copyText}>
          <TooltipProvider>
            <PortalRegion>
              <Appearance />
              <AppCommands />
              <Frame />
              <ClusterDialogs />
              <WhoCanCommand />
              <WhoCanDialog />
              <ConfirmationHost />
              <Palette />
              <ShortcutDialog />
              <ToastRegion />
            </PortalRegion>
          </TooltipProvider>
        </CopyProvider>
      </QueryClientProvider>
    </ErrorBoundary>
  );
}

function Appearance() {
  useAppearance(useSettings());
  return null;
}

function copyText(text: string): void {
  bridge.call('app.copyText', { text }).then(
    () => showToast({ message: 'Copied.' }),
    (thrown: unknown) =>
      showToast({ tone: 'danger', message: `Nothing was copied. ${describeError(toAppErrorData(thrown))}` }),
  );
}
