import { useQuery } from '@tanstack/react-query';
import { clsx } from 'clsx';
import { ArrowUpDown, ChevronDown } from 'lucide-react';
import type { ReactNode } from 'react';
import { EXPIRY_FILTERS, type KeyQuery, STATE_FILTERS } from '#shared/contract/keys';
import type { ClusterView } from '#shared/contract/clusters';
import type { ClusterId } from '#shared/ids';
import type { Permission, PermissionGroup } from '#shared/kinds/kind';
import { kindOf } from '#shared/kinds/registry';
import {
  Button,
  IconButton,
  Menu,
  type MenuChoice,
  MenuLabel,
  MenuRadioGroup,
  MenuSeparator,
  formatCount,
} from '../../ui';
import { sortColumnsOf } from './columns';
import { ownersQuery } from './queries';
import styles from './toolbar.module.css';
import { EVERYTHING, type ListFilter } from './view-store';

const EXPIRY_LABELS = {
  any: 'Any',
  never: 'Never',
  'within-7d': 'Within 7 days',
  'within-30d': 'Within 30 days',
  'within-90d': 'Within 90 days',
  expired: 'Expired',
} as const satisfies Record<KeyQuery['expiry'], string>;

const STATE_LABELS = {
  present: 'Present',
  gone: 'Deleted, expired or gone',
  all: 'All',
} as const satisfies Record<KeyQuery['state'], string>;

/** On the button of the filter. */
const STATE_SHORT = {
  present: 'Present',
  gone: 'Gone',
  all: 'All',
} as const satisfies Record<KeyQuery['state'], string>;

const SORT_LABELS = {
  label: 'Name',
  owner: 'Owner',
  created: 'Created',
  expires: 'Expires',
  changed: 'Last changed',
} as const satisfies Record<KeyQuery['sort']['by'], string>;

const ANY = '';

const DIRECTIONS: readonly MenuChoice<'up' | 'down'>[] = [
  { value: 'up', label: 'Ascending' },
  { value: 'down', label: 'Descending' },
];

function choices<T extends string>(values: readonly T[], labels: Readonly<Record<T, string>>) {
  return values.map((value) => ({ value, label: labels[value] }));
}

interface FilterMenusProps {
  readonly filter: ListFilter;
  readonly onChange: (change: Partial<Omit<ListFilter, 'sort'>>) => void;
  readonly onSort: (sort: ListFilter['sort']) => void;
  readonly cluster: Pick<ClusterView, 'id' | 'kind'>;
}

/** What narrows the list besides the search, and its order. */
export function FilterMenus({ filter, onChange, onSort, cluster }: FilterMenusProps) {
  const { permissionGroups: groups, permissions, capabilities } = kindOf(cluster.kind);
  const permission = permissions.find(({ id }) => id === filter.permission);
  return (
    <>
      <FilterMenu name="Permission" value={permission?.title ?? filter.permission}>
        <PermissionChoices
          value={filter.permission}
          groups={groups}
          permissions={permissions}
          onChange={(chosen) => onChange({ permission: chosen })}
        />
      </FilterMenu>
      {capabilities.owners && (
        <FilterMenu name="Owner" value={filter.owner}>
          <OwnerChoices
            clusterId={cluster.id}
            value={filter.owner}
            onChange={(owner) => onChange({ owner })}
          />
        </FilterMenu>
      )}
      {capabilities.expiry && (
        <FilterMenu
          name="Expiry"
          value={filter.expiry === EVERYTHING.expiry ? null : EXPIRY_LABELS[filter.expiry]}
        >
          <MenuRadioGroup
            label="Expiry"
            value={filter.expiry}
            options={choices(EXPIRY_FILTERS, EXPIRY_LABELS)}
            onChange={(expiry) => onChange({ expiry })}
          />
        </FilterMenu>
      )}
      <FilterMenu name="State" value={filter.state === EVERYTHING.state ? null : STATE_SHORT[filter.state]}>
        <MenuRadioGroup
          label="State"
          value={filter.state}
          options={choices(STATE_FILTERS, STATE_LABELS)}
          onChange={(state) => onChange({ state })}
        />
      </FilterMenu>
      <Menu
        align="end"
        trigger={
          <IconButton
            variant="secondary"
            label={`Sort: ${SORT_LABELS[filter.sort.by]}`}
            icon={<ArrowUpDown aria-hidden="true" />}
          />
        }
      >
        <MenuRadioGroup
          label="Sort by"
          value={filter.sort.by}
          options={choices(sortColumnsOf(capabilities), SORT_LABELS)}
          onChange={(by) => onSort({ ...filter.sort, by })}
        />
        <MenuSeparator />
        <MenuRadioGroup
          label="Direction"
          value={filter.sort.descending ? 'down' : 'up'}
          options={DIRECTIONS}
          onChange={(direction) => onSort({ ...filter.sort, descending: direction === 'down' })}
        />
      </Menu>
    </>
  );
}

interface OwnerChoicesProps {
  readonly clusterId: ClusterId;
  readonly value: string | null;
  readonly onChange: (owner: string | null) => void;
}

/** The accounts that keys belong to, with how many each has. */
function OwnerChoices({ clusterId, value, onChange }: OwnerChoicesProps) {
  const { data = [] } = useQuery(ownersQuery(clusterId));
  return (
    <MenuRadioGroup
      label="Owner"
      value={value ?? ANY}
      options={[
        { value: ANY, label: 'Any' },
        ...data.map(({ owner, keys }) => ({ value: owner, label: `${owner} (${formatCount(keys)})` })),
      ]}
      onChange={(owner) => onChange(owner === ANY ? null : owner)}
    />
  );
}

interface FilterMenuProps {
  readonly name: string;
  /** What is chosen, null for what is usual. */
  readonly value: string | null;
  readonly children: ReactNode;
}

function FilterMenu({ name, value, children }: FilterMenuProps) {
  return (
    <Menu
      trigger={
        <Button className={clsx(styles.filter, value !== null && styles.chosen)} title={value ?? undefined}>
          {value === null ? (
            name
          ) : (
            <span className={styles.label}>
              <span className={styles.prefix}>{`${name}: `}</span>
              {value}
            </span>
          )}
          <ChevronDown aria-hidden="true" />
        </Button>
      }
    >
      {children}
    </Menu>
  );
}

interface PermissionChoicesProps {
  readonly value: string | null;
  readonly groups: readonly PermissionGroup[];
  readonly permissions: readonly Permission[];
  readonly onChange: (permission: string | null) => void;
}

function PermissionChoices({ value, groups, permissions, onChange }: PermissionChoicesProps) {
  const choose = (id: string) => onChange(id === ANY ? null : id);
  return (
    <>
      <MenuRadioGroup value={value ?? ANY} options={[{ value: ANY, label: 'Any' }]} onChange={choose} />
      {groups.map((group) => (
        <div key={group.id}>
          <MenuSeparator />
          <MenuLabel>{group.title}</MenuLabel>
          <MenuRadioGroup
            label={group.title}
            value={value ?? ANY}
            options={permissions
              .filter((one) => one.group === group.id)
              .map((one) => ({ value: one.id, label: one.title }))}
            onChange={choose}
          />
        </div>
      ))}
    </>
  );
}
