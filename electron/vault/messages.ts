import { z } from 'zod';

/** Where an entry lies in the keychain: the service names application and profile, the account the secret. */
const place = { service: z.string(), account: z.string() };

/** From the main process to the keychain process: one at a time. */
export const vaultRequestSchema = z.discriminatedUnion('op', [
  z.strictObject({ id: z.number(), op: z.literal('probe'), ...place, secret: z.string() }),
  z.strictObject({ id: z.number(), op: z.literal('get'), ...place }),
  z.strictObject({ id: z.number(), op: z.literal('set'), ...place, secret: z.string() }),
  z.strictObject({ id: z.number(), op: z.literal('remove'), ...place }),
]);
export type VaultRequest = z.infer<typeof vaultRequestSchema>;

export const VAULT_FAILURES = ['locked', 'unavailable', 'not-installed'] as const;
export type VaultFailure = (typeof VAULT_FAILURES)[number];

/**
 * From the keychain process to the main process. `secret` is the answer of a get; null means "nothing found, or
 * nobody could look", and so it does for a remove, which otherwise answers an empty text.
 */
export const vaultAnswerSchema = z.discriminatedUnion('ok', [
  z.strictObject({ id: z.number(), ok: z.literal(true), secret: z.string().nullable() }),
  /** `reason` is the keychain's own text, for the log; it never holds a secret. */
  z.strictObject({
    id: z.number(),
    ok: z.literal(false),
    failure: z.enum(VAULT_FAILURES),
    reason: z.string(),
  }),
]);
export type VaultAnswer = z.infer<typeof vaultAnswerSchema>;
