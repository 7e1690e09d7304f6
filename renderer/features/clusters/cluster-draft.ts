import {
  clusterEditSchema,
  clusterFormSchema,
  type ClusterView,
  type Environment,
} from '#shared/contract/clusters';
import type { KindId } from '#shared/ids';
import type { AnyConnection, ConnectionField } from '#shared/kinds/kind';
import { clusterConnectionSchemaOf, kindOf } from '#shared/kinds/registry';
import type { z } from 'zod';

/** The cluster form as typed. Everything is text until it is sent; the credential lives here and nowhere else. */
export interface ClusterDraft {
  readonly kind: KindId;
  readonly name: string;
  /** One text for each of the kind's connection fields, lists one entry a line. */
  readonly connection: Readonly<Record<string, string>>;
  readonly credential: string;
  readonly environment: Environment;
  readonly readOnly: boolean;
  /** Empty: the system's certificates alone. */
  readonly caPem: string;
}

/** Messages by field: `name`, `credential`, `caPem`, `connection.<member>`. */
export type FieldErrors = Readonly<Record<string, string>>;

/** A new form. The strictest environment is the proposal: a wrong guess then costs a question, not a cluster. */
export function emptyDraft(kind: KindId): ClusterDraft {
  return {
    kind,
    name: '',
    connection: {},
    credential: '',
    environment: 'production',
    readOnly: false,
    caPem: '',
  };
}

/** The form for a cluster that exists. Its credential stays in the vault. */
export function draftOf(cluster: ClusterView): ClusterDraft {
  const fields = kindOf(cluster.kind).connectionFields;
  const connection = Object.fromEntries(
    fields.map((field) => [field.name, textOf(cluster.connection[field.name])]),
  );
  const { kind, name, environment, readOnly, caPem } = cluster;
  return { kind, name, connection, credential: '', environment, readOnly, caPem: caPem ?? '' };
}

function textOf(value: unknown): string {
  if (Array.isArray(value)) return value.map(String).join('\n');
  return typeof value === 'string' ? value : '';
}

/** The connection object that the draft describes, before the kind's schema has judged it. */
export function connectionOf(draft: ClusterDraft): AnyConnection {
  const fields = kindOf(draft.kind).connectionFields;
  return Object.fromEntries(
    fields.map((field) => [field.name, valueOf(field, draft.connection[field.name])]),
  );
}

function valueOf(field: ConnectionField, text = ''): string | readonly string[] {
  return field.input === 'list' ? linesOf(text) : text.trim();
}

function linesOf(text: string): readonly string[] {
  return text
    .split(/\r?\n/)
    .map((line) => line.trim())
    .filter((line) => line !== '');
}

/** How to reach the cluster: what every call about it wants. */
export function reachOf(draft: ClusterDraft) {
  const caPem = draft.caPem.trim() === '' ? null : draft.caPem;
  return { kind: draft.kind, connection: connectionOf(draft), caPem };
}

/** The form as `clusters.connect` takes it. */
export function formOf(draft: ClusterDraft) {
  const { name, environment, readOnly, credential } = draft;
  return { ...reachOf(draft), name, environment, readOnly, credential };
}

/** What the contract's and the kind's schemas say against the draft: the first message of each field. */
export function draftErrors(draft: ClusterDraft, purpose: 'add' | 'edit'): FieldErrors {
  const { credential, ...rest } = formOf(draft);
  const form =
    purpose === 'add'
      ? clusterFormSchema.safeParse({ ...rest, credential })
      : clusterEditSchema.omit({ id: true }).safeParse(rest);
  const connection = clusterConnectionSchemaOf(draft.kind).safeParse(rest.connection);
  const issues = [
    ...(form.error?.issues ?? []).map((issue) => toEntry(issue, [])),
    ...(connection.error?.issues ?? []).map((issue) => toEntry(issue, ['connection'], rest.connection)),
  ];
  // Earlier issues win: entries of the same name overwrite from the back.
  return Object.fromEntries(issues.toReversed());
}

function toEntry(
  issue: z.core.$ZodIssue,
  prefix: readonly string[],
  connection: AnyConnection = {},
): readonly [string, string] {
  const path = [...prefix, ...issue.path.map(String)];
  const [top = '', member, line] = path;
  if (top !== 'connection' || member === undefined) return [top, issue.message];
  return [`connection.${member}`, aboutLine(issue.message, connection[member], line)];
}

/** A message about one line of a list names the line. */
function aboutLine(message: string, value: unknown, line: string | undefined): string {
  const entry: unknown = line !== undefined && Array.isArray(value) ? value[Number(line)] : undefined;
  return typeof entry === 'string' ? `${entry}: ${message}` : message;
}

/** The form field that an error from the main process concerns; null when it concerns none of them. */
export function fieldOfError(field: string | undefined, draft: ClusterDraft): string | null {
  if (field === undefined) return null;
  const names = kindOf(draft.kind).connectionFields.map(({ name }) => name);
  const [top = '', member] = field.split('.');
  if (top === 'connection' && member !== undefined && names.includes(member)) return `connection.${member}`;
  if (names.includes(top)) return `connection.${top}`;
  return ['name', 'credential', 'caPem', 'environment', 'kind'].includes(top) ? top : null;
}

/** What is typed in a field, by the names of {@link FieldErrors}. */
export function textOfField(draft: ClusterDraft, field: string): string {
  switch (field) {
    case 'name':
    case 'credential':
    case 'caPem':
      return draft[field];
    default:
      return draft.connection[field.replace(/^connection\./, '')] ?? '';
  }
}

/** Whether the draft says anything that the cluster (or an empty form) does not. */
export function isDirty(draft: ClusterDraft, start: ClusterDraft): boolean {
  return JSON.stringify(draft) !== JSON.stringify(start);
}
