import { useMutation, type UseMutationResult } from '@tanstack/react-query';
import { useState } from 'react';
import type { ClusterView } from '#shared/contract/clusters';
import type { AppError } from '#shared/errors';
import type { Instant, KeyRef } from '#shared/ids';
import type { KeyRecord } from '#shared/keys/record';
import type { AnyConnection } from '#shared/kinds/kind';
import { kindOf } from '#shared/kinds/registry';
import { SECRET_PLACEHOLDER, type SnippetLanguage, type SnippetUse, withSecret } from '#shared/kinds/snippet';
import { bridge } from '../../bridge';
import { useResources } from '../key-editor';

/** What was chosen so far; null and absent things follow from the key. */
interface Choice {
  readonly ref: KeyRef | null;
  readonly use: string | null;
  readonly language: SnippetLanguage;
  /** Null until something was typed. */
  readonly resource: string | null;
}

/** What came of copying. */
export type Copied =
  { readonly withSecret: true; readonly clearsAt: Instant | null } | { readonly withSecret: false };

/** One snippet as it is shown. */
export interface Snippet {
  readonly uses: readonly SnippetUse<AnyConnection>[];
  readonly use: SnippetUse<AnyConnection>;
  readonly language: SnippetLanguage;
  readonly resource: string;
  readonly suggestions: readonly string[];
  /** Why the cluster will refuse this resource; null when it will not. */
  readonly refusal: string | null;
  /** With the masked secret, or with what stands for one that is not stored here. */
  readonly shown: string;
}

export interface SnippetControl {
  /** Null while there is no key to show. */
  readonly key: KeyRecord | null;
  /** Null for a key that code can do nothing with. */
  readonly snippet: Snippet | null;
  readonly chooseKey: (ref: KeyRef) => void;
  readonly chooseUse: (id: string) => void;
  readonly chooseLanguage: (language: SnippetLanguage) => void;
  readonly enterResource: (resource: string) => void;
  /** The argument says whether the secret goes along. */
  readonly copy: UseMutationResult<Copied, AppError, boolean>;
}

/** The choices of the dialog, and the code that they come to. The first key is shown until another one is chosen. */
export function useSnippet(
  cluster: ClusterView,
  keys: readonly KeyRecord[],
  initial: KeyRef | null,
): SnippetControl {
  const [choice, setChoice] = useState<Choice>({ ref: initial, use: null, language: 'curl', resource: null });
  const { names } = useResources(cluster);
  const key = keys.find(({ ref }) => ref === choice.ref) ?? keys[0] ?? null;
  const drafted = key === null ? null : draft(cluster, key, choice, names ?? []);
  const copy = useMutation<Copied, AppError, boolean>({
    mutationFn: (secret) => {
      if (key === null || drafted === null) throw new Error('There is nothing to copy.');
      return copyOf(cluster, key, drafted, secret);
    },
  });
  const choose = (change: Partial<Choice>) => {
    copy.reset();
    setChoice({ ...choice, ...change });
  };
  return {
    key,
    snippet: drafted,
    chooseKey: (ref) => choose({ ref, use: null, resource: null }),
    chooseUse: (use) => choose({ use, resource: null }),
    chooseLanguage: (language) => choose({ language }),
    enterResource: (resource) => choose({ resource }),
    copy,
  };
}

function draft(
  { connection }: ClusterView,
  key: KeyRecord,
  choice: Choice,
  names: readonly string[],
): Snippet | null {
  const uses = kindOf(key.kind).snippets.usesOf(key.spec);
  const use = uses.find(({ id }) => id === choice.use) ?? uses[0];
  if (use === undefined) return null;
  const language = use.languages.includes(choice.language) ? choice.language : use.languages[0];
  const suggestions = use.resource?.suggest(names) ?? [];
  const resource = choice.resource ?? suggestions[0] ?? '';
  const secret = key.hasSecret ? key.mask : SECRET_PLACEHOLDER;
  return {
    uses,
    use,
    language,
    resource,
    suggestions,
    refusal: use.resource?.refusal(resource) ?? null,
    shown: withSecret(use.write(language, connection, resource), language, secret),
  };
}

/** With the secret, the main process writes the same code itself: the secret never comes here. */
async function copyOf(
  { connection }: ClusterView,
  { clusterId, ref }: KeyRecord,
  { use, language, resource }: Snippet,
  secret: boolean,
): Promise<Copied> {
  if (secret) {
    const input = { clusterId, ref, use: use.id, language, resource };
    return { withSecret: true, ...(await bridge.call('keys.copySnippet', input)) };
  }
  const text = withSecret(use.write(language, connection, resource), language, SECRET_PLACEHOLDER);
  await bridge.call('app.copyText', { text });
  return { withSecret: false };
}
