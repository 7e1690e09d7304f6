import { Search } from 'lucide-react';
import { useMemo, useState } from 'react';
import type { Permission, PermissionGroup } from '#shared/kinds/kind';
import { Button, Checkbox, Code, Tag, TextInput, formatCount } from '../../ui';
import { notesOf, type SpecForm } from './form';
import styles from './permissions-section.module.css';
import { Notes, SectionFrame } from './section';

interface PermissionsSectionProps<Spec> {
  readonly form: SpecForm<Spec>;
  readonly id: string;
  /** The spec member that holds the permissions. */
  readonly field: string;
  readonly groups: readonly PermissionGroup[];
  readonly permissions: readonly Permission[];
  readonly granted: readonly string[];
  readonly write: (spec: Spec, granted: readonly string[]) => Spec;
}

/** Grants and withdraws, keeping the order that is there: the cluster keeps it too (key-apis A9). */
function withPermissions(
  granted: readonly string[],
  ids: readonly string[],
  grant: boolean,
): readonly string[] {
  if (!grant) return granted.filter((id) => !ids.includes(id));
  return [...granted, ...ids.filter((id) => !granted.includes(id))];
}

/** Every permission of the kind in its group, with one line each; unknown ones that the key has are kept and named. */
export function PermissionsSection<Spec>(props: PermissionsSectionProps<Spec>) {
  const { form, id, field, groups, permissions, granted, write } = props;
  const [search, setSearch] = useState('');
  const shown = useMemo(() => permissions.filter((one) => matches(one, search)), [permissions, search]);
  const known = useMemo(() => new Set(permissions.map((one) => one.id)), [permissions]);
  const unknown = granted.filter((one) => !known.has(one));
  const set = (ids: readonly string[], grant: boolean) =>
    form.change((spec) => write(spec, withPermissions(granted, ids, grant)));
  return (
    <SectionFrame
      id={id}
      title="Permissions"
      lead="What the key may do. No permission includes another one."
      action={<span className={styles.count}>{`${formatCount(granted.length)} granted`}</span>}
    >
      <TextInput
        compact
        aria-label="Search permissions"
        placeholder="Search permissions"
        leading={<Search aria-hidden="true" />}
        value={search}
        onChange={setSearch}
      />
      <Notes notes={notesOf(form, field)} />
      {groups.map((group) => {
        const members = shown.filter((one) => one.group === group.id);
        return members.length === 0 ? null : (
          <PermissionGroupBox
            key={group.id}
            group={group}
            members={members}
            granted={granted}
            searching={search.trim() !== ''}
            set={set}
          />
        );
      })}
      {shown.length === 0 && <p className={styles.none}>No permission is called or does “{search}”.</p>}
      {unknown.length > 0 && <UnknownPermissions ids={unknown} set={set} />}
    </SectionFrame>
  );
}

function matches(permission: Permission, search: string): boolean {
  const text = `${permission.id} ${permission.title} ${permission.explanation}`.toLowerCase();
  return search
    .toLowerCase()
    .split(/\s+/)
    .every((word) => text.includes(word));
}

type SetPermissions = (ids: readonly string[], grant: boolean) => void;

interface GroupBoxProps {
  readonly group: PermissionGroup;
  readonly members: readonly Permission[];
  readonly granted: readonly string[];
  readonly searching: boolean;
  readonly set: SetPermissions;
}

/** A group of which nothing is of use today is folded until it is asked for, searched or granted. */
function PermissionGroupBox({ group, members, granted, searching, set }: GroupBoxProps) {
  const ids = members.map((one) => one.id);
  const count = ids.filter((id) => granted.includes(id)).length;
  const all = count === ids.length;
  const [unfolded, setUnfolded] = useState(count > 0);
  /** It does not fold under the hand that clears the last one. */
  const change: SetPermissions = (changed, grant) => {
    setUnfolded(true);
    set(changed, grant);
  };
  if (members.every((one) => one.unused === true) && count === 0 && !searching && !unfolded) {
    return (
      <div role="group" aria-label={group.title} className={styles.group}>
        <div className={styles.groupHead}>
          <span className={styles.groupTitle}>{group.title}</span>
          <span className={styles.count}>{`${ids.length} without use today`}</span>
          <Button
            size="small"
            variant="ghost"
            aria-expanded={false}
            aria-label={`Show: ${group.title}`}
            onClick={() => setUnfolded(true)}
          >
            Show
          </Button>
        </div>
      </div>
    );
  }
  return (
    <div role="group" aria-label={group.title} className={styles.group}>
      <div className={styles.groupHead}>
        <span className={styles.groupTitle}>{group.title}</span>
        <span className={styles.count}>{`${count} of ${ids.length}`}</span>
        <Button
          size="small"
          variant="ghost"
          aria-label={`${all ? 'Clear' : 'Select all'}: ${group.title}`}
          onClick={() => change(ids, !all)}
        >
          {all ? 'Clear' : 'Select all'}
        </Button>
      </div>
      {members.map((one) => (
        <div key={one.id} className={styles.row}>
          <Checkbox
            checked={granted.includes(one.id)}
            onChange={(grant) => change([one.id], grant)}
            label={
              <span className={styles.label}>
                {one.title} <Code>{one.id}</Code>
              </span>
            }
            help={one.explanation}
          />
          <WeightTag permission={one} />
        </div>
      ))}
    </div>
  );
}

/** Says in words what weighs more than reading. */
function WeightTag({ permission }: { readonly permission: Permission }) {
  if (permission.weight === 'destroy') return <Tag tone="danger">deletes data</Tag>;
  if (permission.unused === true)
    return <Tag title="No public call needs this permission today.">no use today</Tag>;
  return permission.weight === 'write' ? <Tag tone="warn">changes data</Tag> : null;
}

function UnknownPermissions({ ids, set }: { readonly ids: readonly string[]; readonly set: SetPermissions }) {
  return (
    <div role="group" aria-label="Not in the catalogue" className={styles.group}>
      <div className={styles.groupHead}>
        <span className={styles.groupTitle}>Not in the catalogue</span>
      </div>
      {ids.map((id) => (
        <div key={id} className={styles.row}>
          <Checkbox
            checked
            onChange={() => set([id], false)}
            label={<Code>{id}</Code>}
            help="The cluster knows this permission; Castellan does not. It is kept unless it is cleared here."
          />
        </div>
      ))}
    </div>
  );
}
