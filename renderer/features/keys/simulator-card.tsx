import { useMemo } from 'react';
import type { ClusterView } from '#shared/contract/clusters';
import type { KeyRecord } from '#shared/keys/record';
import { kindOf } from '#shared/kinds/registry';
import { Button, Menu, MenuItem, PanelCard, useNow } from '../../ui';
import { useResources } from '../key-editor';
import { Simulator, openWhoCan, setSimulatorOpen, useSimulatorOpen } from '../simulator';
import styles from './details.module.css';

interface SimulatorCardProps {
  readonly cluster: ClusterView;
  readonly record: KeyRecord;
}

/** Tries requests on a key without sending them; folded until it is asked for, and then for every key. */
export function SimulatorCard({ cluster, record }: SimulatorCardProps) {
  const open = useSimulatorOpen();
  return (
    <PanelCard
      title="Try a request"
      action={
        <Button
          size="small"
          variant="ghost"
          aria-expanded={open}
          aria-label={open ? 'Close “Try a request”' : 'Open “Try a request”'}
          onClick={() => setSimulatorOpen(!open)}
        >
          {open ? 'Close' : 'Open'}
        </Button>
      }
    >
      <div className={styles.simulator}>
        {open && <OpenSimulator cluster={cluster} record={record} />}
        <WhoElse record={record} />
      </div>
    </PanelCard>
  );
}

function OpenSimulator({ cluster, record }: SimulatorCardProps) {
  const now = useNow();
  const kind = kindOf(record.kind);
  const { names } = useResources(cluster);
  const prepared = useMemo(
    () => kind.prepare(record.admin ? { sort: 'admin' } : { sort: 'key', spec: record.spec }),
    [kind, record],
  );
  return (
    <Simulator
      clusterId={cluster.id}
      kind={kind}
      after={prepared}
      before={null}
      names={names}
      now={now}
      onGo={null}
    />
  );
}

/** From a permission of this key to all keys that can do the same. */
function WhoElse({ record }: { readonly record: KeyRecord }) {
  const kind = kindOf(record.kind);
  const granted = new Set(record.admin ? [] : kind.permissionsOf(record.spec));
  const asked = kind.permissions.flatMap(({ id, title }) => {
    const request = granted.has(id) ? kind.askAbout(id) : null;
    return request === null ? [] : [{ id, title, request }];
  });
  if (asked.length === 0) return null;
  return (
    <Menu
      trigger={
        <Button size="small" className={styles.whoElse}>
          Who else can…
        </Button>
      }
    >
      {asked.map(({ id, title, request }) => (
        <MenuItem key={id} onSelect={() => openWhoCan({ kind: kind.id, clusterId: null, request })}>
          {title}
        </MenuItem>
      ))}
    </Menu>
  );
}
