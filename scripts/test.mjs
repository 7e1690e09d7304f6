// npm test: every check and every suite, in order, and a last line `N passed, N failed`.
// node scripts/test.mjs [stage…] runs some of them (npm run test:unit and the like).
import { existsSync, readFileSync } from 'node:fs';
import { mkdir, rm } from 'node:fs/promises';
import { ensureBuild } from './setup/build.mjs';
import { electronEnvironment, ensureElectron } from './setup/electron.mjs';
import { inRoot, root } from './setup/places.mjs';
import { preparePackages } from './setup/prepare.mjs';
import { handOver, main, say } from './setup/process.mjs';
import { inSession } from './setup/session.mjs';
import { ensureSystemPackages } from './setup/system.mjs';
import { underNode24 } from './setup/toolchain.mjs';

const MINUTE = 60_000;
const tool = (name) => inRoot('node_modules', ...name.split('/'));
const reportOf = (stage) => inRoot('test-results', `${stage}.json`);

const programs = [
  'shared',
  'electron',
  'electron/tsconfig.oldest.json',
  'renderer',
  'test',
  'tsconfig.tools.json',
];

/** A stage is a list of checks (each counts as one) or a suite (its tests are counted). */
const stages = {
  format: {
    checks: [['formatting', [tool('prettier/bin/prettier.cjs'), '--check', '--log-level=warn', '.']]],
  },
  lint: { checks: [['lint', [tool('oxlint/bin/oxlint')]]] },
  typecheck: {
    checks: programs.map((program) => [
      `types of ${program}`,
      [tool('typescript/bin/tsc'), '--noEmit', '-p', program],
    ]),
  },
  unit: { folder: 'test/unit', projects: ['unit', 'renderer'], limit: 5 * MINUTE },
  'lint-plants': { folder: 'test/lint', projects: ['lint'], limit: 3 * MINUTE },
  build: { build: true },
  integration: {
    folder: 'test/integration',
    projects: ['integration'],
    limit: 8 * MINUTE,
    application: true,
    session: true,
  },
  conformance: {
    folder: 'test/conformance',
    projects: ['conformance'],
    limit: 6 * MINUTE,
    application: true,
  },
  package: {
    folder: 'test/package',
    projects: ['package'],
    limit: 5 * MINUTE,
    application: true,
    session: true,
  },
  e2e: {
    folder: 'test/e2e',
    playwright: true,
    limit: 15 * MINUTE,
    application: true,
    session: true,
    packages: ['windows'],
  },
};

const loud = (text) => say(`\n!!! ${text}\n`);

/** Each failure of a check counts as one. */
async function runChecks(checks) {
  const count = { passed: 0, failed: 0 };
  for (const [what, args] of checks) {
    const code = await handOver(process.execPath, args, { cwd: root, limit: 5 * MINUTE });
    if (code === 0) count.passed += 1;
    else {
      loud(`${what} failed.`);
      count.failed += 1;
    }
  }
  return count;
}

async function runBuild() {
  await ensureBuild();
  return { passed: 1, failed: 0 };
}

/** What a suite needs beside the npm packages: the build, an Electron, programs of the system. */
async function environmentOf(stage) {
  if (!stage.application) return process.env;
  await ensureSystemPackages(stage.packages ?? []);
  await ensureBuild();
  const electron = await ensureElectron();
  say(electron.text);
  return { ...process.env, ...electronEnvironment(electron) };
}

function commandOf(name, stage) {
  if (stage.playwright) return [tool('@playwright/test/cli.js'), 'test'];
  const projects = stage.projects.flatMap((project) => ['--project', project]);
  return [
    tool('vitest/vitest.mjs'),
    'run',
    ...projects,
    '--reporter=default',
    '--reporter=json',
    `--outputFile.json=${reportOf(name)}`,
  ];
}

/** Counts of a vitest report: a file that could not be loaded is a failure without a test of its own. */
function countVitest(report) {
  const unloaded = report.testResults.filter(
    ({ status, assertionResults }) =>
      status === 'failed' && !assertionResults.some((test) => test.status === 'failed'),
  );
  return {
    passed: report.numPassedTests,
    failed: report.numFailedTests + unloaded.length,
    skipped: report.numPendingTests + report.numTodoTests,
  };
}

function countPlaywright({ stats, errors }) {
  return {
    passed: stats.expected,
    failed: stats.unexpected + stats.flaky + errors.length,
    skipped: stats.skipped,
  };
}

function readReport(name) {
  try {
    return JSON.parse(readFileSync(reportOf(name), 'utf8'));
  } catch {
    return undefined;
  }
}

/** A test that was skipped proved nothing: where nobody looks (CI), it counts as failed. */
function withSkipped(name, { passed, failed, skipped }, code) {
  if (skipped > 0) loud(`${skipped} tests of the suite ${name} were skipped on this machine.`);
  const missed = process.env.CI ? skipped : 0;
  const silent = code !== 0 && failed + missed === 0;
  if (silent) loud(`The suite ${name} ended with exit code ${code} though no test failed.`);
  return { passed, failed: failed + missed + (silent ? 1 : 0) };
}

async function runSuite(name, stage, extra) {
  await mkdir(inRoot('test-results'), { recursive: true });
  await rm(reportOf(name), { force: true });
  const env = await environmentOf(stage);
  const options = { cwd: root, env, limit: stage.limit };
  const args = [...commandOf(name, stage), ...extra];
  const code = stage.session
    ? await inSession(process.execPath, args, options)
    : await handOver(process.execPath, args, options);
  const report = readReport(name);
  if (!report)
    throw new Error(
      code === 124 ? 'It took too long and was ended.' : `It ended with exit code ${code} and no report.`,
    );
  return withSkipped(name, stage.playwright ? countPlaywright(report) : countVitest(report), code);
}

async function runStage(name, extra) {
  const stage = stages[name];
  say(`\n── ${name} ${'─'.repeat(Math.max(0, 70 - name.length))}`);
  if (stage.folder && !existsSync(inRoot(stage.folder))) {
    say(`${stage.folder} does not exist.`);
    return { passed: 0, failed: 0 };
  }
  try {
    if (stage.checks) return await runChecks(stage.checks);
    return stage.build ? await runBuild() : await runSuite(name, stage, extra);
  } catch (error) {
    loud(`${name} could not run. ${error.message}`);
    return { passed: 0, failed: 1 };
  }
}

/** Stage names, then what is passed on to a single suite: `test.mjs unit test/unit/keys`. */
function request(args) {
  const named = args.filter((arg) => stages[arg]);
  return { names: named.length > 0 ? named : Object.keys(stages), extra: args.filter((arg) => !stages[arg]) };
}

await main(() =>
  underNode24(async () => {
    const { names, extra } = request(process.argv.slice(2));
    await preparePackages();
    const total = { passed: 0, failed: 0 };
    const lines = [];
    for (const name of names) {
      const started = Date.now();
      const { passed, failed } = await runStage(name, extra);
      total.passed += passed;
      total.failed += failed;
      lines.push(
        `${failed > 0 ? '✗' : '✓'} ${name.padEnd(14)} ${String(passed).padStart(5)} passed ${String(failed).padStart(4)} failed ${String(Math.round((Date.now() - started) / 1000)).padStart(5)} s`,
      );
    }
    say(`\n${lines.join('\n')}\n`);
    process.stdout.write(`${total.passed} passed, ${total.failed} failed\n`);
    return total.failed > 0 || total.passed === 0 ? 1 : 0;
  }),
);
