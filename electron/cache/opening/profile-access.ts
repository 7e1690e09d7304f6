import { closeSync, existsSync, openSync, unlinkSync } from 'node:fs';

const REFUSALS = ['EACCES', 'EPERM', 'EROFS'];

function isRefusal(thrown: unknown): boolean {
  return thrown instanceof Error && 'code' in thrown && REFUSALS.some((code) => code === thrown.code);
}

/** False when opening is refused; other failures (a full disk) say nothing about the right to write. */
function allowed(open: () => number): boolean {
  try {
    closeSync(open());
    return true;
  } catch (thrown) {
    return !isRefusal(thrown);
  }
}

/**
 * Whether the database file and files beside it may be written. It is tried, not read from permission bits: they
 * bind neither root nor a mount that is read-only.
 */
export function isWritable(file: string): boolean {
  if (existsSync(file) && !allowed(() => openSync(file, 'r+'))) return false;
  const probe = `${file}.probe`;
  const writable = allowed(() => openSync(probe, 'w', 0o600));
  if (existsSync(probe)) unlinkSync(probe);
  return writable;
}
