import { useEffect, useRef } from 'react';
import type { AppErrorData } from '#shared/errors';
import { kindIdSchema } from '#shared/ids';
import { allKinds } from '#shared/kinds/registry';
import { Banner, Checkbox, Field, Select, submitOnKeys, TextInput } from '../../ui';
import { CaField } from './ca-field';
import styles from './cluster-form.module.css';
import { ConnectionFields } from './connection-fields';
import { CredentialField } from './credential-field';
import { EnvironmentField } from './environment-field';
import type { ClusterFormState } from './use-cluster-form';

export interface ClusterFormProps {
  /** Ties the form to its submit button in the dialog's foot. */
  readonly id: string;
  readonly form: ClusterFormState;
  readonly purpose: 'add' | 'edit';
  readonly onSubmit: () => void;
}

/** All fields of a cluster. The credential is only asked for when adding; later it is replaced on its own. */
export function ClusterForm({ id, form, purpose, onSubmit }: ClusterFormProps) {
  const { draft, change, touch, errors, refusals } = form;
  const element = useRef<HTMLFormElement>(null);
  useEffect(() => {
    if (refusals > 0) element.current?.querySelector<HTMLElement>('[aria-invalid=true]')?.focus();
  }, [refusals]);
  return (
    <form
      ref={element}
      id={id}
      className={styles.form}
      noValidate
      onKeyDown={submitOnKeys}
      onSubmit={(event) => {
        event.preventDefault();
        onSubmit();
      }}
    >
      <div className={styles.pair}>
        <Field label="Name" required error={errors.name}>
          <TextInput
            value={draft.name}
            maxLength={80}
            placeholder="shop-prod"
            onChange={(name) => change({ name })}
            onBlur={() => touch('name')}
          />
        </Field>
        <Field label="Kind" help={purpose === 'edit' ? 'The kind of a cluster cannot change.' : undefined}>
          <Select
            value={draft.kind}
            disabled={purpose === 'edit'}
            options={allKinds.map(({ id: value, name }) => ({ value, label: name }))}
            onChange={(value) => change({ kind: kindIdSchema.parse(value), connection: {} })}
          />
        </Field>
      </div>
      <ConnectionFields
        draft={draft}
        errors={errors}
        onTouch={touch}
        onChange={(connection) => change({ connection })}
      />
      {purpose === 'add' && (
        <CredentialField
          kind={draft.kind}
          value={draft.credential}
          error={errors.credential}
          onChange={(credential) => change({ credential })}
          onBlur={() => touch('credential')}
        />
      )}
      <div className={styles.situation}>
        <EnvironmentField
          value={draft.environment}
          practice={draft.environment === 'practice'}
          onChange={(environment) => change({ environment })}
        />
        <Checkbox
          label="Read-only"
          help="Castellan refuses every change on this cluster."
          checked={draft.readOnly}
          onChange={(readOnly) => change({ readOnly })}
        />
      </div>
      <details className={styles.more} open={draft.caPem !== '' || errors.caPem !== undefined || undefined}>
        <summary>Private certificate authority</summary>
        <CaField
          value={draft.caPem}
          error={errors.caPem}
          onChange={(caPem) => change({ caPem })}
          onBlur={() => touch('caPem')}
        />
      </details>
    </form>
  );
}

/** A failure that concerns no field of the form. */
export function FormFailure({ failure }: { readonly failure: AppErrorData }) {
  return (
    <Banner tone="danger">
      {failure.message} {failure.remedy}
    </Banner>
  );
}
