import type { Trial } from '../operation';

/** A search changes nothing, and most keys may do it. */
export const trial: Trial = {
  operation: 'search',
  explanation: 'One real search with this key, sent from this computer. It changes nothing.',
  resource: { label: 'Index', placeholder: 'name of an index' },
  input: { label: 'Search for', placeholder: 'everything' },
  action: 'Search',
  expectedRefusal: ({ sort }, cluster) =>
    sort === 'referer'
      ? `This key is bound to pages. The search is sent without a Referer, so ${cluster} refuses it.`
      : null,
};
