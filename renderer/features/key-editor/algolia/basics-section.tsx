import { algolia } from '#shared/kinds/algolia/index';
import type { AlgoliaSpec } from '#shared/kinds/algolia/spec';
import { Field, TextInput } from '../../../ui';
import { notesOf, type SpecForm } from '../form';
import { Presets } from '../presets';
import { SectionFrame } from '../section';

/** The key's name, and a starting point for its permissions. */
export function BasicsSection({ form, id }: { readonly form: SpecForm<AlgoliaSpec>; readonly id: string }) {
  return (
    <SectionFrame id={id} title="Basics">
      <Field
        label="Description"
        help="What the key is for and who uses it. A label only; it changes nothing about the key."
        notes={notesOf(form, 'description')}
      >
        <TextInput
          value={form.spec.description}
          placeholder="Blog search on www.example.com"
          onChange={(description) => form.change((spec) => ({ ...spec, description }))}
        />
      </Field>
      <Presets form={form} presets={algolia.presets} permissionsOf={algolia.permissionsOf} />
    </SectionFrame>
  );
}
