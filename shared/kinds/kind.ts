import type { z } from 'zod';
import type { ListPart } from '../keys/coverage';
import type { SpecLine } from '../keys/diff';
import type { Decision, PolicyRequest, PreparedDecision, RequestField } from '../policy/decision';
import type { KindOperation, NamedRequest, Trial } from './operation';
import type { Instant, KindId } from '../ids';
import type { KeySnippets } from './snippet';

/** A spec whose kind is known only at run time: plain JSON that the kind's own schema has accepted. */
export type AnySpec = Readonly<Record<string, unknown>>;
/** The kind's own part of a cluster (application id, hosts, base URL), known only at run time. */
export type AnyConnection = Readonly<Record<string, unknown>>;

/** One grantable right of the kind's catalogue. */
export interface Permission {
  readonly id: string;
  /** Short name for lists, e.g. "Search". */
  readonly title: string;
  /** One line: what it allows. */
  readonly explanation: string;
  readonly group: string;
  /** `write` and `destroy` weigh more in summaries, warnings and audits. */
  readonly weight: 'read' | 'write' | 'destroy';
  /** A right that today's public API needs for nothing (key-apis A4); shown, with that remark. */
  readonly unused?: boolean;
}

export interface PermissionGroup {
  readonly id: string;
  readonly title: string;
}

/** A named starting point for a new key; only pre-fills the form. */
export interface Preset<Spec> {
  readonly id: string;
  readonly title: string;
  readonly explanation: string;
  readonly apply: (spec: Spec) => Spec;
}

/** A sort of key that can be made: the starting point of a new one. */
export interface KeyVariant<Spec> {
  readonly id: string;
  /** As in a menu under "New key": "API key", "Admin API key". */
  readonly title: string;
  /** One line: what it is for. */
  readonly explanation: string;
  readonly spec: Spec;
}

/** What sets a key apart from the others, in a word or two beside its name. */
export interface KeyBadge {
  readonly text: string;
  /** One sentence: what follows from it. */
  readonly explanation: string;
}

/** How a kind speaks of records that are marked `admin`. */
export interface AdminKey {
  /** What it may do, as a word for the list. */
  readonly can: string;
  /** Its state, as a word. */
  readonly mark: string;
  /** Why it is not changed from here, as a sentence. */
  readonly notHere: string;
}

/** What is lost with a key, or with a change of it, beyond what it permits. */
export interface KeyLoss<Spec> {
  /** One sentence. */
  readonly message: string;
  /** A verb and its object: "Create a new default-key". */
  readonly remedy: string;
  /** How the key of the remedy starts. */
  readonly replacement: Spec;
}

/** A list of scope entries in the spec. */
export interface ScopeField {
  /** Member of the spec, e.g. `indexes`. */
  readonly field: string;
  readonly title: string;
  readonly family: 'index' | 'referer' | 'algo' | 'cidr';
  /** What an empty list means (key-apis part C, "Empty-list inversion"). */
  readonly emptyMeans: 'everything' | 'nothing';
}

/** A piece of a sentence; `code` is set in monospace, `strong` stands out. */
export interface SummaryPart {
  readonly text: string;
  readonly style?: 'code' | 'strong';
}

export type Severity = 'error' | 'warning' | 'hint';

/** Something to say about a spec, at the field it concerns. `error` forbids sending. */
export interface SpecProblem<Spec> {
  /** Stable id of the rule, e.g. `validity-timestamp`. */
  readonly rule: string;
  readonly severity: Severity;
  /** The spec member, or the part of one that has a form field of its own (`restrictSources`). */
  readonly field: string;
  /** Position in the list for list members. */
  readonly index?: number;
  readonly message: string;
  /** The entry that explains it (a covering entry), to jump to. */
  readonly because?: string;
  /** A remedy that can be applied with one click. */
  readonly fix?: { readonly label: string; readonly apply: (spec: Spec) => Spec };
}

/** What a key reaches or is used from, for a column. */
export interface ScopeColumn {
  /** The first entry, or words where there is none. */
  readonly text: string;
  /** How many further ones there are. */
  readonly more: number;
  /** Nothing narrows. */
  readonly all: boolean;
  /** The text is words, not an entry. */
  readonly words?: true;
}

/** What stands in the columns of the list. */
export interface KeyColumns {
  /** Whose key it is; empty where keys have no owner. */
  readonly owner: string;
  /** Permissions in words, short: "search", "6 write permissions". */
  readonly can: string;
  readonly where: ScopeColumn;
  readonly from: ScopeColumn;
  /** "20 hits, 100 an hour" or empty. */
  readonly limits: string;
}

/** A request that the adapter would send, for preview. Never holds a secret; `{key}` stands for one in the path. */
export interface RequestPreview {
  readonly method: 'POST' | 'PUT';
  readonly path: string;
  readonly body: string;
  readonly curl: string;
}

/** A field of the cluster form that only this kind has. */
export interface ConnectionField {
  /** Member of the kind's connection object. */
  readonly name: string;
  readonly label: string;
  readonly help: string;
  readonly placeholder: string;
  readonly required: boolean;
  /** `list`: one per line. */
  readonly input: 'text' | 'list';
}

/** What this kind can do at all; what a particular credential may do is found out when connecting. */
export interface KindCapabilities {
  readonly restore: boolean;
  readonly rotate: boolean;
  readonly people: boolean;
  /** Keys belong to accounts; `account` tells which. */
  readonly owners: boolean;
  /** Keys can end by themselves. */
  readonly expiry: boolean;
}

/** An edit as a person reads it: each phrase says what the key can do on one side only. Empty: nothing. */
export interface ChangeInWords {
  /** What it can do that it could not before. */
  readonly adds: readonly (readonly SummaryPart[])[];
  /** What it could do before. */
  readonly removes: readonly (readonly SummaryPart[])[];
}

/** Who asks: an unknown key, the administrator, a key, or a key derived from one (signatures are verified outside). */
export type Subject<Spec> =
  | { readonly sort: 'unknown' }
  | { readonly sort: 'admin' }
  | { readonly sort: 'key'; readonly spec: Spec }
  | {
      readonly sort: 'derived';
      readonly spec: Spec;
      /** False when the signature fits no stored parent. */
      readonly verified: boolean;
      /** The restrictions as decoded from the derived key, in order. */
      readonly restrictions: readonly (readonly [name: string, value: string])[];
    };

/**
 * Everything that is known about one family of clusters. All of it is pure and total for a parsed spec.
 * A spec holds its expiry as an absolute moment (`expiresAt`, Unix ms or null), never as a remaining time.
 */
export interface Kind<Spec, Connection> {
  readonly id: KindId;
  /** "Algolia". */
  readonly name: string;
  readonly capabilities: KindCapabilities;
  /** Null: no request is harmless enough. */
  readonly trial: Trial | null;
  readonly specSchema: z.ZodType<Spec>;
  readonly connectionSchema: z.ZodType<Connection>;
  readonly connectionFields: readonly ConnectionField[];
  /** What the admin secret is called there: "Admin API key". */
  readonly credentialLabel: string;
  /** What may be given for it, where that is more than the label says. */
  readonly credentialHelp?: string;
  /** The usual one of {@link variants}. */
  readonly defaultSpec: Spec;
  /** At least one. */
  readonly variants: readonly [KeyVariant<Spec>, ...KeyVariant<Spec>[]];
  readonly permissionGroups: readonly PermissionGroup[];
  readonly permissions: readonly Permission[];
  readonly presets: readonly Preset<Spec>[];
  readonly adminKey: AdminKey;
  /** What sets this key apart; usually nothing. */
  readonly badges: (spec: Spec) => readonly KeyBadge[];
  /** What goes with the key itself, changed to `after` or (null) deleted. */
  readonly loss: (before: Spec, after: Spec | null) => KeyLoss<Spec> | null;
  /** The account that a key belongs to, for grouping; null where keys have no owner. */
  readonly account: (spec: Spec) => string | null;
  /** The key's own name on the cluster (description, label). May be empty. */
  readonly label: (spec: Spec) => string;
  readonly expiresAt: (spec: Spec) => Instant | null;
  readonly withExpiry: (spec: Spec, expiresAt: Instant | null) => Spec;
  readonly permissionsOf: (spec: Spec) => readonly string[];
  /** The part of the cluster's lists that the key stands in. Never changes for one key. */
  readonly listPart: (spec: Spec) => ListPart;
  /** Equal but for expiries that differ by under 5 s (design.md, "Data at rest"). */
  readonly sameSpec: (a: Spec, b: Spec) => boolean;
  readonly columns: (spec: Spec) => KeyColumns;
  /** Dates are written by `formatInstant`, as in {@link summarize}. */
  readonly lines: (spec: Spec, formatInstant: (at: Instant) => string) => readonly SpecLine[];
  /** Everything a person may search for, in lower case, one string. */
  readonly searchText: (spec: Spec) => string;
  /** One or two sentences on what the key can do. Dates are written by `formatInstant` (locale and zone are the caller's). */
  readonly summarize: (spec: Spec, formatInstant: (at: Instant) => string) => readonly SummaryPart[];
  readonly check: (spec: Spec, now: Instant) => readonly SpecProblem<Spec>[];
  readonly preview: (spec: Spec, purpose: 'create' | 'update', now: Instant) => RequestPreview;
  /** What the key can do after an edit that it could not before, and the reverse. Dates are written by `formatInstant`. */
  readonly describeChange: (
    before: Spec,
    after: Spec,
    formatInstant: (at: Instant) => string,
  ) => ChangeInWords;
  readonly decide: (subject: Subject<Spec>, request: PolicyRequest, at: Instant) => Decision;
  /** The same decisions for a caller that is asked about many requests, or one of many callers. */
  readonly prepare: (subject: Subject<Spec>) => PreparedDecision;
  /** Everything that a request can do, in the order of lists. */
  readonly operations: readonly KindOperation[];
  /** What of a request matters here beside operation and resource. */
  readonly requestFields: readonly RequestField[];
  /** Requests to begin with; `names` are known ones of the cluster, best first. */
  readonly exampleRequests: (names: readonly string[]) => readonly NamedRequest[];
  /** The request that shows best what a permission lets one do; null where no operation needs it. */
  readonly askAbout: (permission: string) => PolicyRequest | null;
  /**
   * For a resource written as a scope (`prod_*`): one within it that the key reaches if there is any, else any one.
   * A plain name is answered as it is.
   */
  readonly instanceOf: (spec: Spec, resource: string) => string;
  /** How keys are used in code. */
  readonly snippets: KeySnippets<Spec, Connection>;
}
