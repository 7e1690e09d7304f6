import { algoFamily } from '../../scopes/algo-family';
import { scopesOf } from '../../scopes/family';
import { commentText, stringLiteral } from '../quoting';
import {
  SNIPPET_LANGUAGES,
  type KeySnippets,
  type SnippetLanguage,
  type SnippetResource,
  type SnippetText,
  type SnippetUse,
} from '../snippet';
import { permissionsOf } from './catalogue';
import type { AlgorithmiaConnection } from './connection';
import { DEFAULT_KEY_LABEL, isDefaultKey } from './default-key';
import {
  algorithmPath,
  dataPath,
  requestWithCurl,
  requestWithFetch,
  requestWithUrllib,
  withNodeClient,
  withPythonClient,
  type InEachLanguage,
} from './snippet-code';
import { accountOf, ownerText, type AlgorithmiaSpec } from './spec';

type Use = SnippetUse<AlgorithmiaConnection>;

/** How keys are used in code (key-apis B5 to B7): by what they may do, calls first. */
export const snippets: KeySnippets<AlgorithmiaSpec, AlgorithmiaConnection> = {
  usesOf,
  whyNone: (spec) =>
    isCallWithoutAlgorithm(spec)
      ? 'This key can do nothing: it may call, but its list allows no algorithm.'
      : 'This key can do nothing: it has no permission that a request could use.',
  standIn: { text: DEFAULT_KEY_LABEL, fits: isDefaultKey, owner: ({ owner }) => ownerText(owner) },
};

function usesOf(spec: AlgorithmiaSpec): readonly Use[] {
  const granted = new Set(permissionsOf(spec));
  if (granted.has('admin')) return [LIST_USERS];
  const calls = scopesOf(algoFamily, spec.algo_acl).length > 0;
  const uses: readonly (Use | false)[] = [
    calls && granted.has('algo.native') && call(spec),
    calls && granted.has('algo.web') && callFromPage(spec),
    granted.has('data.read') && LIST_DATA,
    granted.has('data.write') && WRITE_DATA,
    granted.has('manage') && readAlgorithm(spec),
  ];
  return uses.filter((use) => use !== false);
}

function isCallWithoutAlgorithm(spec: AlgorithmiaSpec): boolean {
  return spec.key_type === 'standard' && (spec.allow_algo || spec.allow_web_algo);
}

/** What the user entered, else what stands in its place. */
function chosen(resource: string, placeholder: string): string {
  return resource.trim() === '' ? placeholder : resource;
}

function write(resource: SnippetResource | null, code: (path: string) => InEachLanguage): Use['write'] {
  return (language: SnippetLanguage, { baseUrl }, entered): SnippetText =>
    code(chosen(entered, resource?.placeholder ?? ''))(baseUrl)[language];
}

const ALGORITHM_PLACEHOLDER = 'owner/name';

/** The algorithms that the key's list allows: those that the cluster has, and those that the list names itself. */
function algorithmResource(spec: AlgorithmiaSpec): SnippetResource {
  const scopes = scopesOf(algoFamily, spec.algo_acl);
  const isAllowed = (resource: string): boolean => {
    const asked = resource.trim().replace(/\/+$/, '');
    return scopes.some((scope) => algoFamily.matches(scope, asked));
  };
  const named = scopes.flatMap((scope) => {
    if (scope.sort === 'algorithm') return [`${scope.owner}/${scope.name}`];
    return scope.sort === 'version' ? [algoFamily.write(scope).replace('algo://', '')] : [];
  });
  return {
    label: 'Algorithm',
    placeholder: ALGORITHM_PLACEHOLDER,
    suggest: (names) => [...new Set([...names.filter(isAllowed), ...named])],
    refusal: (resource) =>
      resource.trim() === '' || isAllowed(resource) ? null : 'The key’s list does not allow this algorithm.',
  };
}

const INPUT = 'Hello';
const JSON_BODY = { type: 'application/json', text: JSON.stringify(INPUT) } as const;

function call(spec: AlgorithmiaSpec): Use {
  const resource = algorithmResource(spec);
  return {
    id: 'call',
    title: 'Call an algorithm',
    languages: SNIPPET_LANGUAGES,
    resource,
    notes: [],
    write: write(resource, (algorithm) => (baseUrl) => {
      const path = algorithmPath(algorithm);
      const name = stringLiteral(path);
      return {
        curl: requestWithCurl(baseUrl, { method: 'POST', path: `/v1/algo/${path}`, body: JSON_BODY }),
        javascript: withNodeClient(baseUrl, [
          `client.algo(${name}).pipe(${stringLiteral(INPUT)}).then((answer) => {`,
          '  console.log(answer.get());',
          '});',
        ]),
        python: withPythonClient(baseUrl, [
          `print(client.algo(${name}).pipe(${stringLiteral(INPUT)}).result)`,
        ]),
      };
    }),
  };
}

/** Only a page can do it: a program sends no Origin, and the official client calls as programs do (B6). */
function callFromPage(spec: AlgorithmiaSpec): Use {
  const resource = algorithmResource(spec);
  const host = commentText(spec.referer_host).trim();
  const where = host === '' ? 'pages of any host' : `pages of ${host} only`;
  return {
    id: 'call-from-page',
    title: 'Call an algorithm from a page',
    languages: ['javascript'],
    resource,
    notes: [
      `For web browsers: the cluster accepts it from ${where}.`,
      'Everyone who opens the page can read the key.',
    ],
    write: write(resource, (algorithm) => (baseUrl) => {
      const path = `/v1/web/algo/${algorithmPath(algorithm)}`;
      const comment = `For ${where}, in a script of type module.`;
      const inPage = requestWithFetch(baseUrl, { path, input: INPUT, comment });
      // The other languages are not offered.
      return { curl: inPage, javascript: inPage, python: inPage };
    }),
  };
}

/** Data is not narrowed by a list: whatever the owner has can be read. */
function dataResource(label: string, placeholder: string): SnippetResource {
  return { label, placeholder, suggest: () => [placeholder], refusal: () => null };
}

const DIRECTORY = dataResource('Directory', 'data://.my');

const LIST_DATA: Use = {
  id: 'list-data',
  title: 'List a directory',
  languages: SNIPPET_LANGUAGES,
  resource: DIRECTORY,
  notes: ['data://.my holds the data of the key’s owner.'],
  write: write(DIRECTORY, (directory) => (baseUrl) => {
    const path = dataPath(directory);
    const url = stringLiteral(`data://${path}`);
    return {
      curl: requestWithCurl(baseUrl, { method: 'GET', path: `/v1/data/${path}` }),
      javascript: withNodeClient(baseUrl, [
        `client.dir(${url}).forEach((error, entry) => {`,
        '  if (error) throw new Error(error.message);',
        '  console.log(entry.data_path);',
        '});',
      ]),
      python: withPythonClient(baseUrl, [`for entry in client.dir(${url}).list():`, '    print(entry.path)']),
    };
  }),
};

const FILE = dataResource('File', 'data://.my/examples/hello.txt');

const WRITE_DATA: Use = {
  id: 'write-data',
  title: 'Write a file',
  languages: SNIPPET_LANGUAGES,
  resource: FILE,
  notes: ['The directory must exist. A file of the same name is replaced.'],
  write: write(FILE, (file) => (baseUrl) => {
    const path = dataPath(file);
    const url = stringLiteral(`data://${path}`);
    const body = { type: 'text/plain', text: INPUT };
    return {
      curl: requestWithCurl(baseUrl, { method: 'PUT', path: `/v1/data/${path}`, body }),
      javascript: withNodeClient(baseUrl, [
        `client.file(${url}).putString(${stringLiteral(INPUT)}, (answer) => {`,
        '  if (answer.error) throw new Error(answer.error.message);',
        '  console.log(answer.result);',
        '});',
      ]),
      python: withPythonClient(baseUrl, [`print(client.file(${url}).put(${stringLiteral(INPUT)}).path)`]),
    };
  }),
};

/** The official client for Node manages nothing (B7), so that this is a plain request. */
function readAlgorithm(spec: AlgorithmiaSpec): Use {
  const account = accountOf(spec.owner);
  const resource: SnippetResource = {
    label: 'Algorithm',
    placeholder: `${account === '' ? 'owner' : account}/name`,
    // Whether the owner may manage what an organization has is the cluster's to say.
    suggest: (names) => names.filter((name) => name.startsWith(`${account}/`)),
    refusal: () => null,
  };
  return {
    id: 'read-algorithm',
    title: 'Read an algorithm’s settings',
    languages: SNIPPET_LANGUAGES,
    resource,
    notes: [],
    write: write(resource, (algorithm) => reading(`/v1/algorithms/${algorithmPath(algorithm)}`)),
  };
}

const LIST_USERS: Use = {
  id: 'list-users',
  title: 'List the users',
  languages: SNIPPET_LANGUAGES,
  resource: null,
  notes: ['An admin key works on admin endpoints only: it calls no algorithm and reads no data.'],
  write: write(null, () => reading('/v1/users')),
};

function reading(path: string): InEachLanguage {
  return (baseUrl) => ({
    curl: requestWithCurl(baseUrl, { method: 'GET', path }),
    javascript: requestWithFetch(baseUrl, { path }),
    python: requestWithUrllib(baseUrl, path),
  });
}
