import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { describe, expect, it } from 'vitest';

const root = path.resolve(import.meta.dirname, '../..');

function attempt(
  args: readonly string[],
  env: Readonly<Record<string, string | undefined>>,
): { code: number | null; said: string } {
  const { status, stderr } = spawnSync(
    process.execPath,
    [path.join(root, 'scripts', 'package.mjs'), ...args],
    {
      encoding: 'utf8',
      env: { ...process.env, ELECTRON_OVERRIDE_DIST_PATH: undefined, ...env },
    },
  );
  return { code: status, said: stderr };
}

describe('npm run package', () => {
  it('refuses a runtime that is named by the environment', () => {
    const { code, said } = attempt([], { ELECTRON_OVERRIDE_DIST_PATH: '/anywhere' });
    expect(code).toBe(1);
    expect(said).toContain('packages are made from the official Electron only');
  });

  it.each(['-c.electronDist=/anywhere', '--config.electronDownload.mirror=https://a.example/'])(
    'refuses %s',
    (option) => {
      const { code, said } = attempt([option], {});
      expect(code).toBe(1);
      expect(said).toContain('never packaged');
    },
  );
});
