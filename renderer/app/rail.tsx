import { clsx } from 'clsx';
import { KeyRound, PanelLeftClose, PanelLeftOpen, Plus, Settings as SettingsIcon, Users } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import type { ClusterView } from '#shared/contract/clusters';
import { kindOf } from '#shared/kinds/registry';
import { ClusterList, isKnown, openClusterDialog } from '../features/clusters';
import { formatCount, IconButton, ResizeHandle, Tooltip } from '../ui';
import { keysOf } from './commands/shortcuts';
import { useSettings, useUpdateSettings } from './data/queries';
import styles from './rail.module.css';
import { navigate, type Place, placeFor, usePlace } from './router';

const MIN = 200;
const MAX = 320;

export interface RailProps {
  readonly clusters: readonly ClusterView[];
  readonly current: ClusterView | null;
}

/** Clusters above, places below; its width and whether it is folded are remembered. */
export function Rail({ clusters, current }: RailProps) {
  const { railWidth, railCollapsed } = useSettings();
  const update = useUpdateSettings();
  const [dragged, setDragged] = useState<number | null>(null);
  const hasPeople = current !== null && kindOf(current.kind).capabilities.people;
  const place = placeFor(usePlace(), hasPeople);
  const width = dragged ?? railWidth;
  return (
    <aside
      aria-label="Sidebar"
      className={clsx(styles.rail, railCollapsed && styles.collapsed)}
      style={railCollapsed ? undefined : { width }}
    >
      <div className={styles.head}>
        {!railCollapsed && <h2 id="rail-clusters">Clusters</h2>}
        <IconButton
          size="small"
          label={railCollapsed ? 'Show the sidebar' : 'Hide the sidebar'}
          keys={keysOf('rail.toggle')}
          icon={railCollapsed ? <PanelLeftOpen aria-hidden="true" /> : <PanelLeftClose aria-hidden="true" />}
          onClick={() => update({ railCollapsed: !railCollapsed })}
        />
      </div>
      <nav className={styles.clusters} aria-label="Clusters">
        <div className={styles.scroll}>
          <ClusterList
            clusters={clusters}
            currentId={current?.id ?? null}
            collapsed={railCollapsed}
            onSelect={(clusterId) => navigate({ place: 'keys', clusterId })}
          />
        </div>
        <RailButton
          collapsed={railCollapsed}
          label="Add cluster"
          icon={<Plus aria-hidden="true" />}
          onClick={() => openClusterDialog({ type: 'add' })}
          muted
        />
      </nav>
      <div className={styles.separator} />
      <nav className={styles.places} aria-label="Places">
        <PlaceButton
          place="keys"
          here={place === 'keys'}
          label="Keys"
          collapsed={railCollapsed}
          count={current !== null && isKnown(current) ? current.keyCount : undefined}
        >
          <KeyRound aria-hidden="true" />
        </PlaceButton>
        {hasPeople && (
          <PlaceButton place="people" here={place === 'people'} label="People" collapsed={railCollapsed}>
            <Users aria-hidden="true" />
          </PlaceButton>
        )}
        <PlaceButton
          place="settings"
          here={place === 'settings'}
          label="Settings"
          collapsed={railCollapsed}
          last
        >
          <SettingsIcon aria-hidden="true" />
        </PlaceButton>
      </nav>
      {!railCollapsed && (
        <ResizeHandle
          label="Width of the sidebar"
          edge="end"
          value={width}
          min={MIN}
          max={MAX}
          onChange={setDragged}
          onCommit={(next) => {
            setDragged(null);
            update({ railWidth: next });
          }}
        />
      )}
    </aside>
  );
}

interface PlaceButtonProps {
  readonly place: Place;
  /** It is the place in view. */
  readonly here: boolean;
  readonly label: string;
  readonly collapsed: boolean;
  readonly count?: number | undefined;
  readonly last?: boolean | undefined;
  readonly children: ReactNode;
}

function PlaceButton({ place, here, label, collapsed, count, last, children }: PlaceButtonProps) {
  return (
    <RailButton
      collapsed={collapsed}
      label={label}
      icon={children}
      count={count}
      last={last}
      current={here}
      onClick={() => navigate({ place })}
    />
  );
}

interface RailButtonProps {
  readonly label: string;
  readonly icon: ReactNode;
  readonly collapsed: boolean;
  readonly count?: number | undefined;
  readonly current?: boolean | undefined;
  readonly last?: boolean | undefined;
  readonly muted?: boolean | undefined;
  readonly onClick: () => void;
}

function RailButton({ label, icon, collapsed, count, current, last, muted, onClick }: RailButtonProps) {
  const button = (
    <button
      type="button"
      className={clsx(styles.place, last === true && styles.last, muted === true && styles.muted)}
      aria-current={current === true ? 'page' : undefined}
      aria-label={collapsed ? label : undefined}
      onClick={onClick}
    >
      {icon}
      {!collapsed && label}
      {!collapsed && count !== undefined && <span className={styles.count}>{formatCount(count)}</span>}
    </button>
  );
  return collapsed ? (
    <Tooltip side="right" content={label}>
      {button}
    </Tooltip>
  ) : (
    button
  );
}
