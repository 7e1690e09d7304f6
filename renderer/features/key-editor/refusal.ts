import type { ClusterView } from '#shared/contract/clusters';
import { kindOf } from '#shared/kinds/registry';

/** The variant of kinds that have admin keys of their own. */
export const ADMIN_VARIANT = 'admin';

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

/** Why no admin key can be made on this cluster now; null when one can. */
export function newAdminBlocked(cluster: ChangeFacts & Pick<ClusterView, 'kind'>): string | null {
  const { name, variants } = kindOf(cluster.kind);
  return variants.some(({ id }) => id === ADMIN_VARIANT)
    ? changeRefusal(cluster)
    : `${name} clusters have one sort of key.`;
}
