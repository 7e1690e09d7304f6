import { z } from 'zod';
import type { ConnectionField } from '../kind';

/** Scheme, host (name, IPv4 or bracketed IPv6), optional port, and at most a slash behind. */
const ENDPOINT = /^(https?):\/\/([a-z0-9.-]+|\[[0-9a-f:.]+\])(?::(\d{1,5}))?\/?$/i;
const LOOPBACK = /^(?:localhost|127\.\d{1,3}\.\d{1,3}\.\d{1,3}|\[::1\])$/i;

/** What is wrong with an endpoint, as a sentence; null when it can be used. */
function endpointProblem(text: string): string | null {
  if (!/^https?:\/\//i.test(text)) return 'Begin the address with https://.';
  const [, scheme = '', host = '', port] = ENDPOINT.exec(text) ?? [];
  if (host === '') return 'Enter scheme, host and port only, for example https://search.example.com:8443.';
  if (port !== undefined && (Number(port) < 1 || Number(port) > 65_535)) return 'Use a port from 1 to 65535.';
  if (scheme.toLowerCase() === 'http' && !LOOPBACK.test(host)) {
    return 'Use https://. Plain http:// is allowed for addresses of this computer only.';
  }
  return null;
}

const endpointSchema = z
  .string()
  .trim()
  .superRefine((text, context) => {
    const problem = endpointProblem(text);
    if (problem !== null) context.addIssue({ code: 'custom', message: problem });
  })
  .transform((text) => text.toLowerCase().replace(/\/$/, ''));

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
