import { beforeAll, describe, expect, it } from 'vitest';
import { lintPlanted, type Findings } from './planted-tree';

/** Rule, file, a text that breaks the rule, and one that does not. */
const rules = [
  {
    rule: 'castellan(one-place)',
    broken: [
      'electron/services/a1.ts',
      "import { ipcRenderer } from 'electron';\nexport const x = ipcRenderer;\n",
    ],
    kept: [
      'electron/bridge/preload.ts',
      "import { ipcRenderer } from 'electron';\nexport const x = ipcRenderer;\n",
    ],
  },
  {
    rule: 'castellan(one-place)',
    broken: [
      'electron/app/a2.ts',
      "import { shell } from 'electron';\nvoid shell.openExternal('https://a.example');\n",
    ],
    kept: [
      'electron/app/external-links.ts',
      "import { shell } from 'electron';\nvoid shell.openExternal('https://a.example');\n",
    ],
  },
  {
    rule: 'castellan(one-place)',
    broken: ['electron/app/a3.ts', "import { shell as s } from 'electron';\nexport const open = s;\n"],
    kept: ['electron/app/k3.ts', "import { shell } from 'electron';\nshell.beep();\n"],
  },
  {
    rule: 'castellan(one-place)',
    broken: [
      'electron/app/a4.ts',
      "import { shell } from 'electron';\nexport const { openExternal } = shell;\n",
    ],
    kept: ['electron/app/k4.ts', "import { shell } from 'electron';\nexport const { beep } = shell;\n"],
  },
  {
    rule: 'castellan(one-place)',
    broken: ['renderer/app/a5.ts', 'export const call = () => window.castellan;\n'],
    kept: ['renderer/bridge.ts', 'export const call = () => window.castellan;\n'],
  },
  {
    rule: 'castellan(one-place)',
    broken: ['renderer/app/a6.ts', 'export const { castellan } = globalThis;\n'],
    kept: ['renderer/app/k6.ts', 'export const { location } = globalThis;\n'],
  },
  {
    rule: 'castellan(one-place)',
    broken: ['renderer/app/a7.ts', "export const write = (e: Element) => void (e.innerHTML = '<b>');\n"],
    kept: ['renderer/app/k7.ts', "export const write = (e: Element) => void (e.textContent = '<b>');\n"],
  },
  {
    rule: 'react(no-danger)',
    broken: [
      'renderer/app/a8.tsx',
      "export const X = () => <p dangerouslySetInnerHTML={{ __html: '' }} />;\n",
    ],
    kept: ['renderer/app/k8.tsx', "export const X = () => <p>{'<b>'}</p>;\n"],
  },
  {
    rule: 'castellan(one-place)',
    broken: ['electron/app/a9.ts', "process.env['NODE_TLS_REJECT_UNAUTHORIZED'] = '0';\n"],
    kept: ['electron/app/k9.ts', "process.env['CASTELLAN_PROFILE'] = '0';\n"],
  },
  {
    rule: 'castellan(one-place)',
    broken: [
      'electron/app/b1.ts',
      "import { app } from 'electron';\napp.on('certificate-error', (e) => e.preventDefault());\n",
    ],
    kept: [
      'electron/app/l1.ts',
      "import { app } from 'electron';\napp.on('activate', (e) => e.preventDefault());\n",
    ],
  },
  {
    rule: 'castellan(one-place)',
    broken: [
      'electron/app/b2.ts',
      "import type { Session } from 'electron';\nexport const f = (s: Session) => s.setCertificateVerifyProc((_r, done) => done(0));\n",
    ],
    kept: [
      'electron/app/pinned-session.ts',
      "import type { Session } from 'electron';\nexport const f = (s: Session) => s.setCertificateVerifyProc((_r, done) => done(-3));\n",
    ],
  },
  {
    rule: 'castellan(one-place)',
    broken: [
      'electron/app/b3.ts',
      "import { app } from 'electron';\napp.commandLine.appendSwitch('no-sandbox');\n",
    ],
    kept: [
      'electron/app/l3.ts',
      "import { app } from 'electron';\nexport const given = app.commandLine.hasSwitch('lang');\n",
    ],
  },
  {
    rule: 'castellan(one-place)',
    broken: ['electron/app/b4.ts', "import { shell } from 'electron';\nvoid shell.openPath('/etc');\n"],
    kept: [
      'electron/app/app-handlers.ts',
      "import { shell } from 'electron';\nvoid shell.openPath('/etc');\n",
    ],
  },
  {
    rule: 'castellan(tls-checks)',
    broken: ['electron/clusters/a10.ts', 'export const options = { rejectUnauthorized: false };\n'],
    kept: ['electron/clusters/k10.ts', 'export const options = { rejectUnauthorized: true };\n'],
  },
  {
    rule: 'castellan(pure)',
    broken: ['shared/keys/a11.ts', 'export const now = () => Date.now();\n'],
    kept: ['shared/keys/k11.ts', 'export const at = (ms: number) => new Date(ms);\n'],
  },
  {
    rule: 'castellan(pure)',
    broken: ['shared/keys/a12.ts', 'export const id = () => Math.random();\n'],
    kept: ['shared/keys/k12.ts', 'export const id = (random: () => number) => random();\n'],
  },
  {
    rule: 'castellan(no-kind-branch)',
    broken: ['renderer/app/a13.ts', "export const show = (kind: string) => kind === 'alpha';\n"],
    kept: ['renderer/app/k13.ts', "export const show = (state: string) => state === 'offline';\n"],
  },
  {
    rule: 'castellan(bound-sql)',
    broken: [
      'electron/cache/a14.ts',
      'export const find = (d: { prepare(s: string): void }, id: string) => d.prepare(`SELECT ${id}`);\n',
    ],
    kept: [
      'electron/cache/k14.ts',
      "const COLUMNS = 'a, b';\nexport const find = (d: { prepare(s: string): void }) => d.prepare(`SELECT ${COLUMNS} FROM t`);\n",
    ],
  },
  {
    rule: 'castellan(reasons)',
    broken: ['shared/keys/a15.ts', '/* oxlint-disable eslint/no-console */\nexport const a = 1;\n'],
    kept: ['shared/keys/k15.ts', '/* The linter is content. */\nexport const a = 1;\n'],
  },
  {
    rule: 'typescript(no-explicit-any)',
    broken: ['shared/keys/a16.ts', 'export const a = (x: any): unknown => x;\n'],
    kept: ['shared/keys/k16.ts', 'export const a = (x: unknown): unknown => x;\n'],
  },
  {
    rule: 'typescript(no-non-null-assertion)',
    broken: ['shared/keys/a17.ts', 'export const a = (x?: string): string => x!;\n'],
    kept: ['shared/keys/k17.ts', "export const a = (x?: string): string => x ?? '';\n"],
  },
  {
    rule: 'typescript(consistent-type-assertions)',
    broken: ['shared/keys/a18.ts', 'export const a = (x: unknown): string => x as string;\n'],
    kept: ['shared/keys/k18.ts', "export const a = ['x'] as const;\n"],
  },
  {
    rule: 'import(no-default-export)',
    broken: ['shared/keys/a19.ts', 'const a = 1;\nexport default a;\n'],
    kept: ['shared/keys/k19.ts', 'export const a = 1;\n'],
  },
  {
    rule: 'typescript(no-floating-promises)',
    broken: [
      'electron/services/a20.ts',
      'const later = async () => {};\nexport const go = () => { later(); };\n',
    ],
    kept: [
      'electron/services/k20.ts',
      'const later = async () => {};\nexport const go = () => { void later(); };\n',
    ],
  },
  {
    rule: 'typescript(switch-exhaustiveness-check)',
    broken: [
      'shared/keys/a21.ts',
      "export function a(x: 'p' | 'q'): number {\n  switch (x) {\n    case 'p':\n      return 1;\n  }\n  return 2;\n}\n",
    ],
    kept: [
      'shared/keys/k21.ts',
      "export function a(x: 'p' | 'q'): number {\n  switch (x) {\n    case 'p':\n      return 1;\n    case 'q':\n      return 2;\n  }\n}\n",
    ],
  },
  {
    rule: 'react(rules-of-hooks)',
    broken: [
      'renderer/app/a22.tsx',
      "import { useState } from 'react';\nexport function A({ on }: { readonly on: boolean }) {\n  if (on) useState(1);\n  return null;\n}\n",
    ],
    kept: [
      'renderer/app/k22.tsx',
      "import { useState } from 'react';\nexport function A() {\n  const [n] = useState(1);\n  return n;\n}\n",
    ],
  },
  {
    rule: 'react(exhaustive-deps)',
    broken: [
      'renderer/app/a23.tsx',
      "import { useEffect } from 'react';\nexport function A({ n }: { readonly n: number }) {\n  useEffect(() => {\n    document.title = `${n}`;\n  }, []);\n  return null;\n}\n",
    ],
    kept: [
      'renderer/app/k23.tsx',
      "import { useEffect } from 'react';\nexport function A({ n }: { readonly n: number }) {\n  useEffect(() => {\n    document.title = `${n}`;\n  }, [n]);\n  return null;\n}\n",
    ],
  },
  {
    rule: 'unicorn(filename-case)',
    broken: ['renderer/app/ClusterList.tsx', 'export const A = 1;\n'],
    kept: ['renderer/app/cluster-list.tsx', 'export const A = 1;\n'],
  },
  {
    rule: 'eslint(no-console)',
    broken: ['electron/services/a25.ts', "export const a = () => console.log('x');\n"],
    kept: ['test/unit/k25.ts', "export const a = () => console.log('x');\n"],
  },
] as const satisfies readonly {
  rule: string;
  broken: readonly [string, string];
  kept: readonly [string, string];
}[];

let broken: Findings;
let kept: Findings;

beforeAll(async () => {
  const kind = ['shared/kinds/alpha/placeholder.ts', 'export const placeholder = true;\n'] as const;
  broken = await lintPlanted(new Map([kind, ...rules.map((row) => row.broken)]));
  kept = await lintPlanted(new Map([kind, ...rules.map((row) => row.kept)]));
});

const saidBy = (rule: string, lines: readonly string[] = []) =>
  lines.filter((line) => line.replace('react-hooks(', 'react(').startsWith(rule));

describe('the linter', () => {
  it.each(rules)('refuses what $rule forbids ($broken.0)', ({ rule, broken: [file] }) => {
    expect(saidBy(rule, broken.get(file))).toHaveLength(1);
  });

  it.each(rules)('accepts what $rule allows ($kept.0)', ({ rule, kept: [file] }) => {
    expect(saidBy(rule, kept.get(file))).toEqual([]);
  });
});
