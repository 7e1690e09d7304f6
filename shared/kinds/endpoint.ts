import { z } from 'zod';

/** Scheme, host (name, IPv4 or bracketed IPv6), optional port, and at most a slash behind. */
const ENDPOINT = /^(https?):\/\/([a-z0-9.-]+|\[[0-9a-f:.]+\])(?::(\d{1,5}))?\/?$/i;
const LOOPBACK = /^(?:localhost|127\.\d{1,3}\.\d{1,3}\.\d{1,3}|\[::1\])$/i;

/** What is wrong with an endpoint, as a sentence; null when it can be used. */
function endpointProblem(text: string, example: string): string | null {
  if (text === '') return `Enter an address, for example ${example}.`;
  if (!/^https?:\/\//i.test(text)) return 'Begin the address with https://.';
  const [, scheme = '', host = '', port] = ENDPOINT.exec(text) ?? [];
  if (host === '') return `Enter scheme, host and port only, for example ${example}.`;
  if (port !== undefined && (Number(port) < 1 || Number(port) > 65_535)) return 'Use a port from 1 to 65535.';
  if (scheme.toLowerCase() === 'http' && !LOOPBACK.test(host)) {
    return 'Use https://. Plain http:// is allowed for addresses of this computer only.';
  }
  return null;
}

/**
 * The schema of an address that a cluster is reached at: https anywhere, http on this computer only, no path (design.md,
 * "Security stance"). Gives it in lower case without the slash behind. `example` stands in the messages.
 */
export function endpointSchemaWith(example: string) {
  return z
    .string()
    .trim()
    .superRefine((text, context) => {
      const problem = endpointProblem(text, example);
      if (problem !== null) context.addIssue({ code: 'custom', message: problem });
    })
    .transform((text) => text.toLowerCase().replace(/\/$/, ''));
}
