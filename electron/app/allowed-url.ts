/** Hosts whose pages the interface links to. */
const ALLOWED_HOSTS: ReadonlySet<string> = new Set([
  'www.algolia.com',
  'dashboard.algolia.com',
  'support.algolia.com',
]);

/**
 * The address to open in the browser, normalised, or null when it may not be opened (anchors 3.12): https on the
 * usual port, a host of the allow-list, no user name or password in it.
 */
export function allowedExternalUrl(text: string): string | null {
  if (!URL.canParse(text)) return null;
  const url = new URL(text);
  const plain = url.protocol === 'https:' && url.port === '' && url.username === '' && url.password === '';
  return plain && ALLOWED_HOSTS.has(url.hostname) ? url.href : null;
}
