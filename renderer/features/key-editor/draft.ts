import type { Instant } from '#shared/ids';
import type { Kind, SpecProblem } from '#shared/kinds/kind';
import { NEW_KEY_EXPIRY, choiceOf, readExpiry, type ExpiryChoice } from './expiry-choice';

/** A change to the spec; answers the same object when nothing changes. */
export type SpecChange<Spec> = (spec: Spec) => Spec;

/** What the part of a kind that the editor reads. */
export type EditedKind<Spec> = Pick<
  Kind<Spec, never>,
  'specSchema' | 'check' | 'expiresAt' | 'withExpiry' | 'sameSpec'
>;

/** A key as it is being edited. */
export interface Draft<Spec> {
  /** The last state that could be read from the fields; its expiry is that of `expiry` as of the last change. */
  readonly spec: Spec;
  readonly expiry: ExpiryChoice;
  /** Fields whose text is no value at present (letters in a number), with what to say about it. */
  readonly unreadable: Readonly<Record<string, string>>;
  /** What the cluster said about a field when it refused; goes when the field changes. */
  readonly refused: { readonly field: string; readonly message: string; readonly spec: Spec } | null;
}

/** The name under which problems of the expiry stand: it is a field of the form, not always one of the spec. */
export const EXPIRY_FIELD = 'expiresAt';

/** The draft of a new key (90 days are proposed), or of one that exists (its expiry is a moment). */
export function startDraft<Spec>(
  kind: EditedKind<Spec>,
  spec: Spec,
  expiry: 'propose' | 'keep',
): Draft<Spec> {
  return {
    spec,
    expiry: expiry === 'propose' ? NEW_KEY_EXPIRY : choiceOf(kind.expiresAt(spec)),
    unreadable: {},
    refused: null,
  };
}

/** The draft after a change of the spec. A change that sets the expiry (a remedy, a preset) sets the choice too. */
export function changeSpec<Spec>(
  kind: EditedKind<Spec>,
  draft: Draft<Spec>,
  change: SpecChange<Spec>,
): Draft<Spec> {
  const spec = change(draft.spec);
  if (spec === draft.spec) return draft;
  const expiresAt = kind.expiresAt(spec);
  const same = expiresAt === kind.expiresAt(draft.spec);
  return { ...draft, spec, expiry: same ? draft.expiry : choiceOf(expiresAt) };
}

/** The draft after another choice of the expiry. */
export function changeExpiry<Spec>(draft: Draft<Spec>, expiry: ExpiryChoice): Draft<Spec> {
  return { ...draft, expiry };
}

/** Notes that a field's text is no value, or (null) that it is one again. */
export function markUnreadable<Spec>(draft: Draft<Spec>, field: string, message: string | null): Draft<Spec> {
  if ((draft.unreadable[field] ?? null) === message) return draft;
  const { [field]: _, ...rest } = draft.unreadable;
  return { ...draft, unreadable: message === null ? rest : { ...rest, [field]: message } };
}

/** The spec that would be sent at `now`: a duration counts from then. */
export function specAt<Spec>(kind: EditedKind<Spec>, draft: Draft<Spec>, now: Instant): Spec {
  const reading = readExpiry(draft.expiry, now);
  if (!reading.ok || reading.expiresAt === kind.expiresAt(draft.spec)) return draft.spec;
  return kind.withExpiry(draft.spec, reading.expiresAt);
}

/** Whether leaving would lose something: the draft differs from how it started. */
export function isChanged<Spec>(kind: EditedKind<Spec>, start: Draft<Spec>, draft: Draft<Spec>): boolean {
  if (draft === start) return false;
  if (Object.keys(draft.unreadable).length > 0) return true;
  if (!sameChoice(start.expiry, draft.expiry)) return true;
  return !kind.sameSpec(kind.withExpiry(start.spec, null), kind.withExpiry(draft.spec, null));
}

function sameChoice(a: ExpiryChoice, b: ExpiryChoice): boolean {
  if (a.mode === 'duration' && b.mode === 'duration') return a.amount === b.amount && a.unit === b.unit;
  if (a.mode === 'moment' && b.mode === 'moment') return a.at === b.at;
  return a.mode === b.mode;
}

/** A problem as the editor shows it; remedies change the spec. */
export type DraftProblem<Spec> = SpecProblem<Spec>;

/** The fields that cannot be read, the expiry included: found at once, without the kind's checks. */
function unreadableProblems<Spec>(draft: Draft<Spec>, now: Instant): readonly DraftProblem<Spec>[] {
  const fields = Object.entries(draft.unreadable).map(([field, message]) => ({
    rule: 'unreadable',
    severity: 'error' as const,
    field,
    message,
  }));
  const expiry = readExpiry(draft.expiry, now);
  if (expiry.ok) return fields;
  return [...fields, { rule: 'unreadable', severity: 'error', field: EXPIRY_FIELD, message: expiry.message }];
}

function schemaProblems<Spec>(kind: EditedKind<Spec>, spec: Spec): readonly DraftProblem<Spec>[] {
  const parsed = kind.specSchema.safeParse(spec);
  if (parsed.success) return [];
  return parsed.error.issues.map((issue) => {
    const [field, index] = issue.path;
    return {
      rule: 'schema',
      severity: 'error',
      field: String(field ?? ''),
      ...(typeof index === 'number' ? { index } : {}),
      message: issue.message,
    };
  });
}

/** Everything there is to say about the draft: unreadable fields, the schema, the kind's own rules, the cluster's refusal. */
export function problemsOf<Spec>(
  kind: EditedKind<Spec>,
  draft: Draft<Spec>,
  now: Instant,
): readonly DraftProblem<Spec>[] {
  const spec = specAt(kind, draft, now);
  const hard = [...unreadableProblems(draft, now), ...schemaProblems(kind, spec)];
  const taken = new Set(hard.map((problem) => `${problem.field} ${problem.index ?? ''}`));
  const rules = kind
    .check(spec, now)
    .filter(
      (problem) => !taken.has(`${problem.field} ${problem.index ?? ''}`) || problem.severity !== 'error',
    );
  const { refused } = draft;
  const said: readonly DraftProblem<Spec>[] =
    refused === null || refused.spec !== draft.spec
      ? []
      : [{ rule: 'refused', severity: 'error', field: refused.field, message: refused.message }];
  return [...hard, ...said, ...rules];
}

export interface ProblemCounts {
  readonly errors: number;
  readonly warnings: number;
  readonly hints: number;
}

/** How many problems of each severity there are. */
export function countProblems(problems: readonly { readonly severity: string }[]): ProblemCounts {
  let errors = 0;
  let warnings = 0;
  let hints = 0;
  for (const { severity } of problems) {
    if (severity === 'error') errors += 1;
    else if (severity === 'warning') warnings += 1;
    else hints += 1;
  }
  return { errors, warnings, hints };
}

/** The spec member that a path of the bridge's error names ("definition.spec.indexes.3" is `indexes`). */
export function fieldOfPath(path: string): string {
  return (
    path
      .replace(/^definition\./, '')
      .replace(/^spec\./, '')
      .split('.')[0] ?? ''
  );
}
