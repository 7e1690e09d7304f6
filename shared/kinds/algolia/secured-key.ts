import { z } from 'zod';
import { parseParameters, type Parameter } from './query-parameters';

/** A secured (derived) key taken apart (key-apis A10). The MAC is verified outside, over `query` as it stands here. */
export interface SecuredKeyParts {
  /** HMAC-SHA256 of `query` under the parent key's text, lower-case hex, 64 characters. */
  readonly mac: string;
  /** The URL-encoded restrictions exactly as they were signed. */
  readonly query: string;
  /** The restrictions decoded, in order. */
  readonly restrictions: readonly Parameter[];
}

const PLAIN_KEY = /^[0-9a-f]{32}$/;
const MAC = /^[0-9a-f]{64}/;
const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';

/** Recognises and splits a secured key; null for a plain key and for anything that does not decode to one (A10). */
export function securedKeyParts(text: string): SecuredKeyParts | null {
  if (PLAIN_KEY.test(text)) return null;
  const decoded = decodeBase64(text);
  if (decoded === null || !MAC.test(decoded)) return null;
  const query = decoded.slice(64);
  return { mac: decoded.slice(0, 64), query, restrictions: parseParameters(query) };
}

/** Base64 (both alphabets, padding optional) of UTF-8 text; null when it is not that. */
function decodeBase64(text: string): string | null {
  const digits = text
    .replaceAll('-', '+')
    .replaceAll('_', '/')
    .replace(/={0,2}$/, '');
  if (digits.length % 4 === 1 || !/^[A-Za-z0-9+/]+$/.test(digits)) return null;
  let escaped = '';
  let buffer = 0;
  let bits = 0;
  for (const digit of digits) {
    buffer = ((buffer << 6) | ALPHABET.indexOf(digit)) & 0xffff;
    bits += 6;
    if (bits < 8) continue;
    bits -= 8;
    escaped += `%${((buffer >> bits) & 0xff).toString(16).padStart(2, '0')}`;
  }
  try {
    return decodeURIComponent(escaped);
  } catch {
    return null;
  }
}

/**
 * Seconds until the first `validUntil` of a secured key's query, negative when it has passed (A10); null when the key
 * holds none. `now` in Unix ms.
 */
export function securedKeyRemaining(parts: SecuredKeyParts, now: number): number | null {
  const digits = /validUntil=(\d+)/.exec(parts.query)?.[1];
  return digits === undefined ? null : Number(digits) - Math.round(now / 1000);
}

const stringsSchema = z.array(z.string());

/** The entries of a list-valued restriction: a JSON array (v3, v4) or joined by commas (v5), see A10. */
export function restrictionList(value: string): readonly string[] {
  const text = value.trim();
  if (text.startsWith('[')) {
    const parsed = stringsSchema.safeParse(parseJson(text));
    if (parsed.success) return parsed.data;
  }
  return text === '' ? [] : text.split(',');
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
