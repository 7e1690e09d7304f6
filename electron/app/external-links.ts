import { AppError } from '#shared/errors';
import { shell } from 'electron';

/** Hosts whose pages the interface links to. */
const ALLOWED_HOSTS: ReadonlySet<string> = new Set([
  'www.algolia.com',
  'dashboard.algolia.com',
  'support.algolia.com',
]);

/**
 * The address to open, normalised, or null when it may not be opened (anchors 3.12): https on the usual port, a
 * host of the allow-list, no user name or password in it.
 */
export function allowedExternalUrl(text: string): string | null {
  if (!URL.canParse(text)) return null;
  const url = new URL(text);
  const plain = url.protocol === 'https:' && url.port === '' && url.username === '' && url.password === '';
  return plain && ALLOWED_HOSTS.has(url.hostname) ? url.href : null;
}

/** Opens a page in the browser; VALIDATION for an address outside the allow-list. The one way out of the window. */
export async function openExternal(text: string): Promise<null> {
  const url = allowedExternalUrl(text);
  if (url === null) {
    throw new AppError('VALIDATION', 'Castellan does not open this address.', {
      field: 'url',
      remedy: 'Copy the address and open it in a browser.',
    });
  }
  await shell.openExternal(url);
  return null;
}
