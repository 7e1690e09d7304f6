import { execFile } from 'node:child_process';
import { mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import type { AnyConnection, AnySpec } from '#shared/kinds/kind';
import { kindOf } from '#shared/kinds/registry';
import type { KindId } from '#shared/ids';
import { withSecret, type SnippetLanguage } from '#shared/kinds/snippet';

const run = promisify(execFile);

/** A key of a practice cluster and what is to be shown of it. */
export interface ShownKey {
  readonly kind: KindId;
  readonly spec: AnySpec;
  readonly connection: AnyConnection;
  readonly secret: string;
}

/** The code as it is copied, secret included. Throws for a use that the key does not have. */
export function codeFor(key: ShownKey, use: string, language: SnippetLanguage, resource = ''): string {
  const offered = kindOf(key.kind)
    .snippets.usesOf(key.spec)
    .find(({ id, languages }) => id === use && languages.includes(language));
  if (offered === undefined) throw new Error(`The key offers no ${use} in ${language}.`);
  return withSecret(offered.write(language, key.connection, resource), language, key.secret);
}

/** What a shell prints for a curl snippet. Rejects when the command fails. */
export async function runCurl(code: string): Promise<string> {
  return (await run('sh', ['-c', code])).stdout;
}

/** What Node prints for a JavaScript snippet, with this repository's packages. Rejects when it fails. */
export async function runJavaScript(code: string): Promise<string> {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'castellan-snippet-'));
  try {
    await symlink(path.resolve('node_modules'), path.join(folder, 'node_modules'));
    const file = path.join(folder, 'snippet.mjs');
    await writeFile(file, code);
    return (await run(process.execPath, [file])).stdout;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** Where Python is on this machine; null without one. */
export async function findPython(): Promise<string | null> {
  return run('python3', ['--version']).then(
    () => 'python3',
    () => null,
  );
}

/** Compiles a Python snippet without running it; rejects with the syntax error. */
export async function compilePython(python: string, code: string): Promise<void> {
  const script = 'import sys; compile(sys.argv[1], "snippet.py", "exec", dont_inherit=True)';
  await run(python, ['-W', 'error', '-c', script, code]);
}

/** Runs a Python snippet that needs no package; rejects when it fails. */
export async function runPython(python: string, code: string): Promise<string> {
  return (await run(python, ['-c', code])).stdout;
}
