import { indexFamily } from '../../scopes/index-family';
import { patternMatches, readPattern } from '../../scopes/pattern';
import { commentText } from '../quoting';
import {
  SNIPPET_LANGUAGES,
  type KeySnippets,
  type SnippetLanguage,
  type SnippetResource,
  type SnippetUse,
} from '../snippet';
import type { AlgoliaConnection } from './connection';
import { unrestricted } from './describe';
import { deedIn, type Deed } from './snippet-code';
import { EXAMPLES, type Example } from './snippet-examples';
import type { AlgoliaSpec } from './spec';

type Use = SnippetUse<AlgoliaConnection>;

/** How keys are used in code: one example for each permission that has one (key-apis A4, A12). */
export const snippets: KeySnippets<AlgoliaSpec, AlgoliaConnection> = {
  usesOf: (spec) => EXAMPLES.filter(({ permission }) => spec.acl.includes(permission)).map(shownBy(spec)),
  whyNone: ({ acl }) =>
    acl.length === 0
      ? 'This key can do nothing: it has no permission.'
      : `There is no snippet for what this key may do: ${commentText(acl.join(', '))}.`,
  // Snippets of this protocol show no key of their own choice.
  standIn: null,
};

function shownBy(spec: AlgoliaSpec): (example: Example) => Use {
  const index = indexResource(spec);
  const bound = !unrestricted(spec.referers);
  return ({ id, title, target, notes = [], deed }) => {
    const resource = target === 'index' ? index : null;
    const placeholder = resource?.placeholder ?? '';
    const languages = languagesOf(deed(placeholder), bound);
    return {
      id,
      title,
      resource,
      languages,
      notes: [...(bound ? pageNotes(spec) : []), ...notes],
      write: (language, connection, entered) => {
        const offered = languages.includes(language) ? language : languages[0];
        return deedIn(offered, connection, deed(entered.trim() === '' ? placeholder : entered.trim()));
      },
    };
  };
}

/** Programs send no Referer, so that for a key that is bound to pages only the code of a page gets through. */
function languagesOf({ clients }: Deed, bound: boolean): readonly [SnippetLanguage, ...SnippetLanguage[]] {
  if (clients === null) return ['curl'];
  return bound ? ['javascript'] : SNIPPET_LANGUAGES;
}

const REFERERS_TOLD = 3;

function pageNotes({ referers }: AlgoliaSpec): readonly string[] {
  const told = referers.slice(0, REFERERS_TOLD).map(commentText).join(', ');
  const more = referers.length > REFERERS_TOLD ? ` and ${referers.length - REFERERS_TOLD} more` : '';
  return [
    `For pages: the cluster accepts it with these referers only: ${told}${more}.`,
    'Everyone who opens the page can read the key.',
  ];
}

/** Empty allows every index; an entry without a star names one itself. */
function indexResource(spec: AlgoliaSpec): SnippetResource {
  const isOpen = unrestricted(spec.indexes);
  const patterns = spec.indexes.flatMap((entry) => readPattern(entry) ?? []);
  const isAllowed = (name: string): boolean =>
    isOpen || patterns.some((pattern) => patternMatches(pattern, name.trim()));
  const named = patterns.flatMap((pattern) => (pattern.sort === 'exact' ? [indexFamily.write(pattern)] : []));
  return {
    label: 'Index',
    placeholder: 'INDEX_NAME',
    suggest: (names) => [...new Set([...names.filter(isAllowed), ...named])],
    refusal: (name) =>
      name.trim() === '' || isAllowed(name) ? null : 'The key’s list does not allow this index.',
  };
}
