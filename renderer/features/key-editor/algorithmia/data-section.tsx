import type { AlgorithmiaSpec } from '#shared/kinds/algorithmia/spec';
import { RadioGroup } from '../../../ui';
import { notesOf, type SpecForm } from '../form';
import { Notes, SectionFrame } from '../section';
import { dataLevelOf, ofDataLevel, type DataLevel } from './changes';

const LEVELS: readonly { readonly value: DataLevel; readonly label: string; readonly help: string }[] = [
  { value: 'none', label: 'No access', help: 'The key reaches no files.' },
  {
    value: 'read',
    label: 'Read only',
    help: 'For programs that read files, such as trained models, and store nothing.',
  },
  {
    value: 'write',
    label: 'Read & write',
    help: 'For programs that store files. An algorithm that writes to the caller’s data needs it too.',
  },
];

/** What the key may do with the owner's files (seed, "Data API Access"). */
export function DataSection({ form, id }: { readonly form: SpecForm<AlgorithmiaSpec>; readonly id: string }) {
  const level = dataLevelOf(form.spec);
  return (
    <SectionFrame
      id={id}
      title="Data API"
      lead="Counts for requests to the Data API and for what called algorithms do with the owner’s files."
    >
      <RadioGroup
        label="Data API access"
        // Writing without reading fits no level; its problem stands below with the remedy.
        value={level ?? 'write'}
        options={LEVELS}
        onChange={(chosen) => form.change(ofDataLevel(chosen))}
      />
      <Notes notes={[...notesOf(form, 'allow_data'), ...notesOf(form, 'allow_data_write')]} />
    </SectionFrame>
  );
}
