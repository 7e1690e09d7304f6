import type { ReactNode } from 'react';
import type { ClusterResources, ClusterView } from '#shared/contract/clusters';
import type { Instant } from '#shared/ids';
import type { KeyRecord } from '#shared/keys/record';
import type { Kind, SpecProblem } from '#shared/kinds/kind';
import type { KeyDefinition } from '#shared/kinds/registry';
import type { FieldNote } from '../../ui';
import type { SpecChange } from './draft';
import type { ExpiryChoice } from './expiry-choice';

/** What a section of the form reads and does. One object for all sections; it changes with the draft. */
export interface SpecForm<Spec> {
  readonly spec: Spec;
  readonly change: (change: SpecChange<Spec>) => void;
  readonly expiry: ExpiryChoice;
  readonly changeExpiry: (choice: ExpiryChoice) => void;
  readonly markUnreadable: (field: string, message: string | null) => void;
  readonly problems: ProblemIndex<Spec>;
  /** What is known of the cluster, for suggestions. */
  readonly resources: ClusterResources;
  /** Where the key is, or is to be. */
  readonly cluster: Pick<ClusterView, 'name' | 'notOffered'>;
  /** Other keys of the same owner with the same label. */
  readonly namesakes: readonly KeyRecord[];
  readonly now: Instant;
  /** A new key: proposals are shown that an existing one does not need. */
  readonly isNew: boolean;
}

export interface EditorSection<Spec> {
  readonly id: string;
  readonly label: string;
  /** The spec members whose problems are counted at this section. */
  readonly fields: readonly string[];
  readonly render: (form: SpecForm<Spec>) => ReactNode;
}

/** What a change lets the key do: more, less, or some more and some less. */
export type Direction = 'widens' | 'narrows' | 'both';

/** What a kind brings to the editor; everything else of the frame is the same for all kinds. */
export interface KindEditor<Spec, Connection> {
  readonly kind: Kind<Spec, Connection>;
  /** In the order of reading; some sorts of keys have fewer. */
  readonly sections: (spec: Spec) => readonly EditorSection<Spec>[];
  readonly define: (spec: Spec) => KeyDefinition;
  /** The spec of a copy: the same, but told apart by its name. */
  readonly copy: (spec: Spec) => Spec;
  /** What the change of one member (a line of the kind) does; null: nothing, or it cannot be told. */
  readonly direction: (before: Spec, after: Spec, field: string) => Direction | null;
}

/** Problems by field, and by position for members that are lists. */
export interface ProblemIndex<Spec> {
  readonly all: readonly SpecProblem<Spec>[];
  /** Those that concern the member as a whole. */
  readonly ofField: (field: string) => readonly SpecProblem<Spec>[];
  readonly ofEntry: (field: string, index: number) => readonly SpecProblem<Spec>[];
  /** Those of the member and of its entries. */
  readonly within: (field: string) => readonly SpecProblem<Spec>[];
}

/** Sorts problems once, so that thousands of entries find theirs at once. */
export function indexProblems<Spec>(all: readonly SpecProblem<Spec>[]): ProblemIndex<Spec> {
  const whole = new Map<string, SpecProblem<Spec>[]>();
  const entries = new Map<string, SpecProblem<Spec>[]>();
  const within = new Map<string, SpecProblem<Spec>[]>();
  const push = (map: Map<string, SpecProblem<Spec>[]>, key: string, problem: SpecProblem<Spec>) => {
    const list = map.get(key);
    if (list === undefined) map.set(key, [problem]);
    else list.push(problem);
  };
  for (const problem of all) {
    push(within, problem.field, problem);
    if (problem.index === undefined) push(whole, problem.field, problem);
    else push(entries, `${problem.field} ${problem.index}`, problem);
  }
  return {
    all,
    ofField: (field) => whole.get(field) ?? [],
    ofEntry: (field, index) => entries.get(`${field} ${index}`) ?? [],
    within: (field) => within.get(field) ?? [],
  };
}

/** Problems of a member, or those of them that `isMeant`, as the notes under its field, with their remedies as buttons. */
export function notesOf<Spec>(
  form: SpecForm<Spec>,
  field: string,
  isMeant: (problem: SpecProblem<Spec>) => boolean = () => true,
): readonly FieldNote[] {
  return form.problems
    .ofField(field)
    .filter(isMeant)
    .map((problem) => noteOf(form, problem));
}

/** Problems of one entry of a member that is a list. */
export function entryNotesOf<Spec>(form: SpecForm<Spec>, field: string, index: number): readonly FieldNote[] {
  return form.problems.ofEntry(field, index).map((problem) => noteOf(form, problem));
}

/** Problems of a member and of its entries. */
export function allNotesOf<Spec>(form: SpecForm<Spec>, field: string): readonly FieldNote[] {
  return form.problems.within(field).map((problem) => noteOf(form, problem));
}

function noteOf<Spec>(form: SpecForm<Spec>, { severity, message, fix }: SpecProblem<Spec>): FieldNote {
  if (fix === undefined) return { severity, message };
  return {
    severity,
    message,
    fix: { label: fix.label, onClick: () => form.change((spec) => fix.apply(spec)) },
  };
}
