import type { ClusterView } from '#shared/contract/clusters';

type Facts = Pick<ClusterView, 'name' | 'readOnly' | 'workOffline' | 'credential' | 'access'>;

/** Whether there is any point in asking the cluster for its people now. */
export function canRead({ workOffline, credential, access }: Omit<Facts, 'name' | 'readOnly'>): boolean {
  return !workOffline && credential !== 'missing' && access.level === 'admin';
}

/** Why people cannot be changed now, as one sentence with what to do; null when they can. */
export function changeBlocked(cluster: Facts): string | null {
  const { name } = cluster;
  if (cluster.readOnly) return `${name} is set to read only. Edit the cluster to allow changes.`;
  if (cluster.workOffline) return `You are working offline with ${name}. Go online to change people.`;
  if (cluster.credential === 'missing')
    return `The credential of ${name} is missing. Enter it to change people.`;
  return cluster.access.level === 'limited' ? cluster.access.reason : null;
}
