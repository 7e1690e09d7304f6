import { z } from 'zod';
import { endpointSchemaWith } from '../endpoint';
import type { ConnectionField } from '../kind';

const endpointSchema = endpointSchemaWith('https://search.example.com:8443');

/** How to reach an Algolia-protocol cluster: its application, and endpoints where they are not the official ones. */
export const algoliaConnectionSchema = z.strictObject({
  /** Stands in the official host names, hence their alphabet. */
  applicationId: z
    .string()
    .trim()
    .min(1, 'Enter the application id.')
    .max(60, 'Use at most 60 characters.')
    .regex(/^[A-Za-z0-9-]+$/, 'Use letters, digits and hyphens only.'),
  /** Endpoint URLs in order of preference; empty: the official hosts of the application (key-apis A1). */
  hosts: z
    .array(endpointSchema)
    .max(20, 'Enter at most 20 addresses.')
    .refine((hosts) => new Set(hosts).size === hosts.length, 'An address stands here twice.'),
});
export type AlgoliaConnection = Readonly<z.infer<typeof algoliaConnectionSchema>>;

export const connectionFields: readonly ConnectionField[] = [
  {
    name: 'applicationId',
    label: 'Application ID',
    help: 'The id of the application, as shown beside its keys.',
    placeholder: 'B1G2GM9NG0',
    required: true,
    input: 'text',
  },
  {
    name: 'hosts',
    label: 'Endpoints',
    help: 'One address a line. Blank means the official hosts of the application.',
    placeholder: 'https://search.example.com',
    required: false,
    input: 'list',
  },
];
