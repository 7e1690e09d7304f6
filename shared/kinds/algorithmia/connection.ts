import { z } from 'zod';
import { endpointSchemaWith } from '../endpoint';
import type { ConnectionField } from '../kind';

const EXAMPLE = 'https://api.algorithms.example.com';

/** How to reach an Algorithmia-protocol cluster: the address in front of `/v1` (key-apis B1). */
export const algorithmiaConnectionSchema = z.strictObject({ baseUrl: endpointSchemaWith(EXAMPLE) });
export type AlgorithmiaConnection = Readonly<z.infer<typeof algorithmiaConnectionSchema>>;

export const connectionFields: readonly ConnectionField[] = [
  {
    name: 'baseUrl',
    label: 'API address',
    help: 'The address of the cluster’s API, without /v1.',
    placeholder: EXAMPLE,
    required: true,
    input: 'text',
  },
];
