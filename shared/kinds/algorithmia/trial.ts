import type { Trial } from '../kind';

/** A call is what keys are for; whether it is harmless is the algorithm's to say, and the user chooses that. */
export const trial: Trial = {
  operation: 'callAlgorithm',
  explanation:
    'One real call with this key, sent from this computer. It runs the algorithm, with whatever that does.',
  resource: { label: 'Algorithm', placeholder: 'owner/name' },
  input: { label: 'Input', placeholder: 'empty' },
  action: 'Call',
  refusedOutsidePages: (cluster) =>
    `This key is for web browsers only. The call comes from no page, so ${cluster} refuses it.`,
};
