import { createRequire } from 'node:module';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { Ajv } from 'ajv';
import { load } from 'js-yaml';
import { describe, expect, it } from 'vitest';

const root = path.resolve(import.meta.dirname, '../..');
const require = createRequire(import.meta.url);

async function configuration(): Promise<Record<string, unknown>> {
  return load(await readFile(path.join(root, 'electron-builder.yml'), 'utf8')) as Record<string, unknown>;
}

/** The builder's schema names every fuse it knows. */
async function schema(): Promise<{
  definitions: { FuseOptionsV1: { properties: Record<string, unknown> } };
}> {
  const folder = path.dirname(require.resolve('app-builder-lib/package.json'));
  return JSON.parse(await readFile(path.join(folder, 'scheme.json'), 'utf8')) as never;
}

describe('electron-builder.yml', () => {
  it("passes the builder's own schema", async () => {
    const validate = new Ajv({ strict: false, allErrors: true, validateFormats: false }).compile(
      await schema(),
    );
    const valid = validate(await configuration());
    expect(validate.errors ?? []).toEqual([]);
    expect(valid).toBe(true);
  });

  it("is refused by the builder's schema when a member is misspelt", async () => {
    const validate = new Ajv({ strict: false, validateFormats: false }).compile(await schema());
    expect(validate({ ...(await configuration()), asarUnpak: [] })).toBe(false);
  });

  it('decides every fuse that the builder knows', async () => {
    const { electronFuses } = await configuration();
    const undecided = new Set(Object.keys((await schema()).definitions.FuseOptionsV1.properties));
    // Only says how the ad-hoc signature is renewed after flipping; it is no fuse.
    undecided.delete('resetAdHocDarwinSignature');
    expect(Object.keys(electronFuses as object).toSorted()).toEqual([...undecided].toSorted());
  });

  it('closes the binary: no Node, no options from outside, only the signed archive', async () => {
    expect((await configuration())['electronFuses']).toMatchObject({
      runAsNode: false,
      enableNodeOptionsEnvironmentVariable: false,
      enableNodeCliInspectArguments: false,
      grantFileProtocolExtraPrivileges: false,
      enableCookieEncryption: true,
      enableEmbeddedAsarIntegrityValidation: true,
      onlyLoadAppFromAsar: true,
    });
  });

  it('makes a deb, an AppImage, a dmg and an nsis installer, with both native modules beside the archive', async () => {
    expect(await configuration()).toMatchObject({
      npmRebuild: false,
      asarUnpack: ['node_modules/better-sqlite3/**', 'node_modules/keytar/**'],
      linux: { target: ['deb', 'AppImage'] },
      mac: { target: ['dmg'] },
      win: { target: ['nsis'] },
    });
  });

  it('ships no switch that opens the sandbox', async () => {
    expect(await readFile(path.join(root, 'electron-builder.yml'), 'utf8')).not.toContain('no-sandbox');
  });
});
