import type { algoliasearch, Algoliasearch } from 'algoliasearch';

export type { Algoliasearch };

type Options = NonNullable<Parameters<typeof algoliasearch>[2]>;

/**
 * A client of the official library. It is loaded when the first cluster is contacted, not when the application starts:
 * it is larger than the rest of the main process. The credential always travels in headers, never in the address.
 */
export async function officialClient(
  applicationId: string,
  credential: string,
  options: Options,
): Promise<Algoliasearch> {
  const library = await import('algoliasearch');
  return library.algoliasearch(applicationId, credential, { ...options, authMode: 'WithinHeaders' });
}
