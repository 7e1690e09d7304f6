import type { KindId } from '#shared/ids';
import type { AdapterFactory } from './adapter';
import { createAlgoliaAdapters } from './algolia/adapter';
import { createAlgorithmiaAdapters } from './algorithmia/adapter';

export type AdapterRegistry = Readonly<Record<KindId, AdapterFactory>>;

/** How each kind is administered. One line per kind. */
export const adapters: AdapterRegistry = {
  algolia: createAlgoliaAdapters(),
  algorithmia: createAlgorithmiaAdapters(),
};
