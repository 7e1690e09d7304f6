import react from '@vitejs/plugin-react';
import { defineConfig } from 'electron-vite';
import path from 'node:path';
import type { Plugin } from 'vite';

const here = import.meta.dirname;
const at = (...parts: string[]) => path.join(here, ...parts);

/** Native modules stay outside the bundles; everything else goes in. */
const native = ['electron', 'better-sqlite3', 'keytar'];

/** Every program of the main side: the application, its threads and processes, and the practice cluster alone. */
const mainEntries = {
  main: at('electron/main.ts'),
  'cache-worker': at('electron/cache/worker.ts'),
  'preparing-thread': at('electron/cache/sync/preparing-thread.ts'),
  'vault-process': at('electron/vault/process.ts'),
  'practice-worker': at('electron/practice/worker.ts'),
  'practice-cli': at('electron/practice/cli.ts'),
};

/**
 * The built page's script as a classic one: V8 keeps all functions of those compiled (electron/app/window-options.ts),
 * of modules only those that ran at once, and compiling the others is a tenth of the start.
 */
const classicScript: Plugin = {
  name: 'classic-script',
  apply: 'build',
  enforce: 'post',
  transformIndexHtml: (html) => html.replace('<script type="module" crossorigin', '<script defer'),
};

export default defineConfig({
  main: {
    build: {
      outDir: at('out/main'),
      // Node 20 is what the oldest Electron that Castellan runs on brings.
      target: 'node20',
      sourcemap: true,
      externalizeDeps: { include: native, exclude: [] },
      rolldownOptions: {
        input: mainEntries,
        external: native,
        output: { format: 'es', entryFileNames: '[name].js', chunkFileNames: 'chunks/[name]-[hash].js' },
      },
    },
  },
  preload: {
    build: {
      outDir: at('out/preload'),
      target: 'node20',
      // A sandboxed preload can require nothing but electron: one file, everything inside.
      externalizeDeps: false,
      rolldownOptions: {
        input: { preload: at('electron/bridge/preload.ts') },
        external: ['electron'],
        output: { format: 'cjs', entryFileNames: '[name].cjs', codeSplitting: false },
      },
    },
  },
  renderer: {
    root: at('renderer'),
    plugins: [react(), classicScript],
    build: {
      outDir: at('out/renderer'),
      target: 'chrome130',
      minify: true,
      // One stylesheet, as a file: beside a classic script Vite would put it into the script.
      cssCodeSplit: false,
      rolldownOptions: {
        input: at('renderer/index.html'),
        output: { format: 'iife', codeSplitting: false },
      },
    },
  },
});
