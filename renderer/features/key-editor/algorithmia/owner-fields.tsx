import { useId } from 'react';
import { ownerText, type AlgorithmiaSpec, type Owner } from '#shared/kinds/algorithmia/spec';
import { Field, FieldGroup, type FieldNote, Segmented, TextInput } from '../../../ui';
import { notesOf, type SpecForm } from '../form';
import { ownerOfSort } from './changes';
import styles from './owner-fields.module.css';

const FIELD = 'owner';

const SORTS = [
  { value: 'user', label: 'User' },
  { value: 'organization', label: 'Organization' },
  { value: 'member', label: 'Organization member' },
] as const;

const ABOUT = {
  user: 'Reaches what the user owns and what belongs to the user’s organizations.',
  organization: 'Reaches everything that the organization owns.',
  member: 'Belongs to the organization and is handed to one of its members.',
} as const satisfies Record<Owner['sort'], string>;
const ABOUT_ADMIN = 'The account that the key stands under. It administers the whole cluster all the same.';

/** Whose key it is: chosen for a new key, fixed afterwards (key-apis B3, B8). */
export function OwnerFields({ form }: { readonly form: SpecForm<AlgorithmiaSpec> }) {
  const { owner } = form.spec;
  if (!form.isNew) {
    return (
      <FieldGroup label="Owner" help="The owner of a key cannot change." notes={notesOf(form, FIELD)}>
        <p>{ownerText(owner)}</p>
      </FieldGroup>
    );
  }
  const isAdmin = form.spec.key_type === 'admin';
  const write = (next: Owner) => form.change((spec) => ({ ...spec, owner: next }));
  const notes = newOwnerNotes(form, () => write(ownerOfSort(owner, 'organization')));
  return (
    <FieldGroup field={FIELD} label="Owner" help={isAdmin ? ABOUT_ADMIN : ABOUT[owner.sort]} notes={notes}>
      <div className={styles.owner}>
        <Segmented
          label="Whose key"
          value={owner.sort}
          options={SORTS}
          onChange={(sort) => write(ownerOfSort(owner, sort))}
        />
        <div className={styles.names}>
          {owner.sort !== 'user' && (
            <AccountField
              label="Organization name"
              value={owner.organization}
              names={form.resources.organizations}
              notes={notesOf(form, FIELD, isAboutName('organization'))}
              onChange={(organization) => write({ ...owner, organization })}
            />
          )}
          {owner.sort !== 'organization' && (
            <AccountField
              label="Username"
              value={owner.user}
              names={form.resources.users}
              notes={notesOf(form, FIELD, isAboutName('user'))}
              onChange={(user) => write({ ...owner, user })}
            />
          )}
        </div>
      </div>
    </FieldGroup>
  );
}

/** What there is to say about the owner, and what the cluster was found to refuse to admin keys (key-apis B3). */
function newOwnerNotes(form: SpecForm<AlgorithmiaSpec>, useOrganization: () => void): readonly FieldNote[] {
  const { owner, key_type: type } = form.spec;
  const { name, notOffered } = form.cluster;
  const notes = notesOf(form, FIELD, (problem) => !NOUNS.some((noun) => isAboutName(noun)(problem)));
  if (owner.sort !== 'user' || !notOffered.includes('createUserKey')) return notes;
  // An admin key belongs to a user (B2).
  const fix = type === 'admin' ? undefined : { label: 'Use an organization', onClick: useOrganization };
  const message = `${name} does not let admin keys create keys of users.`;
  const isSaid = (note: FieldNote) => note.message === message;
  if (notes.some(isSaid)) return notes.map((note) => (isSaid(note) ? { ...note, fix } : note));
  return [{ severity: 'warning', message, fix }, ...notes];
}

const NOUNS = ['user', 'organization'] as const;

/** A missing or impossible name is told at the field that it is typed into. */
function isAboutName(noun: (typeof NOUNS)[number]): (problem: { readonly rule: string }) => boolean {
  return ({ rule }) => rule.startsWith(`owner-${noun}-`);
}

interface AccountFieldProps {
  readonly label: string;
  readonly value: string;
  readonly names: readonly string[];
  readonly notes: readonly FieldNote[];
  readonly onChange: (name: string) => void;
}

/** A name with the known ones to choose from. Others can be typed: lists of the cluster may be refused or old. */
function AccountField({ label, value, names, notes, onChange }: AccountFieldProps) {
  const list = useId();
  const isUnknown = value !== '' && notes.length === 0 && names.length > 0 && !names.includes(value);
  return (
    <Field
      label={label}
      required
      notes={isUnknown ? [{ severity: 'hint', message: `${value} is not known on this cluster.` }] : notes}
    >
      <TextInput value={value} list={list} placeholder="Choose or type a name" onChange={onChange} />
      <datalist id={list}>
        {names.map((name) => (
          <option key={name} value={name} />
        ))}
      </datalist>
    </Field>
  );
}
