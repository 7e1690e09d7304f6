import { algoliasearch } from 'algoliasearch';
import type { AlgoliaConnection } from '#shared/kinds/algolia/connection';

/** A host as the official client wants it. */
export interface ClientHost {
  readonly url: string;
  readonly port?: number;
  readonly protocol: 'http' | 'https';
  readonly accept: 'read' | 'write' | 'readWrite';
}

function ownHost(address: string): ClientHost {
  const url = new URL(address);
  return {
    url: url.hostname,
    ...(url.port === '' ? {} : { port: Number(url.port) }),
    protocol: url.protocol === 'http:' ? 'http' : 'https',
    accept: 'readWrite',
  };
}

/** Where reads go, in order: the cluster's own endpoints, else the official client's list (key-apis A1). */
export function readHosts(connection: AlgoliaConnection): readonly ClientHost[] {
  if (connection.hosts.length > 0) return connection.hosts.map(ownHost);
  const { hosts } = algoliasearch(connection.applicationId, 'none').transporter;
  return hosts.filter(({ accept }) => accept !== 'write').map(officialHost);
}

/** The one host that changes go to. */
export function changeHost(connection: AlgoliaConnection): ClientHost {
  const [first] = connection.hosts;
  if (first !== undefined) return ownHost(first);
  const { hosts } = algoliasearch(connection.applicationId, 'none').transporter;
  const host = hosts.find(({ accept }) => accept !== 'read');
  if (host === undefined) throw new Error('The official client has no host for changes.');
  return officialHost(host);
}

function officialHost(host: { readonly url: string; readonly accept: ClientHost['accept'] }): ClientHost {
  return { url: host.url, protocol: 'https', accept: host.accept };
}
