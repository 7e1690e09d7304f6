import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { compileFunction } from 'node:vm';
import { describe, expect, it } from 'vitest';

const built = path.resolve(import.meta.dirname, '../../out/preload/preload.cjs');

describe('the built preload', () => {
  it('requires nothing but electron and exposes one object', async () => {
    const required: string[] = [];
    const exposed: string[] = [];
    const electron = {
      contextBridge: { exposeInMainWorld: (name: string) => exposed.push(name) },
      ipcRenderer: {},
    };
    const load = (name: string): unknown => {
      required.push(name);
      return electron;
    };
    const text = await readFile(built, 'utf8');
    const body = compileFunction(text, ['require', 'module', 'exports']) as (
      ...given: readonly [typeof load, object, object]
    ) => void;
    body(load, { exports: {} }, {});
    expect(new Set(required)).toEqual(new Set(['electron']));
    expect(exposed).toEqual(['castellan']);
  });

  it('names no other module anywhere, in branches that did not run either', async () => {
    const text = await readFile(built, 'utf8');
    const named = [...text.matchAll(/\b(?:require|import)\s*\(\s*([^)]*)\)/g)].map(
      ([, argument]) => argument,
    );
    expect(new Set(named)).toEqual(new Set(['"electron"']));
    expect(text).not.toMatch(/^\s*(?:import|export)\s/m);
  });
});
