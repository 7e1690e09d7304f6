import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';

/** The part of a base64 text that is the same wherever the secret begins in what was encoded. */
function base64Cores(bytes: Buffer): readonly string[] {
  return [0, 1, 2].map((offset) => {
    const text = Buffer.concat([Buffer.alloc(offset), bytes]).toString('base64');
    const first = offset === 0 ? 0 : offset + 1;
    return text.slice(first, text.length - 4);
  });
}

/** The byte sequences by which a secret shows itself: as it is, percent-encoded, base64 (both alphabets), hex, UTF-16. */
export function formsOf(secret: string): readonly Buffer[] {
  const bytes = Buffer.from(secret, 'utf8');
  const cores = base64Cores(bytes);
  const texts = [
    secret,
    encodeURIComponent(secret),
    JSON.stringify(secret).slice(1, -1),
    ...cores,
    ...cores.map((core) => core.replaceAll('+', '-').replaceAll('/', '_')),
    bytes.toString('hex'),
    bytes.toString('hex').toUpperCase(),
  ];
  return [...new Set(texts)].map((text) => Buffer.from(text)).concat(Buffer.from(secret, 'utf16le'));
}

/** Whether the bytes hold one of the secrets in any form. */
export function holdsAny(content: Buffer | string, secrets: readonly string[]): boolean {
  const bytes = typeof content === 'string' ? Buffer.from(content, 'utf8') : content;
  return secrets.some((secret) => formsOf(secret).some((form) => bytes.includes(form)));
}

/** The files below a folder whose bytes hold one of the secrets in any form, relative to it. */
export async function filesHolding(folder: string, secrets: readonly string[]): Promise<readonly string[]> {
  const found: string[] = [];
  for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue;
    const file = path.join(entry.parentPath, entry.name);
    if (holdsAny(await readFile(file), secrets)) found.push(path.relative(folder, file));
  }
  return found;
}
