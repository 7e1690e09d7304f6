import type { ClusterView } from '#shared/contract/clusters';
import { kindOf } from '#shared/kinds/registry';
import { useCommand } from './commands/registry';
import { navigate } from './router';

/** The commands to places that only some clusters have. */
export function PlaceCommands({ cluster }: { readonly cluster: ClusterView }) {
  const { name, capabilities } = kindOf(cluster.kind);
  useCommand(
    'go.people',
    () => navigate({ place: 'people' }),
    capabilities.people ? null : `${name} clusters have no users or organizations.`,
  );
  return null;
}
