import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import type { ClusterView } from '#shared/contract/clusters';
import { clusterInView } from '#shared/contract/first-screen';
import { toAppErrorData } from '#shared/errors';
import { kindOf } from '#shared/kinds/registry';
import { ClusterBanners, CurrentClusterCommands, Welcome } from '../features/clusters';
import { KeysScreen } from '../features/keys';
import { PeopleScreen } from '../features/people';
import { SettingsScreen } from '../features/settings';
import { ErrorState, SheetHost } from '../ui';
import { firstScreenQuery } from './data/first-screen';
import { clustersQuery, settingsQuery, useUpdateSettings } from './data/queries';
import { ElsewhereCommands } from './elsewhere-commands';
import { ErrorBoundary } from './error-boundary';
import styles from './frame.module.css';
import { Header } from './header';
import { Notices } from './notices';
import { PlaceCommands } from './place-commands';
import { Rail } from './rail';
import { navigate, type Place, placeFor, useCurrentClusterId, usePlace } from './router';

/** The window: environment bar, rail, header and the screen. */
export function Frame() {
  const clusters = useQuery(clustersQuery);
  const settings = useQuery(settingsQuery);
  const first = useQuery(firstScreenQuery(useQueryClient()));
  const error = clusters.error ?? settings.error;
  if (error !== null) {
    const retry = () => {
      void clusters.refetch();
      void settings.refetch();
    };
    return (
      <ErrorState
        whole
        title="Castellan cannot read its data"
        error={toAppErrorData(error)}
        onRetry={retry}
      />
    );
  }
  if (clusters.data === undefined || settings.data === undefined || first.isPending) return null;
  return <LoadedFrame clusters={clusters.data} />;
}

function LoadedFrame({ clusters }: { readonly clusters: readonly ClusterView[] }) {
  const current = useCurrentCluster(clusters);
  const place = placeFor(usePlace(), current !== null && kindOf(current.kind).capabilities.people);
  useWindowTitle(current);
  const position = clusters.findIndex(({ id }) => id === current?.id);
  return (
    <div className={styles.frame} data-env={current?.environment}>
      <a href="#main" className={styles.skip} onClick={focusMain}>
        Skip to the content
      </a>
      <div className={styles.bar} />
      <Rail clusters={clusters} current={current} />
      <SheetHost>
        <div className={styles.main}>
          <Header cluster={current} first={position === 0} last={position === clusters.length - 1} />
          <Notices />
          {current !== null && <ClusterBanners cluster={current} />}
          {current !== null && <CurrentClusterCommands key={current.id} cluster={current} />}
          {current !== null && place !== 'keys' && <ElsewhereCommands cluster={current} />}
          {current !== null && <PlaceCommands cluster={current} />}
          <main id="main" className={styles.content} tabIndex={-1}>
            <ErrorBoundary key={current?.id} part="This screen">
              <Screen cluster={current} place={place} />
            </ErrorBoundary>
          </main>
        </div>
      </SheetHost>
    </div>
  );
}

function focusMain(event: { preventDefault: () => void }): void {
  event.preventDefault();
  document.getElementById('main')?.focus();
}

/** The window's name in the task bar and in the list of windows says where a click would land. */
function useWindowTitle(cluster: ClusterView | null): void {
  const title = cluster === null ? 'Castellan' : `${cluster.name} (${cluster.environment}) · Castellan`;
  useEffect(() => {
    document.title = title;
  }, [title]);
}

function useCurrentCluster(clusters: readonly ClusterView[]): ClusterView | null {
  const chosenId = useCurrentClusterId();
  const { data: settings } = useQuery(settingsQuery);
  const update = useUpdateSettings();
  const current = clusterInView(clusters, chosenId, settings?.lastClusterId ?? null);
  const currentId = current?.id ?? null;
  const rememberedId = settings?.lastClusterId;
  useEffect(() => {
    // A choice stands even while the list does not hold it: one that was just added may be drawn a moment later.
    if (chosenId === null && currentId !== null) navigate({ clusterId: currentId });
  }, [currentId, chosenId]);
  useEffect(() => {
    if (rememberedId !== undefined && currentId !== rememberedId) update({ lastClusterId: currentId });
  }, [currentId, rememberedId, update]);
  return current;
}

interface ScreenProps {
  readonly cluster: ClusterView | null;
  readonly place: Place;
}

function Screen({ cluster, place }: ScreenProps) {
  if (place === 'settings') return <SettingsScreen />;
  if (cluster === null) return <Welcome />;
  if (place === 'people') return <PeopleScreen key={cluster.id} cluster={cluster} />;
  return <KeysScreen key={cluster.id} cluster={cluster} />;
}
