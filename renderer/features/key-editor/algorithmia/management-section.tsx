import type { AlgorithmiaSpec } from '#shared/kinds/algorithmia/spec';
import { Checkbox } from '../../../ui';
import { notesOf, type SpecForm } from '../form';
import { Notes, SectionFrame } from '../section';

/** Whether the key may change the owner's algorithms: apart from which ones it calls (key-apis B2). */
export function ManagementSection({
  form,
  id,
}: {
  readonly form: SpecForm<AlgorithmiaSpec>;
  readonly id: string;
}) {
  return (
    <SectionFrame id={id} title="Algorithm management">
      <Checkbox
        label="Allow this key to manage the owner’s algorithms"
        help="It creates, compiles, publishes and deletes them, whatever the list above says."
        checked={form.spec.allow_algo_management}
        onChange={(allow_algo_management) => form.change((spec) => ({ ...spec, allow_algo_management }))}
      />
      <Notes notes={notesOf(form, 'allow_algo_management')} />
    </SectionFrame>
  );
}
