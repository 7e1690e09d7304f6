import type { Trial } from '../operation';

/** A call is what keys are for; whether it is harmless is the algorithm's to say, and the user chooses that. */
export const trial: Trial = {
  operation: 'callAlgorithm',
  explanation:
    'One real call with this key, sent from this computer. It runs the algorithm, with whatever that does.',
  resource: { label: 'Algorithm', placeholder: 'owner/name' },
  input: { label: 'Input', placeholder: 'empty' },
  action: 'Call',
  expectedRefusal: ({ sort, field }, cluster) => {
    if (field === 'key_type') return `An admin key calls no algorithm: ${cluster} refuses it.`;
    if (field === 'allow_algo') {
      return `This key is not for native clients. The call comes from no page, so ${cluster} refuses it.`;
    }
    return sort === 'scope' ? `No entry of this key allows this algorithm: ${cluster} refuses it.` : null;
  },
};
