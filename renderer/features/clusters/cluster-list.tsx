import { clsx } from 'clsx';
import { Ellipsis } from 'lucide-react';
import { type KeyboardEvent, useEffect, useRef, useState } from 'react';
import type { ClusterView } from '#shared/contract/clusters';
import type { ClusterId } from '#shared/ids';
import { LIST_SHORTCUTS } from '../../app/commands/shortcuts';
import { formatCount, formatInstant, IconButton, Tooltip, useNow, VisuallyHidden } from '../../ui';
import { useMoveCluster } from './cluster-actions';
import styles from './cluster-list.module.css';
import { ClusterMenu } from './cluster-menu';
import { clusterStatus, isKnown, stateAndAge } from './cluster-status';
import { StateMark } from './state-mark';

export interface ClusterListProps {
  readonly clusters: readonly ClusterView[];
  readonly currentId: ClusterId | null;
  readonly collapsed: boolean;
  readonly onSelect: (id: ClusterId) => void;
}

/**
 * The clusters in the sidebar: one stop for Tab, arrows move, Enter opens, Alt with an arrow moves the
 * cluster itself.
 */
export function ClusterList({ clusters, currentId, collapsed, onSelect }: ClusterListProps) {
  const list = useRef<HTMLUListElement>(null);
  const [focusedId, setFocusedId] = useState<ClusterId | null>(null);
  const move = useMoveCluster();
  const stop = clusters.find(({ id }) => id === focusedId) ?? clusters.find(({ id }) => id === currentId);
  const stopId = stop?.id ?? clusters[0]?.id;

  useEffect(() => {
    // With the next frame: asked for at once, it would make the browser lay the page out twice.
    const frame = requestAnimationFrame(() =>
      list.current?.querySelector('[aria-current=true]')?.scrollIntoView({ block: 'nearest' }),
    );
    return () => cancelAnimationFrame(frame);
  }, [currentId]);
  const focusRow = (row: number) => {
    const cluster = clusters[Math.max(0, Math.min(clusters.length - 1, row))];
    list.current?.querySelector<HTMLElement>(`[data-cluster="${cluster?.id ?? ''}"]`)?.focus();
  };
  const onKeyDown = (event: KeyboardEvent, row: number, id: ClusterId) => {
    const step = stepOf(event.key);
    if (event.ctrlKey || event.metaKey) return;
    if (event.altKey && step !== null) move(id, step);
    else if (step !== null) focusRow(row + step);
    else if (event.key === 'Home') focusRow(0);
    else if (event.key === 'End') focusRow(clusters.length - 1);
    else return;
    event.preventDefault();
  };

  return (
    <ul ref={list} className={styles.list} {...LIST_SHORTCUTS}>
      {clusters.map((cluster, row) => (
        <ClusterRow
          key={cluster.id}
          cluster={cluster}
          current={cluster.id === currentId}
          tabStop={cluster.id === stopId}
          first={row === 0}
          last={row === clusters.length - 1}
          collapsed={collapsed}
          onSelect={() => onSelect(cluster.id)}
          onFocus={() => setFocusedId(cluster.id)}
          onKeyDown={(event) => onKeyDown(event, row, cluster.id)}
        />
      ))}
    </ul>
  );
}

function stepOf(key: string): -1 | 1 | null {
  if (key === 'ArrowDown') return 1;
  return key === 'ArrowUp' ? -1 : null;
}

interface ClusterRowProps {
  readonly cluster: ClusterView;
  readonly current: boolean;
  readonly tabStop: boolean;
  readonly first: boolean;
  readonly last: boolean;
  readonly collapsed: boolean;
  readonly onSelect: () => void;
  readonly onFocus: () => void;
  readonly onKeyDown: (event: KeyboardEvent) => void;
}

function ClusterRow(props: ClusterRowProps) {
  const { cluster, current, tabStop, first, last, collapsed, onSelect, onFocus, onKeyDown } = props;
  const [menuOpen, setMenuOpen] = useState(false);
  const status = clusterStatus(cluster);
  const state = stateAndAge(cluster, useNow());
  const mark = <StateMark mark={status.mark} environment={cluster.environment} />;
  const button = {
    'data-cluster': cluster.id,
    'aria-current': current,
    tabIndex: tabStop ? 0 : -1,
    onClick: onSelect,
    onFocus,
    onKeyDown,
  } as const;
  if (collapsed) {
    return (
      <li className={styles.row}>
        <Tooltip side="right" content={`${cluster.name} · ${cluster.environment} · ${status.words}`}>
          <button
            type="button"
            {...button}
            className={clsx(styles.item, styles.collapsed)}
            aria-label={`${cluster.name}, ${cluster.environment}, ${status.words}`}
          >
            {mark}
          </button>
        </Tooltip>
      </li>
    );
  }
  return (
    <li className={styles.row}>
      <button
        type="button"
        {...button}
        className={styles.item}
        title={cluster.name}
        onContextMenu={(event) => {
          event.preventDefault();
          setMenuOpen(true);
        }}
      >
        {mark}
        <span className={styles.name}>{cluster.name}</span>
        <span className={styles.count}>
          <VisuallyHidden>, </VisuallyHidden>
          {isKnown(cluster) && (
            <>
              {formatCount(cluster.keyCount)}
              <VisuallyHidden> keys, </VisuallyHidden>
            </>
          )}
        </span>
        <ClusterState cluster={cluster} state={state} />
      </button>
      <ClusterMenu
        cluster={cluster}
        first={first}
        last={last}
        open={menuOpen}
        onOpenChange={setMenuOpen}
        trigger={
          <IconButton
            size="small"
            className={styles.menu}
            tabIndex={tabStop ? 0 : -1}
            label={`Actions for ${cluster.name}`}
            icon={<Ellipsis aria-hidden="true" />}
          />
        }
      />
    </li>
  );
}

interface ClusterStateProps {
  readonly cluster: ClusterView;
  readonly state: string;
}

function ClusterState({ cluster: { syncedAt, environment }, state }: ClusterStateProps) {
  return (
    <span
      className={styles.state}
      title={syncedAt === null ? undefined : `Synced ${formatInstant(syncedAt)}`}
    >
      <span className={styles.environment} data-env={environment}>
        {environment}
      </span>
      {` · ${state}`}
    </span>
  );
}
