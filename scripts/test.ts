import { spawn } from 'node:child_process';
import { mkdirSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { oldNodeAdvice } from '../src/main/launch/node-version';
import { HALVES, projectsOf } from '../tests/support/test-files';
import { ensureChromium } from './ensure-chromium';
import { projectProgram } from './project-program';
import { failure, readReport, type Count } from './test-report';

/**
 * One half of the project's checks, in order: `first` (`npm test`) or `more` (`npm run test:more`). What failed is
 * named again at the end, since a log is often read from there; the last line is `N passed, N failed` over all of them.
 */

const root = resolve(import.meta.dirname, '..');
const half = HALVES.find((each) => each === process.argv[2]) ?? 'first';
const results = join(root, 'test-results', 'counts', half);
const total: Count = { passed: 0, failed: 0, skipped: 0 };
/** What failed, each as its name and the first lines of its reason. */
const failures: string[] = [];

async function main(): Promise<void> {
  rmSync(results, { recursive: true, force: true });
  mkdirSync(results, { recursive: true });
  const advice = oldNodeAdvice(process.versions.node);
  if (advice !== null) console.log(advice);
  if (ensureChromium() === null) {
    total.failed += 1;
    return;
  }

  // None of them depends on time, so they may share two cores.
  const [built] = await Promise.all([
    check('build', 'electron-vite', ['build', '--logLevel', 'error']),
    ...(half === 'first'
      ? [
          check('types', 'vue-tsc', ['--noEmit', '-p', '.']),
          check('lint', 'eslint', ['.', '--max-warnings', '0']),
          check('format', 'prettier', ['--check', '.', '--log-level', 'warn']),
          check('layers', 'depcruise', ['src', '--config', '.dependency-cruiser.cjs']),
          check('course content', 'tsx', ['src/authoring/check-content-command.ts']),
        ]
      : []),
  ]);
  // One run for all projects of each runner, so that no core waits for the last test of another.
  const vitest = projectsOf(built ? ['unit', 'browser', 'main', 'packages'] : ['unit', 'browser'], half);
  await suite(
    vitest,
    'vitest',
    // A forgotten `.only` would take the rest of its file out.
    ['run', '--allowOnly=false', '--reporter=default', '--reporter=json', `--outputFile.json=${report('vitest')}`],
  );
  if (!built) return;
  const playwright = projectsOf(['browser-host', 'khmer', 'desktop-host', 'electron', 'faults'], half);
  await suite(playwright, 'playwright', ['test'], { PLAYWRIGHT_JSON_OUTPUT_FILE: report('playwright') });
}

/** Where a runner puts its report. */
function report(runner: string): string {
  return join(results, `${runner}.json`);
}

/** A command that either passes or fails; counts as one. */
async function check(name: string, command: string, parameters: readonly string[]): Promise<boolean> {
  const { code, output, seconds } = await run(command, parameters, {}, false);
  const passed = code === 0;
  if (!passed) {
    console.log(output);
    failures.push(failure(name, output));
  }
  console.log(`${passed ? 'ok  ' : 'FAIL'} ${name} (${seconds} s)`);
  total[passed ? 'passed' : 'failed'] += 1;
  return passed;
}

/**
 * A test runner; its own report says how many tests passed. One that ends badly without a report counts as one failure.
 */
async function suite(
  projects: readonly string[],
  runner: string,
  parameters: readonly string[],
  environment: Record<string, string> = {},
): Promise<void> {
  const name = projects.join(', ');
  console.log(`\n--- ${name}`);
  const chosen = projects.map((project) => `--project=${project}`);
  const { code, seconds } = await run(runner, [...parameters, ...chosen], environment, true);
  const { count, failed } = readReport(report(runner));
  failures.push(...failed);
  if ((code !== 0 && failed.length === 0) || count.passed === 0) {
    count.failed += 1;
    failures.push(`${name}: ended with ${code}, and no test says why`);
  }
  total.passed += count.passed;
  total.failed += count.failed;
  total.skipped += count.skipped;
  console.log(`--- ${name}: ${count.passed} passed, ${count.failed} failed, ${count.skipped} skipped (${seconds} s)`);
}

function run(
  command: string,
  parameters: readonly string[],
  environment: Record<string, string>,
  shown: boolean,
): Promise<{ readonly code: number; readonly output: string; readonly seconds: number }> {
  const began = Date.now();
  return new Promise((done) => {
    let output = '';
    const child = spawn(projectProgram(command), [...parameters], {
      cwd: root,
      stdio: ['ignore', shown ? 'inherit' : 'pipe', shown ? 'inherit' : 'pipe'],
      shell: process.platform === 'win32',
      // Tests mock electron; the stub keeps a stray require from starting a download.
      env: {
        ...process.env,
        TEST_HALF: half,
        VITE_CONFIG_NATIVE_IGNORE_WARNING: 'true',
        ELECTRON_OVERRIDE_DIST_PATH:
          process.env['ELECTRON_OVERRIDE_DIST_PATH'] ?? join(root, 'tests', 'fixtures', 'no-electron'),
        ...environment,
      },
    });
    child.stdout?.on('data', (chunk: Buffer) => (output += chunk.toString()));
    child.stderr?.on('data', (chunk: Buffer) => (output += chunk.toString()));
    child.on('error', (error) => {
      done({ code: 1, output: `${output}\n${error.message}`, seconds: 0 });
    });
    child.on('close', (code) => {
      done({ code: code ?? 1, output, seconds: Math.round((Date.now() - began) / 1000) });
    });
  });
}

await main().catch((error: unknown) => {
  console.error(error);
  total.failed += 1;
});
if (failures.length > 0) console.log(`\nFailed:\n  ${failures.join('\n  ')}`);
if (total.skipped > 0) console.log(`\n${total.skipped} skipped (each with its reason above)`);
console.log(`${total.passed} passed, ${total.failed} failed`);
process.exitCode = total.failed === 0 && total.passed > 0 ? 0 : 1;
