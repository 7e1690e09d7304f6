import { useState } from 'react';
import { algorithmia } from '#shared/kinds/algorithmia/index';
import { isDefaultKey } from '#shared/kinds/algorithmia/default-key';
import { ownerText, type AlgorithmiaSpec, type KeyType } from '#shared/kinds/algorithmia/spec';
import { Field, FieldGroup, type FieldNote, Segmented, TextInput, formatCount } from '../../../ui';
import { notesOf, type SpecForm } from '../form';
import { Presets } from '../presets';
import { SectionFrame } from '../section';
import { OwnerFields } from './owner-fields';
import { FULL_ACCESS, ofType } from './changes';

const TYPES = [
  { value: 'standard', label: 'API key' },
  { value: 'admin', label: 'Admin API key' },
] as const;

const ABOUT_TYPE = {
  standard: 'Calls algorithms and uses data, as far as it is allowed below. Admin endpoints refuse it.',
  admin:
    'For admin endpoints only, such as users and organizations. It calls no algorithm and reaches no data.',
} as const;

/** What the key is called, whose it is, and what sort of key it is. */
export function BasicsSection({
  form,
  id,
}: {
  readonly form: SpecForm<AlgorithmiaSpec>;
  readonly id: string;
}) {
  const { key_label: label, key_type: type } = form.spec;
  /** The settings of a standard key that another type took the place of, so that looking around loses nothing. */
  const [kept, setKept] = useState<AlgorithmiaSpec>();
  const choose = (chosen: KeyType) => {
    if (type === 'standard') setKept(form.spec);
    form.change(ofType(chosen, kept));
  };
  return (
    <SectionFrame
      id={id}
      title="Basics"
      lead={
        type === 'standard'
          ? 'Best practice: one key per application, with settings for what it does.'
          : undefined
      }
    >
      <Field
        field="key_label"
        label="Name"
        required
        help="The label by which the key is told apart. The label default-key puts it into the code snippets of its owner."
        notes={[...notesOf(form, 'key_label'), ...namesakeNotes(form)]}
      >
        <TextInput
          value={label}
          placeholder={type === 'standard' ? 'checkout-service' : 'provisioning'}
          onChange={(key_label) => form.change((spec) => ({ ...spec, key_label }))}
        />
      </Field>
      {form.isNew && (
        <FieldGroup field="key_type" label="Type" help={ABOUT_TYPE[type]} notes={notesOf(form, 'key_type')}>
          <Segmented label="Type" value={type} options={TYPES} onChange={choose} />
        </FieldGroup>
      )}
      <OwnerFields form={form} />
      {type === 'standard' && (
        <Presets
          form={form}
          presets={algorithmia.presets.filter(({ id: preset }) => preset !== 'admin')}
          permissionsOf={meantPermissions}
        />
      )}
    </SectionFrame>
  );
}

/** What is permitted once algorithms are listed: until then presets for different callers come to the same. */
function meantPermissions(spec: AlgorithmiaSpec): readonly string[] {
  return algorithmia.permissionsOf({ ...spec, algo_acl: [FULL_ACCESS] });
}

/** Two keys under one label are hard to tell apart, and which of two default-keys snippets show is not defined (key-apis B6). */
function namesakeNotes({ namesakes, spec }: SpecForm<AlgorithmiaSpec>): readonly FieldNote[] {
  const [first] = namesakes;
  if (first === undefined) return [];
  const others =
    namesakes.length === 1
      ? `Another key of ${ownerText(spec.owner)} (${first.mask}) has this label`
      : `${formatCount(namesakes.length)} other keys of ${ownerText(spec.owner)} have this label`;
  const which = isDefaultKey(spec) ? '; which of them code snippets show is not defined.' : '.';
  return [{ severity: 'warning', message: `${others}${which}` }];
}
