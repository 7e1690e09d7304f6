import { AppError } from '#shared/errors';
import { shell } from 'electron';
import { allowedExternalUrl } from './allowed-url';

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
