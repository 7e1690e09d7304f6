import { createHmac } from 'node:crypto';

/** Makes a secured key out of a URL-encoded text of restrictions, which is signed as it stands (key-apis A10). */
export function secure(parent: string, query: string): string {
  const mac = createHmac('sha256', parent).update(query).digest('hex');
  return Buffer.from(mac + query).toString('base64');
}
