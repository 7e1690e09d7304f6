import { createPrivateKey, createPublicKey, generateKeyPairSync, verify } from 'node:crypto';
import { z } from 'zod';
import type { PracticeClock } from '../clock';
import type { Facts } from '../facts';

const MODULUS_BITS = 2048;

const headerSchema = z.object({ alg: z.literal('RS256') });
const claimsSchema = z.object({
  /** The name of the user. */
  sub: z.string().min(1),
  /** Unix seconds. */
  exp: z.number(),
  nbf: z.number().optional(),
});

/** Tokens that `Authorization: Bearer` carries (key-apis B1), signed with RS256. */
export interface Tokens {
  /** With which tokens for this cluster are signed, in PEM; for whoever administers it. */
  readonly signingKey: string;
  /** The user that a token names; null when it is forged, malformed or out of its time. */
  readonly userOf: (token: string) => string | null;
}

function parsePart<T>(schema: z.ZodType<T>, part: string): T | null {
  try {
    return schema.safeParse(JSON.parse(Buffer.from(part, 'base64url').toString('utf8'))).data ?? null;
  } catch {
    return null;
  }
}

/** Opens the tokens of a cluster: its key pair is made at the first start and kept. */
export function openTokens(facts: Facts, clock: PracticeClock): Tokens {
  const signingKey = facts.once(
    'signingKey',
    () =>
      generateKeyPairSync('rsa', {
        modulusLength: MODULUS_BITS,
        publicKeyEncoding: { type: 'spki', format: 'pem' },
        privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
      }).privateKey,
  );
  const publicKey = createPublicKey(createPrivateKey(signingKey));
  return {
    signingKey,
    userOf: (token) => {
      const [header = '', payload = '', signature = '', ...more] = token.split('.');
      if (more.length > 0 || parsePart(headerSchema, header) === null) return null;
      const signed = Buffer.from(`${header}.${payload}`, 'utf8');
      if (!verify('RSA-SHA256', signed, publicKey, Buffer.from(signature, 'base64url'))) return null;
      const claims = parsePart(claimsSchema, payload);
      const now = clock.now() / 1000;
      if (claims === null || claims.exp <= now || (claims.nbf ?? 0) > now) return null;
      return claims.sub;
    },
  };
}
