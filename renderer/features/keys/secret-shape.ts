/** What a text looks like that was put into the search box. */
export type SecretShape = 'plain' | 'secured' | 'other';

const SHORTEST = 24;
/** The bridge takes secrets of up to this length (contract, keys.findBySecret). */
export const LONGEST_SECRET = 1024;

/** A secured key is base64 of 64 hex characters and a query string (key-apis A10). */
function isSecured(text: string): boolean {
  if (!/^[A-Za-z0-9+/]+={0,2}$/.test(text) || text.length < 88) return false;
  try {
    return /^[0-9a-f]{64}/.test(atob(text));
  } catch {
    return false;
  }
}

/** A name is made of words and numbers: `prod_products_price_desc`, `https`, `2026`. */
function isName(text: string): boolean {
  return text
    .split(/[_\-./:]/)
    .every((part) => /^([A-Za-z]{0,20}|\d{0,8}|[A-Za-z]{1,20}\d{1,4})$/.test(part));
}

/**
 * Whether a text is to be taken for a whole secret: 32 hexadecimal characters (what the search protocol's keys
 * are), the form of a secured key, or at least 24 characters of a secret's alphabet that are not words. Null:
 * it is something to search for.
 */
export function secretShape(text: string): SecretShape | null {
  const candidate = text.trim();
  if (/^[0-9a-f]{32}$/i.test(candidate)) return 'plain';
  if (isSecured(candidate)) return 'secured';
  const long = candidate.length >= SHORTEST && /^[A-Za-z0-9+/=_-]+$/.test(candidate);
  return long && !isName(candidate) ? 'other' : null;
}
