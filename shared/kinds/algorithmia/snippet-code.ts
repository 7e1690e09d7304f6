import { curlSnippet } from '../curl';
import { escapedPath, stringLiteral } from '../quoting';
import type { SnippetLanguage, SnippetText } from '../snippet';

/** What a snippet sends, in the words of the protocol (key-apis B4 to B7). */
export interface SnippetRequest {
  readonly method: 'GET' | 'POST' | 'PUT';
  /** Behind the cluster's address, escaped. */
  readonly path: string;
  readonly body?: { readonly type: string; readonly text: string };
}

/** The same thing in each language. */
export type InEachLanguage = (baseUrl: string) => Readonly<Record<SnippetLanguage, SnippetText>>;

const AUTHORIZATION = 'Authorization: Simple ';

/** One request with curl. */
export function requestWithCurl(baseUrl: string, { method, path, body }: SnippetRequest): SnippetText {
  const url = `${baseUrl}${path}`;
  return curlSnippet({ method, url, secretHeader: AUTHORIZATION, ...(body === undefined ? {} : { body }) });
}

/** One request of a page or of Node itself. */
export interface FetchRequest {
  /** Behind the cluster's address, escaped. */
  readonly path: string;
  /** Sent as JSON with POST; a request without one reads. */
  readonly input?: string;
  /** One line on top; none when it is left out. */
  readonly comment?: string;
}

/** One request with `fetch`, in Node or in a page. */
export function requestWithFetch(baseUrl: string, { path, input, comment }: FetchRequest): SnippetText {
  const before = [
    ...(comment === undefined ? [] : [`// ${comment}`]),
    `const response = await fetch(${stringLiteral(`${baseUrl}${path}`)}, {`,
    ...(input === undefined ? [] : ['  method: "POST",']),
    '  headers: {',
    '    "Authorization": "Simple ',
  ].join('\n');
  const after = [
    '",',
    ...(input === undefined ? [] : ['    "Content-Type": "application/json",']),
    '  },',
    ...(input === undefined ? [] : [`  body: JSON.stringify(${stringLiteral(input)}),`]),
    '});',
    'if (!response.ok) throw new Error(await response.text());',
    'console.log(await response.json());',
    '',
  ].join('\n');
  return { before, after };
}

/** One reading request with what Python brings along. */
export function requestWithUrllib(baseUrl: string, path: string): SnippetText {
  const before = [
    'import json',
    'import urllib.request',
    '',
    'request = urllib.request.Request(',
    `    ${stringLiteral(`${baseUrl}${path}`)},`,
    '    headers={"Authorization": "Simple ',
  ].join('\n');
  const after = [
    '"},',
    ')',
    'with urllib.request.urlopen(request) as response:',
    '    print(json.load(response))',
    '',
  ].join('\n');
  return { before, after };
}

/** The official client for Node (`algorithmia` on npm, B7), for a cluster at an address of its own. */
export function withNodeClient(baseUrl: string, use: readonly string[]): SnippetText {
  return {
    before:
      '// npm install algorithmia\nimport algorithmia from "algorithmia";\n\nconst client = algorithmia("',
    after: `", ${stringLiteral(baseUrl)});\n${use.join('\n')}\n`,
  };
}

/** The official client for Python (`algorithmia` on PyPI), for a cluster at an address of its own. */
export function withPythonClient(baseUrl: string, use: readonly string[]): SnippetText {
  return {
    before: '# pip install algorithmia\nimport Algorithmia\n\nclient = Algorithmia.client("',
    after: `", ${stringLiteral(baseUrl)})\n${use.join('\n')}\n`,
  };
}

/** `owner/name[/version]` as people write it, with or without `algo://` or a slash behind, as a path of a URL. */
export function algorithmPath(resource: string): string {
  return escapedPath(
    resource
      .trim()
      .replace(/^algo:\/\//, '')
      .replace(/\/+$/, ''),
  );
}

/** A place of the data store, with or without `data://`, as a path of a URL. */
export function dataPath(resource: string): string {
  return escapedPath(
    resource
      .trim()
      .replace(/^data:\/\//, '')
      .replace(/^\/+|\/+$/g, ''),
  );
}
