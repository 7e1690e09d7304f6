import { curlSnippet } from '../curl';
import { stringLiteral } from '../quoting';
import type { SnippetLanguage, SnippetText } from '../snippet';
import type { AlgoliaConnection } from './connection';

/** A call of the official clients, each in its own words, and the request that it makes (key-apis A4, A12). */
export interface Deed {
  readonly request: {
    readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE';
    /** Escaped, from the slash on. */
    readonly path: string;
    readonly body?: string;
  };
  /** Which of the official hosts (A1); a cluster's own hosts answer everything. */
  readonly host: 'read' | 'write' | 'analytics';
  /** Null where the clients need a package of its own for it. */
  readonly clients: {
    /** The call of `algoliasearch` 5, behind `client.`. */
    readonly javascript: string;
    /** The call of Python's `algoliasearch` 4, behind `client.`. */
    readonly python: string;
  } | null;
}

/** The deed in one language; with curl where the official clients do not have it. */
export function deedIn(language: SnippetLanguage, connection: AlgoliaConnection, deed: Deed): SnippetText {
  const { clients } = deed;
  if (clients === null) return withCurl(connection, deed);
  switch (language) {
    case 'curl':
      return withCurl(connection, deed);
    case 'javascript':
      return withJavaScript(connection, clients.javascript);
    case 'python':
      return withPython(connection, clients.python);
  }
}

function addressFor({ applicationId, hosts }: AlgoliaConnection, host: Deed['host']): string {
  const [own] = hosts;
  if (own !== undefined) return own;
  switch (host) {
    case 'read':
      return `https://${applicationId}-dsn.algolia.net`;
    case 'write':
      return `https://${applicationId}.algolia.net`;
    case 'analytics':
      return 'https://analytics.algolia.com';
  }
}

function withCurl(connection: AlgoliaConnection, { request, host }: Deed): SnippetText {
  const { method, path, body } = request;
  return curlSnippet({
    method,
    url: `${addressFor(connection, host)}${path}`,
    headers: [`X-Algolia-Application-Id: ${connection.applicationId}`],
    secretHeader: 'X-Algolia-API-Key: ',
    ...(body === undefined ? {} : { body: { type: 'application/json', text: body } }),
  });
}

/** An own endpoint taken apart as the clients want it. The connection's schema has accepted it. */
interface OwnHost {
  readonly name: string;
  readonly port: string | null;
  readonly scheme: string;
}

function ownHosts({ hosts }: AlgoliaConnection): readonly OwnHost[] {
  return hosts.map((address) => {
    const [, scheme = 'https', name = '', port = null] =
      /^(https?):\/\/(.+?)(?::(\d+))?$/.exec(address) ?? [];
    return { name, port, scheme };
  });
}

function withJavaScript(connection: AlgoliaConnection, call: string): SnippetText {
  const hosts = ownHosts(connection).map(({ name, port, scheme }) => {
    const members = [
      `url: ${stringLiteral(name)}`,
      ...(port === null ? [] : [`port: ${port}`]),
      `protocol: ${stringLiteral(scheme)}`,
      'accept: "readWrite"',
    ];
    return `    { ${members.join(', ')} },`;
  });
  const options = hosts.length === 0 ? '' : `, {\n  hosts: [\n${hosts.join('\n')}\n  ],\n}`;
  return {
    before: [
      '// npm install algoliasearch',
      'import { algoliasearch } from "algoliasearch";',
      '',
      `const client = algoliasearch(${stringLiteral(connection.applicationId)}, "`,
    ].join('\n'),
    after: `"${options});\nconsole.log(await client.${call});\n`,
  };
}

function withPython(connection: AlgoliaConnection, deed: string): SnippetText {
  const id = stringLiteral(connection.applicationId);
  const hosts = ownHosts(connection).map(({ name, port, scheme }) => {
    const members = [stringLiteral(name), `scheme=${stringLiteral(scheme)}`];
    return `    Host(${[...members, ...(port === null ? [] : [`port=${port}`])].join(', ')}),`;
  });
  const call = `print(client.${deed})`;
  if (hosts.length === 0) {
    return {
      before: [
        '# pip install algoliasearch',
        'from algoliasearch.search.client import SearchClientSync',
        '',
        `client = SearchClientSync(${id}, "`,
      ].join('\n'),
      after: `")\n${call}\n`,
    };
  }
  return {
    before: [
      '# pip install algoliasearch',
      'from algoliasearch.http.hosts import Host, HostsCollection',
      'from algoliasearch.search.client import SearchClientSync',
      'from algoliasearch.search.config import SearchConfig',
      '',
      `config = SearchConfig(${id}, "`,
    ].join('\n'),
    after: [
      '")',
      'config.hosts = HostsCollection([',
      ...hosts,
      '])',
      'client = SearchClientSync.create_with_config(config)',
      call,
      '',
    ].join('\n'),
  };
}
