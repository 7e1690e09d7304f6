import { z } from 'zod';

/** Which requests a rule concerns; every member narrows, none means all. */
const match = {
  /** HTTP method, upper case. */
  method: z
    .string()
    .regex(/^[A-Z]+$/)
    .optional(),
  /** The path without its query string; a `*` stands for any text. */
  path: z.string().min(1).max(1000).optional(),
  /** The share of matching requests that is hit, 0 to 1; absent: every one. */
  rate: z.number().min(0).max(1).optional(),
  /** After so many hits the rule is spent and is left out; absent: never spent. */
  times: z.number().int().min(1).max(1_000_000).optional(),
};

/**
 * Where in the life of a request the fault strikes. `before-handling`: nothing is carried out.
 * `before-answer`: it is carried out, no byte of an answer is sent. `mid-answer`: it is carried out, the status,
 * the headers and half of the body are sent.
 */
const when = z.enum(['before-handling', 'before-answer', 'mid-answer']);

const milliseconds = z.number().int().min(0).max(3_600_000);

/** One fault switch. */
const faultRuleSchema = z.discriminatedUnion('fault', [
  /** Waits before handling: `ms`, and up to `jitterMs` more. */
  z.strictObject({
    fault: z.literal('latency'),
    ms: milliseconds,
    jitterMs: milliseconds.optional(),
    ...match,
  }),
  /** Answers with this status; `carriedOut` true: after the request took effect. */
  z.strictObject({
    fault: z.literal('status'),
    status: z.number().int().min(400).max(599),
    message: z.string().max(1000).optional(),
    carriedOut: z.boolean().optional(),
    ...match,
  }),
  /** Answers 429, nothing carried out; Retry-After is left out when `retryAfterSeconds` is absent. */
  z.strictObject({
    fault: z.literal('too-many-requests'),
    retryAfterSeconds: z.number().int().min(0).max(86_400).optional(),
    ...match,
  }),
  /** Closes the connection. */
  z.strictObject({ fault: z.literal('drop'), when, ...match }),
  /** Keeps the connection open and never finishes. */
  z.strictObject({ fault: z.literal('hang'), when, ...match }),
  /** The true status and headers with a body that is cut in the middle, so that it is no JSON. */
  z.strictObject({ fault: z.literal('malformed-json'), ...match }),
]);
export type FaultRule = Readonly<z.infer<typeof faultRuleSchema>>;

/** The body of `PUT /__practice__/faults`; it replaces all switches. `{}` turns everything off. */
export const faultsSchema = z.strictObject({
  /** Shifts the cluster's clock: the Date header, key expiry, rate windows. */
  clockOffsetMs: z.number().int().min(-4e11).max(4e11).default(0),
  rules: z.array(faultRuleSchema).max(100).default([]),
});
export type Faults = Readonly<z.infer<typeof faultsSchema>>;
