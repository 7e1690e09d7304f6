import { useState } from 'react';
import type { ScopeField } from '#shared/kinds/kind';
import type { TreeFamily } from '#shared/scopes/tree/shape';
import { Button } from '../../ui';
import { ScopeEditor } from '../scope-editor';
import { notesOf, type SpecForm } from './form';
import { Notes, SectionFrame } from './section';

interface ScopeSectionProps<Spec> {
  readonly form: SpecForm<Spec>;
  readonly id: string;
  readonly scope: ScopeField & { readonly family: TreeFamily };
  /** What the list is about and how entries are written. */
  readonly lead: string;
  readonly title: string;
  readonly placeholder: string;
  /** "Every index: nothing is listed." */
  readonly whenEmpty: string;
  /** What the cluster has that entries can name; null when that is not known. */
  readonly names: readonly string[] | null;
  readonly read: (spec: Spec) => readonly string[];
  readonly write: (spec: Spec, entries: readonly string[]) => Spec;
}

/** A section that holds one list of scope entries. */
export function ScopeSection<Spec>(props: ScopeSectionProps<Spec>) {
  const { form, id, scope, lead, title, placeholder, whenEmpty, names, read, write } = props;
  const [asText, setAsText] = useState(false);
  return (
    <SectionFrame
      id={id}
      title={title}
      lead={lead}
      action={
        <Button size="small" variant="ghost" onClick={() => setAsText(!asText)}>
          {asText ? 'Edit as tree' : 'Edit as text'}
        </Button>
      }
    >
      <Notes notes={notesOf(form, scope.field)} />
      <ScopeEditor
        label={scope.title}
        family={scope.family}
        emptyMeans={scope.emptyMeans}
        entries={read(form.spec)}
        onChange={(entries) => form.change((spec) => write(spec, entries))}
        problems={form.problems.within(scope.field)}
        onFix={form.change}
        whenEmpty={whenEmpty}
        placeholder={placeholder}
        names={names}
        asText={asText}
      />
    </SectionFrame>
  );
}
