import { DataFolderError } from './database';

/** Why a practice cluster could not be started, in words for the person who started it. */
export function describeStartFailure(error: unknown, port: number): string {
  if (error instanceof DataFolderError) return error.message;
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  if (code === 'EADDRINUSE') return `Port ${port} is in use. Choose another one, or 0 for a free one.`;
  if (code === 'EACCES') return `Port ${port} may not be used by this user. Choose one above 1023, or 0.`;
  return `The practice cluster cannot be started: ${error instanceof Error ? error.message : String(error)}`;
}
