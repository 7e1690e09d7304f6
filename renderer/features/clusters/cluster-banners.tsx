import { useState } from 'react';
import type { ClusterView } from '#shared/contract/clusters';
import type { ClusterId } from '#shared/ids';
import { Banner, Button, formatInstant } from '../../ui';
import { useSetWorkOffline, useSync } from './cluster-actions';
import styles from './cluster-banners.module.css';
import { openClusterDialog } from './cluster-dialog-store';
import { notableSkew } from './cluster-status';
import { describeSkew } from './test-connection';
import { useVault } from './vault-choice';

/** "Keys as of 4 Dec 2026, 14:00 CET." */
export function describeAge({ syncedAt }: Pick<ClusterView, 'syncedAt'>): string {
  return syncedAt === null ? 'No keys are known yet.' : `Keys as of ${formatInstant(syncedAt)}.`;
}

/** What is true of the cluster in view and changes what can be done with it, each with its remedy. */
export function ClusterBanners({ cluster }: { readonly cluster: ClusterView }) {
  return (
    <div className={styles.banners}>
      <ReachBanner cluster={cluster} />
      <LimitedBanner cluster={cluster} />
      <UnlistedBanner cluster={cluster} />
      <SkewBanner key={cluster.id} cluster={cluster} />
    </div>
  );
}

/** Why the keys may be old: at most one reason, the one that has to be mended first. */
function ReachBanner({ cluster }: { readonly cluster: ClusterView }) {
  if (cluster.credential === 'missing') return <MissingBanner cluster={cluster} />;
  if (cluster.workOffline) return <WorkOfflineBanner cluster={cluster} />;
  if (cluster.credential === 'unknown') return <UnreadableBanner cluster={cluster} />;
  if (cluster.network.state === 'offline')
    return <OfflineBanner cluster={cluster} network={cluster.network} />;
  return null;
}

function replaceCredential(id: ClusterId): void {
  openClusterDialog({ type: 'credential', id });
}

function MissingBanner({ cluster }: { readonly cluster: ClusterView }) {
  return (
    <Banner
      flush
      tone="warn"
      title="Credential missing."
      action={
        <Button size="small" onClick={() => replaceCredential(cluster.id)}>
          Enter the key…
        </Button>
      }
    >
      No credential for {cluster.name} is in the keychain of this computer. Keys can be read; syncs and
      changes need it. {describeAge(cluster)}
    </Banner>
  );
}

function WorkOfflineBanner({ cluster }: { readonly cluster: ClusterView }) {
  const setWorkOffline = useSetWorkOffline();
  return (
    <Banner
      flush
      title="Working offline."
      action={
        <Button size="small" onClick={() => setWorkOffline({ id: cluster.id, workOffline: false })}>
          Go online
        </Button>
      }
    >
      Nothing is sent to {cluster.name}; changes are refused. {describeAge(cluster)}
    </Banner>
  );
}

/** The vault did not say whether it has the credential: it is locked, or does not answer. */
function UnreadableBanner({ cluster }: { readonly cluster: ClusterView }) {
  const { vault, recheck } = useVault();
  return (
    <Banner
      flush
      tone="warn"
      title="Credential not readable."
      action={
        <>
          <Button size="small" busy={recheck.isPending} onClick={() => recheck.mutate()}>
            Check again
          </Button>
          <Button size="small" onClick={() => replaceCredential(cluster.id)}>
            Enter the key…
          </Button>
        </>
      }
    >
      {vault === undefined || vault.state === 'available'
        ? 'The keychain has not answered yet.'
        : [vault.message, vault.remedy].filter((part) => part !== null).join(' ')}{' '}
      {describeAge(cluster)}
    </Banner>
  );
}

type OfflineNetwork = Extract<ClusterView['network'], { readonly state: 'offline' }>;

interface OfflineBannerProps {
  readonly cluster: ClusterView;
  readonly network: OfflineNetwork;
}

function OfflineBanner({ cluster, network }: OfflineBannerProps) {
  const sync = useSync();
  const refused = network.code === 'CREDENTIAL_REFUSED' || network.code === 'CREDENTIAL_LIMITED';
  return (
    <Banner
      flush
      tone="warn"
      title={refused ? 'Credential refused.' : 'Offline.'}
      action={
        <>
          {refused && (
            <Button size="small" onClick={() => replaceCredential(cluster.id)}>
              Replace the credential…
            </Button>
          )}
          <Button size="small" onClick={() => sync(cluster)}>
            Try again
          </Button>
        </>
      }
    >
      {network.message} {network.remedy} {describeAge(cluster)}
    </Banner>
  );
}

function LimitedBanner({ cluster }: { readonly cluster: ClusterView }) {
  if (cluster.access.level !== 'limited' || cluster.credential === 'missing') return null;
  return (
    <Banner
      flush
      title="Limited credential."
      action={
        <Button size="small" onClick={() => replaceCredential(cluster.id)}>
          Replace the credential…
        </Button>
      }
    >
      {cluster.access.reason}
    </Banner>
  );
}

const PARTS = {
  all: { title: 'Keys are not listed.', rest: '' },
  users: { title: 'Keys of users are not listed.', rest: ' Organizations’ keys are complete.' },
  organizations: { title: 'Keys of organizations are not listed.', rest: ' Users’ keys are complete.' },
} as const satisfies Record<
  ClusterView['unlisted'][number],
  { readonly title: string; readonly rest: string }
>;

/** The last sync was partial: what it could not read, and what that means for the list. */
function UnlistedBanner({ cluster }: { readonly cluster: ClusterView }) {
  const sync = useSync();
  const { name, unlisted, credential, access } = cluster;
  const [part] = unlisted;
  if (part === undefined || credential === 'missing' || access.level === 'limited') return null;
  const rest = unlisted.length === 1 ? PARTS[part].rest : '';
  return (
    <Banner
      flush
      tone="warn"
      title={unlisted.map((each) => PARTS[each].title).join(' ')}
      action={
        <Button size="small" onClick={() => sync(cluster)}>
          Try again
        </Button>
      }
    >
      {name} refuses that to admin keys.{rest} Others are shown as they were last read; manage them where{' '}
      {name} is administered.
    </Banner>
  );
}

function SkewBanner({ cluster }: { readonly cluster: ClusterView }) {
  const [dismissed, setDismissed] = useState(false);
  const skew = notableSkew(cluster.clockSkewMs);
  if (skew === null || dismissed) return null;
  return (
    <Banner flush tone="warn" title="Clocks differ." onDismiss={() => setDismissed(true)}>
      {describeSkew(cluster.name, skew)} Keys expire by the clock of the cluster.
    </Banner>
  );
}
