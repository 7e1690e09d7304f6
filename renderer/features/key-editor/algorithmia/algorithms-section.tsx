import { useState } from 'react';
import type { AlgorithmiaSpec } from '#shared/kinds/algorithmia/spec';
import { Button, RadioGroup } from '../../../ui';
import { ScopeEditor } from '../../scope-editor';
import { notesOf, type SpecForm } from '../form';
import { Notes, SectionFrame } from '../section';
import { accessModeOf, FULL_ACCESS, type AccessMode } from './changes';

const FIELD = 'algo_acl';

const MODES = [
  { value: 'none', label: 'No access', help: 'The key calls no algorithm.' },
  { value: 'restricted', label: 'Restricted', help: 'The key calls the algorithms that are listed here.' },
  {
    value: 'full',
    label: 'Full access',
    help: 'The key calls every algorithm that its owner can call: algo://*.',
  },
] as const;

/** Which algorithms the key may call. The mode is only a way to look at the list, which is all that is sent. */
export function AlgorithmsSection({
  form,
  id,
}: {
  readonly form: SpecForm<AlgorithmiaSpec>;
  readonly id: string;
}) {
  const entries = form.spec.algo_acl;
  const [asText, setAsText] = useState(false);
  // An empty list looks the same with no access and with a restricted list that has not been filled yet.
  const [listing, setListing] = useState(false);
  /** What the list held before another mode took its place, so that looking around loses nothing. */
  const [kept, setKept] = useState<readonly string[]>([]);
  const derived = accessModeOf(form.spec);
  const mode: AccessMode = listing && derived !== 'full' ? 'restricted' : derived;
  const write = (next: readonly string[]) => form.change((spec) => ({ ...spec, algo_acl: [...next] }));
  const choose = (next: AccessMode) => {
    if (next === mode) return;
    if (mode === 'restricted') setKept(entries);
    setListing(next === 'restricted');
    if (next === 'none') write([]);
    else write(next === 'full' ? [FULL_ACCESS] : kept);
  };
  return (
    <SectionFrame
      id={id}
      title="Algorithms this key calls"
      lead="By default a key calls none. Entries never reach further than the owner does."
      action={
        mode === 'restricted' ? (
          <Button size="small" variant="ghost" onClick={() => setAsText(!asText)}>
            {asText ? 'Edit as tree' : 'Edit as text'}
          </Button>
        ) : undefined
      }
    >
      <RadioGroup label="Algorithm access" value={mode} options={MODES} onChange={choose} />
      <Notes notes={notesOf(form, FIELD)} />
      {mode === 'restricted' && (
        <ScopeEditor
          label="Algorithms"
          family="algo"
          emptyMeans="nothing"
          entries={entries}
          onChange={(next) => {
            setListing(true);
            write(next);
          }}
          problems={form.problems.within(FIELD)}
          onFix={form.change}
          whenEmpty="No algorithm: nothing is listed."
          placeholder="Add an entry: algo://owner/name/* or algo://owner/*"
          names={form.resources.names}
          asText={asText}
        />
      )}
    </SectionFrame>
  );
}
