import { readFileSync } from 'node:fs';

/**
 * Reads a small file of the profile that is needed at once; null when it is missing, unreadable or refused by
 * `accept`. Such files hold conveniences, so a damaged one is as good as none.
 */
export function readJsonFile<T>(file: string, accept: (value: unknown) => T | null): T | null {
  try {
    return accept(JSON.parse(readFileSync(file, 'utf8')));
  } catch {
    return null;
  }
}

/** Replaces a file in one step, readable by the user alone: a crash leaves the old or the new content, never half. */
export async function writeJsonFile(file: string, value: unknown): Promise<void> {
  const { default: writeFileAtomic } = await import('write-file-atomic');
  await writeFileAtomic(file, `${JSON.stringify(value, null, 2)}\n`, { mode: 0o600 });
}
