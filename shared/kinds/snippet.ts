import { insideLiteral, insideShellQuotes } from './quoting';

/** The languages that snippets are written in, in the order of choosing. */
export const SNIPPET_LANGUAGES = ['curl', 'javascript', 'python'] as const;
export type SnippetLanguage = (typeof SNIPPET_LANGUAGES)[number];

/** How they are called on screen. */
export const SNIPPET_LANGUAGE_TITLES: Readonly<Record<SnippetLanguage, string>> = {
  curl: 'curl',
  javascript: 'JavaScript',
  python: 'Python',
};

/**
 * Code with one place for the secret: between its two parts, which hold the quotes around it. Exactly one place, by
 * construction; what stands there is written by {@link withSecret} alone.
 */
export interface SnippetText {
  readonly before: string;
  readonly after: string;
}

/** What a snippet acts on. */
export interface SnippetResource {
  /** "Algorithm", "Index". */
  readonly label: string;
  /** Stands in the snippet while nothing is entered. */
  readonly placeholder: string;
  /** What the key can be used on, for suggestions: of the cluster's names those that its list allows, and its own. */
  readonly suggest: (names: readonly string[]) => readonly string[];
  /** Why the cluster will refuse the key this resource, as a sentence; null when it will not. */
  readonly refusal: (resource: string) => string | null;
}

/** One thing that programs do with a key, as far as its permissions allow it. */
export interface SnippetUse<Connection> {
  readonly id: string;
  /** "Call an algorithm". */
  readonly title: string;
  /** At least one. Others than these cannot do it with this key. */
  readonly languages: readonly [SnippetLanguage, ...SnippetLanguage[]];
  /** Null: it names nothing but the cluster. */
  readonly resource: SnippetResource | null;
  /** What to know before it is used, a sentence each. */
  readonly notes: readonly string[];
  /** The code. Total: an empty resource gives the placeholder, another language than the offered ones the first. */
  readonly write: (language: SnippetLanguage, connection: Connection, resource: string) => SnippetText;
}

/** The key that code shows where none was chosen. */
export interface StandInKey<Spec> {
  /** What it is called, and what a search of the list finds it by. */
  readonly text: string;
  readonly fits: (spec: Spec) => boolean;
  /** Whose it is: each owner may have one. */
  readonly owner: (spec: Spec) => string;
}

/** How keys of a kind are used in code. All of it is pure and total for a parsed spec. */
export interface KeySnippets<Spec, Connection> {
  /** What can be done with the key, the most usual first; empty for a key that code can do nothing with. */
  readonly usesOf: (spec: Spec) => readonly SnippetUse<Connection>[];
  /** Why there is no use, as a sentence; asked only where there is none. */
  readonly whyNone: (spec: Spec) => string;
  /** Null where the kind knows no such key. */
  readonly standIn: StandInKey<Spec> | null;
}

/** Stands in place of a secret that is not shown. */
export const SECRET_PLACEHOLDER = 'YOUR_API_KEY';

/** The code with a secret (or what stands for one) in its place, escaped as the language's quotes need it. */
export function withSecret(
  { before, after }: SnippetText,
  language: SnippetLanguage,
  secret: string,
): string {
  const written = language === 'curl' ? insideShellQuotes(secret) : insideLiteral(secret);
  return `${before}${written}${after}`;
}
