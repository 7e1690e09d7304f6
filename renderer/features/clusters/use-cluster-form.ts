import { useState } from 'react';
import { type AppErrorData, toAppErrorData } from '#shared/errors';
import { kindOf } from '#shared/kinds/registry';
import {
  type ClusterDraft,
  draftErrors,
  type FieldErrors,
  fieldOfError,
  isDirty,
  textOfField,
} from './cluster-draft';
import { describeError } from '../../app/describe-error';
import { whenReleased } from '../../ui';

export interface ClusterFormState {
  readonly draft: ClusterDraft;
  readonly change: (change: Partial<ClusterDraft>) => void;
  readonly touch: (field: string) => void;
  /** What to show at the fields now. */
  readonly errors: FieldErrors;
  /** A failure that concerns no field. */
  readonly failure: AppErrorData | null;
  readonly dirty: boolean;
  /** Counts the times that sending failed at a field: the first such field then gets the focus. */
  readonly refusals: number;
  /** Shows every message; answers whether the fields named (all, when none are) are free of problems. */
  readonly judge: (ignored?: readonly string[]) => boolean;
  /** Puts a failure of the main process at its field, or above the form. */
  readonly refuse: (thrown: unknown) => void;
}

/**
 * The state of the cluster form. A field speaks up once it has been left with something in it, and live from then on;
 * what is missing is said when the form is sent; what the cluster said about a field stays until that field changes.
 */
export function useClusterForm(start: ClusterDraft, purpose: 'add' | 'edit'): ClusterFormState {
  const [draft, setDraft] = useState(start);
  const [touched, setTouched] = useState<ReadonlySet<string>>(new Set());
  const [refused, setRefused] = useState<FieldErrors>({});
  const [failure, setFailure] = useState<AppErrorData | null>(null);
  const [refusals, setRefusals] = useState(0);
  const problems = draftErrors(draft, purpose);
  const shown = Object.fromEntries(Object.entries(problems).filter(([field]) => touched.has(field)));

  return {
    draft,
    errors: { ...refused, ...shown },
    failure,
    dirty: isDirty(draft, start),
    refusals,
    change: (change) => {
      setDraft({ ...draft, ...change });
      setRefused(withoutChanged(refused, draft, change));
      setFailure(null);
    },
    touch: (field) => {
      if (textOfField(draft, field) === '') return;
      whenReleased(() => setTouched((before) => new Set(before).add(field)));
    },
    judge: (ignored = []) => {
      const relevant = Object.keys(problems).filter((field) => !ignored.includes(field));
      setTouched(new Set([...touched, ...relevant]));
      if (relevant.length > 0) setRefusals((count) => count + 1);
      return relevant.length === 0;
    },
    refuse: (thrown) => {
      const error = toAppErrorData(thrown);
      if (error.code === 'CANCELLED') return;
      const field = fieldOfError(error.field, draft);
      // A form that edits has no field for the credential; the remedy says where it is replaced.
      if (field === null || (field === 'credential' && purpose === 'edit')) {
        setFailure(error);
        return;
      }
      setRefused({ [field]: describeError(error) });
      setRefusals((count) => count + 1);
    },
  };
}

/** The cluster's remarks that still hold after a change: those about other fields. */
function withoutChanged(
  refused: FieldErrors,
  draft: ClusterDraft,
  change: Partial<ClusterDraft>,
): FieldErrors {
  const changed = new Set(Object.keys(change));
  const connection = change.connection;
  for (const { name } of connection === undefined ? [] : kindOf(draft.kind).connectionFields) {
    if (connection?.[name] !== draft.connection[name]) changed.add(`connection.${name}`);
  }
  return Object.fromEntries(Object.entries(refused).filter(([field]) => !changed.has(field)));
}
