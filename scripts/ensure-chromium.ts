import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import { findChromium } from '../tests/support/find-chromium';

/**
 * Sees to it that there is a Chromium for the tests: one that is there already, else Playwright's download, else (as
 * root on Debian) the distribution's package. Returns its path, or null after saying what to do.
 */
export function ensureChromium(): string | null {
  const found = findChromium();
  if (found) return found;
  console.log('No Chromium, Chrome or Edge was found; installing one for the tests.');
  attempt('npx', ['playwright', 'install', 'chromium'], 180_000);
  const downloaded = findChromium();
  if (downloaded) return downloaded;
  if (process.platform === 'linux' && process.getuid?.() === 0 && existsSync('/etc/debian_version')) {
    attempt('apt-get', ['update', '-qq'], 180_000);
    attempt('apt-get', ['install', '-y', '-qq', 'chromium'], 420_000);
    // By itself: not every Debian and Ubuntu has it, and the tests pass without it.
    attempt('apt-get', ['install', '-y', '-qq', 'chromium-headless-shell'], 180_000);
  }
  const installed = findChromium();
  if (installed) return installed;
  console.error(
    'The tests need a Chromium, Chrome or Edge. Install one, or set CHROMIUM_PATH to its executable, and run the command again.',
  );
  return null;
}

function attempt(command: string, parameters: readonly string[], timeout: number): void {
  console.log(`> ${command} ${parameters.join(' ')}`);
  const result = spawnSync(command, [...parameters], {
    stdio: ['ignore', 'inherit', 'inherit'],
    timeout,
    shell: process.platform === 'win32',
    env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
  });
  if (result.status !== 0) console.log(`  did not work (${result.error?.message ?? `code ${String(result.status)}`})`);
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  process.exitCode = ensureChromium() === null ? 1 : 0;
}
