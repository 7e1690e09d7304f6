import type { ClusterView } from '#shared/contract/clusters';
import type { User } from '#shared/contract/people';
import { bridge } from '../../bridge';
import { Field, TextInput } from '../../ui';
import { AccountDialog } from './account-dialog';
import { EMPTY_USER, userDraft, userProblems } from './drafts';
import styles from './people.module.css';
import { useAccountForm } from './use-account-form';

interface UserDialogProps {
  readonly cluster: ClusterView;
  /** The user to edit; null: a new one. */
  readonly user: User | null;
  readonly onClose: () => void;
}

/** Creates or changes a user. */
export function UserDialog({ cluster, user, onClose }: UserDialogProps) {
  const purpose = user === null ? 'create' : 'edit';
  const form = useAccountForm(user === null ? EMPTY_USER : userDraft(user), (draft) =>
    userProblems(draft, purpose),
  );
  const { draft, change, touch, errors } = form;
  const isNew = purpose === 'create';
  return (
    <AccountDialog
      cluster={cluster}
      sort="user"
      purpose={purpose}
      name={draft.username.trim()}
      form={form}
      send={(confirmation) => {
        const input = { clusterId: cluster.id, user: draft, confirmation };
        return bridge.call(isNew ? 'people.createUser' : 'people.updateUser', input);
      }}
      onClose={onClose}
    >
      <div className={styles.pair}>
        <Field
          label="Username"
          required
          error={errors['username']}
          help={
            isNew
              ? 'Letters, digits and underscores. It cannot change, and stays taken after the user is deleted.'
              : 'A username cannot change.'
          }
        >
          <TextInput
            mono
            value={draft.username}
            disabled={!isNew}
            onChange={(username) => change({ username })}
            onBlur={() => touch('username')}
          />
        </Field>
        <Field
          label="E-mail"
          required
          error={errors['email']}
          help={
            isNew
              ? 'It cannot change, and stays taken after the user is deleted.'
              : 'An e-mail address cannot change.'
          }
        >
          <TextInput
            value={draft.email}
            disabled={!isNew}
            inputMode="email"
            onChange={(email) => change({ email })}
            onBlur={() => touch('email')}
          />
        </Field>
      </div>
      <Field label="Full name" required error={errors['fullName']}>
        <TextInput
          value={draft.fullName}
          onChange={(fullName) => change({ fullName })}
          onBlur={() => touch('fullName')}
        />
      </Field>
      <div className={styles.pair}>
        <Field label="Company" optional error={errors['companyName']}>
          <TextInput
            value={draft.companyName}
            onChange={(companyName) => change({ companyName })}
            onBlur={() => touch('companyName')}
          />
        </Field>
        <Field label="Company role" optional error={errors['companyRole']}>
          <TextInput
            value={draft.companyRole}
            onChange={(companyRole) => change({ companyRole })}
            onBlur={() => touch('companyRole')}
          />
        </Field>
      </div>
    </AccountDialog>
  );
}
