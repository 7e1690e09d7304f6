import { z } from 'zod';
import type { KindId } from '../ids';
import { algolia } from './algolia';
import { algoliaSpecSchema, type AlgoliaSpec } from './algolia/spec';
import { algorithmia } from './algorithmia';
import { algorithmiaSpecSchema, type AlgorithmiaSpec } from './algorithmia/spec';
import type { AnyConnection, AnySpec, Kind, Preset, SpecProblem, Subject } from './kind';
import type { KeySnippets } from './snippet';

/** A spec together with its kind: what forms, the bridge and the journal carry. One line per kind. */
export const keyDefinitionSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('algolia'), spec: algoliaSpecSchema }),
  z.strictObject({ kind: z.literal('algorithmia'), spec: algorithmiaSpecSchema }),
]);
export type KeyDefinition = z.infer<typeof keyDefinitionSchema>;

/** A kind that is known only at run time. */
export type AnyKind = Kind<AnySpec, AnyConnection>;

/** One line per kind. */
const kinds: Readonly<Record<KindId, AnyKind>> = {
  algolia: erase(algolia, parsedOnce(algolia.specSchema)),
  algorithmia: erase(algorithmia, parsedOnce(algorithmia.specSchema)),
};

/** One line per kind. */
const trustingKinds: Readonly<Record<KindId, AnyKind>> = {
  algolia: erase(algolia, trusted<AlgoliaSpec>),
  algorithmia: erase(algorithmia, trusted<AlgorithmiaSpec>),
};

/** Every kind, in the order of the cluster form. */
export const allKinds: readonly AnyKind[] = Object.values(kinds);

/**
 * The kind with this id, for specs whose kind is known only at run time. Each spec object is parsed once with the
 * kind's own schema; one that does not pass throws zod's error: a bug, as specs are parsed where they enter.
 */
export function kindOf(id: KindId): AnyKind {
  return kinds[id];
}

/**
 * The same kind for specs that its schema has accepted before: those that an adapter read, and those that were stored.
 * Nothing is parsed again, which for a list of thousands takes longer than sealing its secrets.
 */
export function trustingKindOf(id: KindId): AnyKind {
  return trustingKinds[id];
}

/** The schema of the kind's part of a cluster; its issues name the fields of the form. */
export function clusterConnectionSchemaOf(id: KindId): z.ZodType<AnyConnection> {
  return kinds[id].connectionSchema;
}

/** Specs are never changed in place, so that one object needs one parse however many questions are asked of it. */
function parsedOnce<Spec extends AnySpec>(schema: z.ZodType<Spec>): (spec: AnySpec) => Spec {
  const parsed = new WeakMap<AnySpec, Spec>();
  return (spec) => {
    const known = parsed.get(spec);
    if (known !== undefined) return known;
    const fresh = schema.parse(spec);
    parsed.set(spec, fresh);
    return fresh;
  };
}

/** Whoever asks for a trusting kind vouches for its specs; there is nothing to look at. */
function isAccepted<Spec extends AnySpec>(spec: AnySpec): spec is Spec {
  return typeof spec === 'object';
}

function trusted<Spec extends AnySpec>(spec: AnySpec): Spec {
  if (!isAccepted<Spec>(spec)) throw new Error('A spec is no object.');
  return spec;
}

function erase<Spec extends AnySpec, Connection extends AnyConnection>(
  kind: Kind<Spec, Connection>,
  parse: (spec: AnySpec) => Spec,
): AnyKind {
  return {
    ...kind,
    presets: kind.presets.map((preset): Preset<AnySpec> => ({
      ...preset,
      apply: (spec) => preset.apply(parse(spec)),
    })),
    badges: (spec) => kind.badges(parse(spec)),
    loss: (before, after) => kind.loss(parse(before), after === null ? null : parse(after)),
    account: (spec) => kind.account(parse(spec)),
    label: (spec) => kind.label(parse(spec)),
    expiresAt: (spec) => kind.expiresAt(parse(spec)),
    withExpiry: (spec, expiresAt) => kind.withExpiry(parse(spec), expiresAt),
    permissionsOf: (spec) => kind.permissionsOf(parse(spec)),
    listPart: (spec) => kind.listPart(parse(spec)),
    sameSpec: (a, b) => kind.sameSpec(parse(a), parse(b)),
    columns: (spec) => kind.columns(parse(spec)),
    lines: (spec, formatInstant) => kind.lines(parse(spec), formatInstant),
    searchText: (spec) => kind.searchText(parse(spec)),
    summarize: (spec, formatInstant) => kind.summarize(parse(spec), formatInstant),
    check: (spec, now) =>
      kind
        .check(parse(spec), now)
        .map(({ fix, ...problem }): SpecProblem<AnySpec> =>
          fix === undefined
            ? problem
            : { ...problem, fix: { label: fix.label, apply: (current) => fix.apply(parse(current)) } },
        ),
    preview: (spec, purpose, now) => kind.preview(parse(spec), purpose, now),
    describeChange: (before, after, formatInstant) =>
      kind.describeChange(parse(before), parse(after), formatInstant),
    decide: (subject, request, at) => kind.decide(parseSubject(subject, parse), request, at),
    prepare: (subject) => kind.prepare(parseSubject(subject, parse)),
    instanceOf: (spec, resource) => kind.instanceOf(parse(spec), resource),
    snippets: erasedSnippets(kind, parse),
  };
}

function erasedSnippets<Spec extends AnySpec, Connection extends AnyConnection>(
  { snippets, connectionSchema }: Kind<Spec, Connection>,
  parse: (spec: AnySpec) => Spec,
): KeySnippets<AnySpec, AnyConnection> {
  const { standIn } = snippets;
  return {
    usesOf: (spec) =>
      snippets.usesOf(parse(spec)).map((use) => ({
        ...use,
        write: (language, connection, resource) =>
          use.write(language, connectionSchema.parse(connection), resource),
      })),
    whyNone: (spec) => snippets.whyNone(parse(spec)),
    standIn:
      standIn === null
        ? null
        : {
            text: standIn.text,
            fits: (spec) => standIn.fits(parse(spec)),
            owner: (spec) => standIn.owner(parse(spec)),
          },
  };
}

function parseSubject<Spec>(subject: Subject<AnySpec>, parse: (spec: AnySpec) => Spec): Subject<Spec> {
  switch (subject.sort) {
    case 'unknown':
    case 'admin':
      return subject;
    case 'key':
    case 'derived':
      return { ...subject, spec: parse(subject.spec) };
  }
}
