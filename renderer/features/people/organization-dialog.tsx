import { useQuery } from '@tanstack/react-query';
import type { ClusterView } from '#shared/contract/clusters';
import type { Organization, OrganizationType } from '#shared/contract/people';
import { toAppErrorData } from '#shared/errors';
import { describeError } from '../../app/describe-error';
import { bridge } from '../../bridge';
import { Field, type FieldNote, Select, type SelectOption, TextInput } from '../../ui';
import { AccountDialog } from './account-dialog';
import {
  EMPTY_ORGANIZATION,
  organizationDraft,
  type OrganizationDraft,
  organizationOf,
  organizationProblems,
} from './drafts';
import styles from './people.module.css';
import { typesQuery } from './queries';
import { type AccountFormState, useAccountForm } from './use-account-form';

interface OrganizationDialogProps {
  readonly cluster: ClusterView;
  /** The organization to edit; null: a new one. */
  readonly organization: Organization | null;
  readonly onClose: () => void;
}

/** Creates or changes an organization. */
export function OrganizationDialog({ cluster, organization, onClose }: OrganizationDialogProps) {
  const purpose = organization === null ? 'create' : 'edit';
  const isNew = purpose === 'create';
  const form = useAccountForm(
    organization === null ? EMPTY_ORGANIZATION : organizationDraft(organization),
    (draft) => organizationProblems(draft, purpose),
  );
  const { draft, errors } = form;
  return (
    <AccountDialog
      cluster={cluster}
      sort="organization"
      purpose={purpose}
      name={draft.name.trim()}
      form={form}
      send={(confirmation) => {
        const input = { clusterId: cluster.id, organization: organizationOf(draft), confirmation };
        return bridge.call(isNew ? 'people.createOrganization' : 'people.updateOrganization', input);
      }}
      onClose={onClose}
    >
      <div className={styles.pair}>
        <TextField
          form={form}
          field="name"
          label="Name"
          mono
          disabled={!isNew}
          help={
            isNew ? 'Letters, digits and underscores; stands in the addresses of its algorithms.' : FIXED_NAME
          }
        />
        <TextField form={form} field="label" label="Label" help="As people read it; up to 100 characters." />
      </div>
      <div className={styles.pair}>
        <TextField form={form} field="contactName" label="Contact" />
        <TextField form={form} field="email" label="E-mail" />
      </div>
      <div className={styles.pair}>
        <TypeField cluster={cluster} form={form} />
        <TextField form={form} field="url" label="Website" optional placeholder="https://acme.example" />
      </div>
      <details className={styles.more} open={hasExternal(draft, errors) || undefined}>
        <summary>External directory</summary>
        <div className={styles.form}>
          <div className={styles.pair}>
            <TextField form={form} field="externalId" label="External ID" optional />
            <TextField form={form} field="adminGroups" label="Admin groups" optional help={GROUPS} />
          </div>
          <div className={styles.pair}>
            <TextField form={form} field="memberGroups" label="Member groups" optional help={GROUPS} />
            <TextField form={form} field="executorGroups" label="Executor groups" optional help={GROUPS} />
          </div>
        </div>
      </details>
    </AccountDialog>
  );
}

const FIXED_NAME = 'The name of an organization cannot change.';
const GROUPS = 'Several with commas between them.';

interface TypeFieldProps {
  readonly cluster: ClusterView;
  readonly form: AccountFormState<OrganizationDraft>;
}

/** One of the types that the cluster names. */
function TypeField({ cluster, form }: TypeFieldProps) {
  const types = useQuery(typesQuery(cluster.id));
  const { typeId } = form.draft;
  const failure: FieldNote | null =
    types.error === null
      ? null
      : {
          severity: 'warning',
          message: describeError(toAppErrorData(types.error)),
          fix: { label: 'Try again', onClick: () => void types.refetch() },
        };
  return (
    <Field label="Type" required error={form.errors['typeId']} notes={failure === null ? [] : [failure]}>
      <Select
        value={typeId}
        options={typeOptions(types.data ?? [], typeId)}
        onChange={(chosen) => form.change({ typeId: chosen })}
      />
    </Field>
  );
}

/** The types of the cluster; one that it does not name any more stays to be seen. */
function typeOptions(types: readonly OrganizationType[], chosen: string): readonly SelectOption<string>[] {
  const known = types.map(({ id, name }) => ({ value: id, label: name }));
  if (types.some(({ id }) => id === chosen)) return known;
  return [{ value: chosen, label: chosen === '' ? 'Choose a type' : chosen }, ...known];
}

function hasExternal(draft: OrganizationDraft, errors: Readonly<Record<string, string>>): boolean {
  return (['externalId', 'adminGroups', 'memberGroups', 'executorGroups'] as const).some(
    (field) => draft[field] !== '' || errors[field] !== undefined,
  );
}

interface TextFieldProps {
  readonly form: AccountFormState<OrganizationDraft>;
  readonly field: keyof OrganizationDraft;
  readonly label: string;
  readonly help?: string;
  readonly placeholder?: string;
  readonly optional?: boolean;
  readonly mono?: boolean;
  readonly disabled?: boolean;
}

function TextField(props: TextFieldProps) {
  const { form, field, label, help, placeholder, optional = false, mono, disabled } = props;
  return (
    <Field label={label} required={!optional} optional={optional} help={help} error={form.errors[field]}>
      <TextInput
        value={form.draft[field]}
        mono={mono}
        disabled={disabled}
        placeholder={placeholder}
        onChange={(value) => form.change({ [field]: value })}
        onBlur={() => form.touch(field)}
      />
    </Field>
  );
}
