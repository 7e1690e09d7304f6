import { useState } from 'react';
import { type AppErrorData, toAppErrorData } from '#shared/errors';
import { describeError } from '../../app/describe-error';
import { whenReleased } from '../../ui';
import type { FieldErrors } from './drafts';

export interface AccountFormState<Draft extends Readonly<Record<string, string>>> {
  readonly draft: Draft;
  readonly change: (change: Partial<Draft>) => void;
  readonly touch: (field: keyof Draft & string) => void;
  /** What to show at the fields now. */
  readonly errors: FieldErrors;
  /** A failure that concerns no field. */
  readonly failure: AppErrorData | null;
  readonly dirty: boolean;
  /** Counts the times that sending failed at a field: the first such field then gets the focus. */
  readonly refusals: number;
  /** Shows every message; answers whether there is none. */
  readonly judge: () => boolean;
  /** Puts a failure of the main process or the cluster at its field, or above the form. */
  readonly refuse: (thrown: unknown) => void;
}

/**
 * The state of a form for a user or an organization. A field speaks up once it has been left with something in it, and
 * live from then on; what is missing is said when the form is sent; what the cluster said about a field stays until
 * that field changes.
 */
export function useAccountForm<Draft extends Readonly<Record<string, string>>>(
  start: Draft,
  problemsOf: (draft: Draft) => FieldErrors,
): AccountFormState<Draft> {
  const [draft, setDraft] = useState(start);
  const [touched, setTouched] = useState<ReadonlySet<string>>(new Set());
  const [refused, setRefused] = useState<FieldErrors>({});
  const [failure, setFailure] = useState<AppErrorData | null>(null);
  const [refusals, setRefusals] = useState(0);
  const problems = problemsOf(draft);
  const shown = Object.entries(problems).filter(([field]) => touched.has(field));
  return {
    draft,
    errors: { ...refused, ...Object.fromEntries(shown) },
    failure,
    dirty: Object.keys(draft).some((field) => draft[field] !== start[field]),
    refusals,
    change: (change) => {
      setDraft({ ...draft, ...change });
      setRefused(Object.fromEntries(Object.entries(refused).filter(([field]) => !(field in change))));
      setFailure(null);
    },
    touch: (field) => {
      if (draft[field] === '') return;
      whenReleased(() => setTouched((before) => new Set(before).add(field)));
    },
    judge: () => {
      const fields = Object.keys(problems);
      setTouched(new Set([...touched, ...fields]));
      if (fields.length > 0) setRefusals((count) => count + 1);
      return fields.length === 0;
    },
    refuse: (thrown) => {
      const error = toAppErrorData(thrown);
      if (error.code === 'CANCELLED') return;
      const field = fieldOf(error.field, draft);
      if (field === null) {
        setFailure(error);
        return;
      }
      setRefused({ [field]: describeError(error) });
      setRefusals((count) => count + 1);
    },
  };
}

/** The field of the form that an error names: `email` by the cluster, `user.email` by the contract. */
function fieldOf(path: string | undefined, draft: Readonly<Record<string, string>>): string | null {
  return path?.split('.').find((part) => Object.hasOwn(draft, part)) ?? null;
}
