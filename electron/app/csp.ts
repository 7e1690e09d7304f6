/**
 * The page's content security policy (anchors 3.9): scripts and styles are files of the application itself,
 * nothing is fetched, framed or sent anywhere. `styleNonce` lets one page carry its own style element: the one
 * that is shown when the application's files may not be readable.
 */
export function contentSecurityPolicy(styleNonce?: string): string {
  return [
    "default-src 'none'",
    "script-src 'self'",
    styleNonce === undefined ? "style-src 'self'" : `style-src 'nonce-${styleNonce}'`,
    "img-src 'self' data:",
    "font-src 'self'",
    "connect-src 'none'",
    "object-src 'none'",
    "frame-src 'none'",
    "worker-src 'none'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join('; ');
}

/**
 * Headers of every answer of the app:// protocol beside the policy. No Cross-Origin-Opener-Policy: no window can be
 * opened here whose opener it would cut off, and for it Chromium throws away the process that it has prepared for the
 * page and starts another one, on every start.
 */
export const SECURITY_HEADERS = {
  'Cross-Origin-Resource-Policy': 'same-origin',
  'Permissions-Policy': 'camera=(), display-capture=(), geolocation=(), microphone=(), usb=()',
  'Referrer-Policy': 'no-referrer',
  'X-Content-Type-Options': 'nosniff',
  'X-Frame-Options': 'DENY',
} as const;
