import type { ConnectionField } from '#shared/kinds/kind';
import { kindOf } from '#shared/kinds/registry';
import { Field, TextArea, TextInput } from '../../ui';
import type { ClusterDraft, FieldErrors } from './cluster-draft';

export interface ConnectionFieldsProps {
  readonly draft: ClusterDraft;
  readonly errors: FieldErrors;
  readonly onChange: (connection: ClusterDraft['connection']) => void;
  /** A field was left: its message may be shown from now on. */
  readonly onTouch: (field: string) => void;
}

/** The fields that only this kind has, as its own description lists them. */
export function ConnectionFields({ draft, errors, onChange, onTouch }: ConnectionFieldsProps) {
  return kindOf(draft.kind).connectionFields.map((field) => (
    <Field
      key={field.name}
      label={field.label}
      help={field.help}
      required={field.required}
      optional={!field.required}
      error={errors[`connection.${field.name}`]}
    >
      <ConnectionInput
        field={field}
        value={draft.connection[field.name] ?? ''}
        onChange={(text) => onChange({ ...draft.connection, [field.name]: text })}
        onBlur={() => onTouch(`connection.${field.name}`)}
      />
    </Field>
  ));
}

interface ConnectionInputProps {
  readonly field: ConnectionField;
  readonly value: string;
  readonly onChange: (text: string) => void;
  readonly onBlur: () => void;
}

function ConnectionInput({ field, ...input }: ConnectionInputProps) {
  switch (field.input) {
    case 'text':
      return <TextInput mono placeholder={field.placeholder} {...input} />;
    case 'list':
      return <TextArea mono rows={2} placeholder={field.placeholder} {...input} />;
  }
}
