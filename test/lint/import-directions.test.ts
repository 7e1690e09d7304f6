import { beforeAll, describe, expect, it } from 'vitest';
import { lintPlanted, type Findings } from './planted-tree';

/** Kinds of the planted tree: their folders make them kinds. */
const kinds = ['alpha', 'beta'];

/** Importing file, what it imports, and whether design.md ("The house") allows it. */
const imports = [
  // shared/: contract → kinds → scopes, policy, keys, audit → errors
  ['shared/errors.ts', '../electron/cache/cache', false],
  ['shared/errors.ts', './scopes/family', false],
  // shared/scopes could stand alone
  ['shared/scopes/one.ts', '../errors', false],
  ['shared/scopes/three.ts', 'zod', false],
  ['shared/scopes/four.ts', './family', true],
  ['shared/scopes/two.ts', '../kinds/kind', false],
  ['shared/policy/one.ts', '../ids', true],
  ['shared/policy/two.ts', '../kinds/registry', false],
  ['shared/keys/one.ts', '../contract/keys', false],
  ['shared/keys/two.ts', '../scopes/family', true],
  ['shared/audit/one.ts', '../contract/keys', false],
  ['shared/audit/two.ts', '../keys/record', true],
  ['shared/audit/three.ts', '../kinds/alpha/spec', false],
  ['shared/kinds/kind-one.ts', '../policy/request', true],
  ['shared/kinds/kind-two.ts', '../contract/keys', false],
  ['shared/kinds/kind-three.ts', './alpha/spec', false],
  ['shared/kinds/alpha/one.ts', '../kind', true],
  ['shared/kinds/alpha/two.ts', '../beta/spec', false],
  ['shared/kinds/alpha/three.ts', '../registry', false],
  ['shared/kinds/alpha/four.ts', '../../scopes/family', true],
  ['shared/kinds/registry.ts', './alpha/spec', true],
  ['shared/contract/one.ts', '../kinds/registry', true],
  ['shared/contract/two.ts', '../kinds/alpha/spec', false],
  ['shared/contract/three.ts', '../../renderer/bridge', false],
  // shared/ is pure: no Node, no Electron, no library but zod
  ['shared/keys/four.ts', 'node:crypto', false],
  ['shared/keys/five.ts', 'electron', false],
  ['shared/keys/six.ts', 'react', false],
  ['shared/keys/seven.ts', 'zod', true],

  // the two processes meet in shared/ only
  ['renderer/app/one.tsx', '#electron/services/keys', false],
  ['renderer/app/two.tsx', '../../electron/services/keys', false],
  ['renderer/app/three.tsx', '#shared/contract/keys', true],
  ['electron/services/one.ts', '../../renderer/bridge', false],
  ['electron/services/two.ts', '#shared/contract/keys', true],
  ['electron/services/nine.ts', '../../test/support/server', false],

  // electron/: services → clusters | cache | vault (interfaces) → shared
  ['electron/services/three.ts', '../clusters/adapter', true],
  ['electron/services/four.ts', '../cache/cache', true],
  ['electron/services/five.ts', '../vault/vault', true],
  ['electron/services/six.ts', '../cache/repositories/keys', false],
  ['electron/services/seven.ts', '../vault/process', false],
  ['electron/services/eight.ts', '../app/window', false],
  ['electron/services/ten.ts', '../clusters/alpha/adapter', false],
  ['electron/services/eleven.ts', '../bridge/dispatcher', false],
  ['electron/services/twelve.ts', '../practice/server', false],
  ['electron/clusters/one.ts', '../services/keys', false],
  ['electron/clusters/two.ts', '../cache/cache', false],
  ['electron/clusters/three.ts', './alpha/adapter', false],
  ['electron/clusters/registry.ts', './alpha/adapter', true],
  ['electron/clusters/alpha/one.ts', '#shared/kinds/alpha/spec', true],
  ['electron/clusters/alpha/two.ts', '#shared/kinds/beta/spec', false],
  ['electron/clusters/alpha/three.ts', '../beta/adapter', false],
  ['electron/cache/one.ts', '../services/keys', false],
  ['electron/cache/two.ts', '../clusters/adapter', false],
  ['electron/cache/three.ts', '#shared/ids', true],
  ['electron/vault/one.ts', '../cache/cache', false],
  ['electron/vault/two.ts', '#shared/errors', true],
  ['electron/practice/one.ts', '../cache/store', false],
  ['electron/practice/two.ts', '../services/keys', false],
  ['electron/practice/three.ts', '#shared/kinds/registry', true],
  ['electron/practice/four.ts', './alpha/routes', false],
  ['electron/practice/registry.ts', './alpha/routes', true],
  ['electron/practice/alpha/one.ts', '#shared/kinds/alpha/decide', true],
  ['electron/bridge/one.ts', '../services/keys', true],
  ['electron/bridge/two.ts', '../cache/repositories/keys', false],
  ['electron/main.ts', './services/keys', true],

  // electron itself: main.ts, app/, bridge/ and the vault's process entry
  ['electron/app/one.ts', 'electron', true],
  ['electron/bridge/three.ts', 'electron', true],
  ['electron/vault/process.ts', 'electron', true],
  ['electron/vault/three.ts', 'electron', false],
  ['electron/cache/four.ts', 'electron', false],
  ['electron/clusters/four.ts', 'electron', false],
  ['electron/services/thirteen.ts', 'electron', false],
  ['electron/services/fourteen.ts', 'electron/main', false],
  ['electron/practice/five.ts', 'electron', false],
  ['renderer/app/four.tsx', 'electron', false],
  // the native modules have one home each
  ['electron/cache/five.ts', 'better-sqlite3', true],
  ['electron/services/fifteen.ts', 'better-sqlite3', false],
  ['electron/vault/four.ts', 'keytar', true],
  ['electron/services/sixteen.ts', 'keytar', false],
  ['electron/services/seventeen.ts', 'react', false],
  ['renderer/app/five.tsx', 'node:fs', false],
  ['renderer/app/six.tsx', 'react', true],

  // renderer/
  ['renderer/ui/one.tsx', '../features/keys', false],
  ['renderer/ui/two.tsx', '../app/routes', false],
  ['renderer/ui/three.tsx', '../bridge', false],
  ['renderer/ui/four.tsx', './button', true],
  ['renderer/features/keys/one.tsx', '../../ui/button', true],
  ['renderer/features/keys/two.tsx', '../clusters/cluster-form', false],
  ['renderer/features/keys/three.tsx', '../clusters', true],
  ['renderer/features/keys/four.tsx', './table/row', true],
  ['renderer/features/keys/table/five.tsx', '../../clusters/cluster-form', false],
  ['renderer/features/keys/six.tsx', '../key-editor/alpha/fields', false],
  ['renderer/features/key-editor/one.tsx', './alpha/fields', false],
  ['renderer/features/key-editor/two.tsx', './registry', true],
  ['renderer/features/key-editor/registry.ts', './alpha/fields', true],
  ['renderer/features/key-editor/alpha/one.tsx', '#shared/kinds/alpha/spec', true],
  ['renderer/features/key-editor/alpha/two.tsx', '#shared/kinds/beta/spec', false],
  ['renderer/features/key-editor/alpha/three.tsx', '../section', true],
  ['renderer/features/key-editor/three.tsx', '#shared/kinds/alpha/spec', false],
  ['renderer/app/seven.tsx', '../features/keys/table', false],
  ['renderer/app/eight.tsx', '../features/keys', true],
  ['renderer/bridge.ts', './app/routes', false],
] as const;

/** Other ways to write an import; each must be seen too. */
const forms = [
  ['type import', "import type { A } from '../contract/keys';\nexport type B = A;"],
  ['export from', "export { a } from '../contract/keys';"],
  ['export all', "export * from '../contract/keys';"],
  ['dynamic import', "export const load = () => import('../contract/keys');"],
  ['import type expression', "export type A = import('../contract/keys').A;"],
  ['side effect', "import '../contract/keys';"],
  ['alias', "import { a } from '#shared/contract/keys';\nexport const b = a;"],
] as const;

const fileOfForm = (form: string) => `shared/scopes/form-${form.replaceAll(' ', '-')}.ts`;
let findings: Findings;

/** One planted file can stand for several rows: it then holds all of their imports. */
beforeAll(async () => {
  const files = new Map<string, string>();
  for (const kind of kinds)
    files.set(`shared/kinds/${kind}/placeholder.ts`, 'export const placeholder = true;\n');
  imports.forEach(([file, target], index) => {
    const line = `import { part as part${index} } from '${target}';\nexport const used${index} = part${index};\n`;
    files.set(file, (files.get(file) ?? '') + line);
  });
  for (const [form, text] of forms) files.set(fileOfForm(form), text);
  files.set('shared/rooms-unheard-of/one.ts', 'export const lonely = true;\n');
  files.set('electron/cache/to-nowhere.ts', "import { a } from '../unheard-of/one';\nexport const b = a;\n");
  files.set(
    'shared/scopes/circle-one.ts',
    "import { two } from './circle-two';\nexport const one = () => two;\n",
  );
  files.set(
    'shared/scopes/circle-two.ts',
    "import { one } from './circle-one';\nexport const two = () => one;\n",
  );
  files.set(
    'shared/keys/circle-three.ts',
    "import type { Four } from './circle-four';\nexport interface Three { readonly four: Four }\n",
  );
  files.set(
    'shared/keys/circle-four.ts',
    "import type { Three } from './circle-three';\nexport interface Four { readonly three: Three }\n",
  );
  findings = await lintPlanted(files);
});

const directionsIn = (file: string) =>
  (findings.get(file) ?? []).filter((line) => line.startsWith('castellan(directions)'));

describe('imports run one way through the house', () => {
  const perFile = Map.groupBy(imports, ([file]) => file);
  it.each([...perFile])('%s', (file, rows) => {
    const refused = rows.filter(([, , allowed]) => !allowed);
    expect(directionsIn(file)).toHaveLength(refused.length);
  });

  it.each(forms)('sees an import written as %s', (form) => {
    expect(directionsIn(fileOfForm(form))).toHaveLength(1);
  });

  it('refuses an import from a folder that nobody described', () => {
    expect(directionsIn('electron/cache/to-nowhere.ts')).toEqual([expect.stringContaining('no known room')]);
  });

  it('refuses circles, of types too', () => {
    for (const name of ['scopes/circle-one', 'scopes/circle-two', 'keys/circle-three', 'keys/circle-four']) {
      expect(findings.get(`shared/${name}.ts`)).toEqual([expect.stringContaining('import(no-cycle)')]);
    }
  });
});
