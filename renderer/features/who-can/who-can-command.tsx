import { useCommand } from '../../app/commands/registry';
import { useClusters } from '../../app/data/queries';
import { useCurrentClusterId } from '../../app/router';
import { kindOf } from '#shared/kinds/registry';
import { bareRequest } from '#shared/policy/decision';
import { openWhoCan } from '../simulator';

/** Opens the look-up from everywhere, over all clusters of the kind in view. */
export function WhoCanCommand() {
  const clusters = useClusters() ?? [];
  const currentId = useCurrentClusterId();
  const cluster = clusters.find(({ id }) => id === currentId) ?? clusters[0];
  useCommand(
    'go.whoCan',
    () => {
      if (cluster === undefined) return;
      const kind = kindOf(cluster.kind);
      const request = kind.exampleRequests([])[0]?.request ?? bareRequest('');
      openWhoCan({ kind: kind.id, clusterId: null, request: { ...request, resource: '*' } });
    },
    cluster === undefined ? 'There is no cluster yet.' : null,
  );
  return null;
}
