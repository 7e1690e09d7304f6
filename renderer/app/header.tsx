import { ChevronDown, Ellipsis } from 'lucide-react';
import type { ClusterView } from '#shared/contract/clusters';
import type { AnySpec, KeyVariant } from '#shared/kinds/kind';
import { kindOf } from '#shared/kinds/registry';
import { ClusterMenu, SyncState } from '../features/clusters';
import { ADMIN_VARIANT } from '../features/key-editor';
import { Button, EnvironmentTag, IconButton, Kbd, Menu, MenuItem, Tag, Tooltip } from '../ui';
import { runCommand, useCommandState } from './commands/registry';
import { keysOf } from './commands/shortcuts';
import styles from './header.module.css';
import { openOverlay } from './overlay';

export interface HeaderProps {
  readonly cluster: ClusterView | null;
  readonly first: boolean;
  readonly last: boolean;
}

/** Which cluster this is, of which kind and environment, how old its keys are; and the way to everything else. */
export function Header({ cluster, first, last }: HeaderProps) {
  return (
    <header className={styles.header}>
      {cluster !== null && (
        <>
          <h1 className={styles.title} title={cluster.name}>
            {cluster.name}
          </h1>
          <EnvironmentTag environment={cluster.environment} />
          {cluster.readOnly && <Tag>read-only</Tag>}
          <div className={styles.sync}>
            <SyncState cluster={cluster} />
          </div>
          <ClusterMenu
            cluster={cluster}
            first={first}
            last={last}
            trigger={
              <IconButton
                size="small"
                label={`Actions for ${cluster.name}`}
                icon={<Ellipsis aria-hidden="true" />}
              />
            }
          />
        </>
      )}
      <button type="button" className={styles.search} onClick={() => openOverlay('palette')}>
        <span className={styles.searchText}>
          Search<span className={styles.more}> or run a command</span>
        </span>
        <span className={styles.more}>
          <Kbd>{keysOf('palette.open')}</Kbd>
        </span>
      </button>
      {cluster !== null && <NewKeyButton variants={kindOf(cluster.kind).variants} />}
    </header>
  );
}

/** The usual sort at once; where there are others, a menu beside it (seed, "Create New"). */
function NewKeyButton({ variants }: { readonly variants: readonly KeyVariant<AnySpec>[] }) {
  const blocked = useCommandState('keys.new');
  const button = (
    <Tooltip
      content={blocked ?? 'New key'}
      keys={blocked === null ? keysOf('keys.new', 'anywhere') : undefined}
    >
      <Button
        variant="primary"
        aria-disabled={blocked !== null || undefined}
        onClick={() => runCommand('keys.new')}
      >
        New key
      </Button>
    </Tooltip>
  );
  if (variants.length === 1) return button;
  return (
    <div className={styles.newKey}>
      {button}
      <Menu
        align="end"
        trigger={
          <IconButton
            variant="primary"
            label="Which sort of key"
            disabled={blocked !== null}
            icon={<ChevronDown aria-hidden="true" />}
          />
        }
      >
        {variants.map(({ id, title, explanation }) => (
          <MenuItem
            key={id}
            help={explanation}
            onSelect={() => runCommand(id === ADMIN_VARIANT ? 'keys.newAdmin' : 'keys.new')}
          >
            {title}
          </MenuItem>
        ))}
      </Menu>
    </div>
  );
}
