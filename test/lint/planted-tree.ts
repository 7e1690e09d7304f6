import { execFile } from 'node:child_process';
import { cp, mkdir, mkdtemp, realpath, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { z } from 'zod';

const root = path.resolve(import.meta.dirname, '../..');
const copied = ['.oxlintrc.json', 'scripts/lint', 'tsconfig.base.json', 'tsconfig.json'];
const rooms = ['shared', 'electron', 'renderer', 'test'];

const Report = z.object({
  diagnostics: z.array(z.object({ code: z.string().optional(), message: z.string(), filename: z.string() })),
});

/** What the linter said, file by file: `code message` lines. */
export type Findings = ReadonlyMap<string, readonly string[]>;

/**
 * Lints a tree of its own in a temporary folder, with the project's configuration and the given files
 * (path from the root → text), and answers what was found in each of them.
 */
export async function lintPlanted(files: ReadonlyMap<string, string>): Promise<Findings> {
  const folder = await realpath(await mkdtemp(path.join(tmpdir(), 'castellan-lint-')));
  try {
    for (const name of copied) await cp(path.join(root, name), path.join(folder, name), { recursive: true });
    for (const room of rooms) {
      await mkdir(path.join(folder, room));
      await cp(path.join(root, room, 'tsconfig.json'), path.join(folder, room, 'tsconfig.json'));
    }
    await symlink(path.join(root, 'node_modules'), path.join(folder, 'node_modules'), 'junction');
    for (const [name, text] of files) {
      await mkdir(path.dirname(path.join(folder, name)), { recursive: true });
      await writeFile(path.join(folder, name), text);
    }
    return byFile(await lint(folder));
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

function lint(folder: string): Promise<string> {
  const oxlint = path.join(root, 'node_modules', 'oxlint', 'bin', 'oxlint');
  return new Promise((resolve, reject) => {
    // Exit code 1 says that something was found; anything that is not a report is refused by the parser.
    execFile(
      process.execPath,
      [oxlint, '-f', 'json', ...rooms],
      { cwd: folder, maxBuffer: 64 * 1024 * 1024 },
      (error, stdout, stderr) => {
        if (stdout.trimStart().startsWith('{')) resolve(stdout);
        else reject(new Error(`The linter gave no report: ${stdout}${stderr}${error?.message ?? ''}`));
      },
    );
  });
}

function byFile(report: string): Findings {
  const found = new Map<string, string[]>();
  for (const { code, message, filename } of Report.parse(JSON.parse(report)).diagnostics) {
    const name = filename.split(path.sep).join('/');
    found.set(name, [...(found.get(name) ?? []), `${code ?? ''} ${message}`]);
  }
  return found;
}
