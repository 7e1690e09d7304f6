import type { ClusterView } from '#shared/contract/clusters';
import type { KeyRecord } from '#shared/keys/record';
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

const SINGLE_KEYS = {
  update: 'changing',
  remove: 'deleting',
  rotate: 'rotating',
} as const;
export type SingleKeyAction = keyof typeof SINGLE_KEYS;

type OfferFacts = Pick<ClusterView, 'name' | 'notOffered' | 'unlisted'>;

/** Why the cluster itself does not do this with a key, as far as is known; null when it does, or was never asked. */
export function offerRefusal(cluster: OfferFacts, record: KeyRecord, action: SingleKeyAction): string | null {
  const { name, notOffered } = cluster;
  if (notOffered.includes(action)) return refusedOf(name, [action]);
  return isUnlisted(cluster, record)
    ? `${name} does not list this key to admin keys; ${SINGLE_KEYS[action]} it from here needs that.`
    : null;
}

/** "algo-prod does not offer changing or deleting single keys." */
export function refusedOf(name: string, actions: readonly SingleKeyAction[]): string {
  const words = actions.map((action) => SINGLE_KEYS[action]);
  const list = [words.slice(0, -1).join(', '), ...words.slice(-1)].filter((part) => part !== '').join(' or ');
  return `${name} does not offer ${list} single keys.`;
}

/** Whether the last sync was refused the list that this key stands in. */
export function isUnlisted({ unlisted }: Pick<ClusterView, 'unlisted'>, record: KeyRecord): boolean {
  return unlisted.includes(kindOf(record.kind).listPart(record.spec));
}

/** Why no admin key can be made on this cluster now; null when one can. */
export function newAdminBlocked(cluster: ChangeFacts & Pick<ClusterView, 'kind'>): string | null {
  const { name, variants } = kindOf(cluster.kind);
  return variants.some(({ id }) => id === ADMIN_VARIANT)
    ? changeRefusal(cluster)
    : `${name} clusters have one sort of key.`;
}
