import { defineConfig } from 'vitest/config';

const node = { environment: 'node' as const };
const ci = { exclude: ['**/node_modules/**'], restoreMocks: true, unstubGlobals: true, unstubEnvs: true };

/**
 * One project a suite. The suites that open sockets, keychains and programs get longer limits; the ones that
 * share the machine's single keyring run their files one after the other.
 */
export default defineConfig({
  test: {
    projects: [
      {
        test: {
          ...ci,
          ...node,
          name: 'unit',
          include: ['test/unit/**/*.test.ts'],
          exclude: [...ci.exclude, 'test/unit/renderer/**'],
        },
      },
      {
        test: {
          ...ci,
          name: 'renderer',
          environment: 'jsdom',
          include: ['test/unit/renderer/**/*.test.{ts,tsx}'],
          css: { modules: { classNameStrategy: 'non-scoped' } },
        },
      },
      { test: { ...ci, ...node, name: 'lint', include: ['test/lint/**/*.test.ts'], testTimeout: 60_000 } },
      {
        test: {
          ...ci,
          ...node,
          name: 'integration',
          include: ['test/integration/**/*.test.ts'],
          testTimeout: 60_000,
          hookTimeout: 60_000,
        },
      },
      {
        test: {
          ...ci,
          ...node,
          name: 'conformance',
          include: ['test/conformance/**/*.test.ts'],
          testTimeout: 60_000,
          hookTimeout: 60_000,
        },
      },
      {
        test: {
          ...ci,
          ...node,
          name: 'package',
          include: ['test/package/**/*.test.ts'],
          testTimeout: 180_000,
          hookTimeout: 180_000,
        },
      },
    ],
  },
});
