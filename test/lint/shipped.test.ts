import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it, vi } from 'vitest';
import { z } from 'zod';
import { machineSwitches as switchesOfScripts } from '../../scripts/setup/electron.mjs';
import { machineSwitches as switchesOfTests } from '../e2e/support/launch';

const root = path.resolve(import.meta.dirname, '../..');
const read = (name: string): string => readFileSync(path.join(root, name), 'utf8');

/** Files below folders of the project whose text holds something. */
function filesWith(text: string, folders: readonly string[]): readonly string[] {
  return folders
    .flatMap((folder) =>
      readdirSync(path.join(root, folder), { recursive: true, withFileTypes: true })
        .filter((entry) => entry.isFile())
        .map((entry) => path.relative(root, path.join(entry.parentPath, entry.name))),
    )
    .filter((name) => read(name).includes(text))
    .map((name) => name.split(path.sep).join('/'))
    .toSorted();
}

describe("Chromium's sandbox", () => {
  it('is switched off nowhere in the product: it names the switch to refuse it, and to heed it in tests', () => {
    expect(filesWith('no-sandbox', ['electron', 'shared', 'renderer'])).toEqual([
      'electron/app/debug-switches.ts',
      'electron/main.ts',
    ]);
    expect(read('electron/main.ts')).toContain(
      "if (app.isPackaged || !app.commandLine.hasSwitch('no-sandbox')) app.enableSandbox();",
    );
    expect(read('package.json')).not.toContain('sandbox');
    expect(read('electron-builder.yml')).not.toContain('sandbox');
  });

  it.runIf(process.platform === 'linux').each([
    ['the scripts', switchesOfScripts],
    ['the window tests', switchesOfTests],
  ])('is switched off by %s for root alone', (_whose, switches) => {
    expect(filesWith('no-sandbox', ['scripts'])).toEqual(['scripts/setup/electron.mjs']);
    vi.spyOn(process, 'getuid').mockReturnValue(1000);
    expect(switches()).not.toContain('--no-sandbox');
    vi.spyOn(process, 'getuid').mockReturnValue(0);
    expect(switches()).toContain('--no-sandbox');
  });
});

const Manifest = z.object({
  dependencies: z.record(z.string(), z.string()),
  optionalDependencies: z.record(z.string(), z.string()),
  devDependencies: z.record(z.string(), z.string()),
  allowScripts: z.record(z.string(), z.boolean()),
});
const Lock = z.object({
  packages: z.record(
    z.string(),
    z.object({
      version: z.string().optional(),
      resolved: z.string().optional(),
      integrity: z.string().optional(),
      hasInstallScript: z.boolean().optional(),
    }),
  ),
});

describe('what is installed', () => {
  const manifest = Manifest.parse(JSON.parse(read('package.json')));
  const packages = Object.entries(Lock.parse(JSON.parse(read('package-lock.json'))).packages).filter(
    ([name]) => name !== '',
  );

  it('is named by exact versions', () => {
    const wanted = {
      ...manifest.dependencies,
      ...manifest.optionalDependencies,
      ...manifest.devDependencies,
    };
    expect(
      Object.entries(wanted).filter(([, version]) => !/^(?:npm:[\w@/-]+@)?\d+\.\d+\.\d+$/.test(version)),
    ).toEqual([]);
  });

  it('is locked with a strong hash of every package, from a registry and from nowhere else', () => {
    expect(packages.length).toBeGreaterThan(100);
    expect(
      packages.filter(([, { integrity }]) => integrity?.startsWith('sha512-') !== true).map(([name]) => name),
    ).toEqual([]);
    const elsewhere = packages.filter(
      ([, { resolved }]) => resolved !== undefined && !resolved.startsWith('https://'),
    );
    expect(elsewhere).toEqual([]);
  });

  it('runs no install script that package.json has not decided on', () => {
    const withScript = packages
      .filter(([, { hasInstallScript }]) => hasInstallScript === true)
      .map(([name]) => name.slice(name.lastIndexOf('node_modules/') + 'node_modules/'.length));
    expect(withScript.filter((name) => !(name in manifest.allowScripts))).toEqual([]);
    expect(read('.npmrc')).toContain('strict-allow-scripts=true');
  });
});
