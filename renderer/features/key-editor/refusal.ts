import type { ClusterView } from '#shared/contract/clusters';

type ChangeFacts = Pick<ClusterView, 'name' | 'readOnly' | 'workOffline' | 'credential' | 'access'>;

/** Why the keys of this cluster cannot be changed now, as one sentence with what to do; null when they can. */
export function changeRefusal(cluster: ChangeFacts): string | null {
  const { name } = cluster;
  if (cluster.readOnly) return `${name} is set to read only. Edit the cluster to allow changes.`;
  if (cluster.workOffline) return `You are working offline with ${name}. Go online to change keys.`;
  if (cluster.credential === 'missing')
    return `The credential of ${name} is missing. Enter it to change keys.`;
  return cluster.access.level === 'limited' ? cluster.access.reason : null;
}
