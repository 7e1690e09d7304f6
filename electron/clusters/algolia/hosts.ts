import type { AlgoliaConnection } from '#shared/kinds/algolia/connection';
import { officialClient } from './client';

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

async function officialHosts(connection: AlgoliaConnection): Promise<readonly ClientHost[]> {
  const { transporter } = await officialClient(connection.applicationId, 'none', {});
  return transporter.hosts.map(({ url, accept }) => ({ url, protocol: 'https', accept }));
}

/** Where reads go, in order: the cluster's own endpoints, else the official client's list (key-apis A1). */
export async function readHosts(connection: AlgoliaConnection): Promise<readonly ClientHost[]> {
  if (connection.hosts.length > 0) return connection.hosts.map(ownHost);
  return (await officialHosts(connection)).filter(({ accept }) => accept !== 'write');
}

/** The one host that changes go to. */
export async function changeHost(connection: AlgoliaConnection): Promise<ClientHost> {
  const [first] = connection.hosts;
  if (first !== undefined) return ownHost(first);
  const host = (await officialHosts(connection)).find(({ accept }) => accept !== 'read');
  if (host === undefined) throw new Error('The official client has no host for changes.');
  return host;
}
