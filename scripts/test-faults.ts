import { spawnSync } from 'node:child_process';
import { join, resolve } from 'node:path';
import { ensureChromium } from './ensure-chromium';

/**
 * All fault tests in their whole count (tests/faults/README.md), on a build made now. Further parameters go to
 * Playwright, e.g. a file or `--grep F22`.
 */

const root = resolve(import.meta.dirname, '..');
const chromium = ensureChromium();
process.exitCode =
  chromium === null
    ? 1
    : run('electron-vite', ['build', '--logLevel', 'error']) ||
      run('playwright', ['test', '--project=faults', ...process.argv.slice(2)]);

function run(name: string, parameters: readonly string[]): number {
  const command = join(root, 'node_modules', '.bin', process.platform === 'win32' ? `${name}.cmd` : name);
  const { status } = spawnSync(command, parameters, {
    cwd: root,
    stdio: 'inherit',
    shell: process.platform === 'win32',
    env: { ...process.env, FAULTS: 'whole', ...(chromium === null ? {} : { CHROMIUM_PATH: chromium }) },
  });
  return status ?? 1;
}
