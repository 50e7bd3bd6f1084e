import { defineConfig } from '@playwright/test';
import { chromiumOptions, findHeadlessChromium } from './tests/support/find-chromium';
import { filesOf, HALF, WALK, type Project } from './tests/support/test-files';

/** What `testMatch` takes: the files of a project in this run's half. */
function matching(project: Project): string[] {
  return filesOf(project).map((file) => `**/${file}`);
}

/** What of the end-to-end tests this run's half takes, without those that match `without`. */
function ofHalf(without: RegExp): { readonly grep: RegExp; readonly grepInvert: RegExp[] } {
  return { grep: HALF === 'first' ? WALK : /^/u, grepInvert: HALF === 'more' ? [without, WALK] : [without] };
}

const chromium = {
  launchOptions: chromiumOptions({ path: findHeadlessChromium() }),
  viewport: { width: 1280, height: 800 },
  acceptDownloads: true,
};

export default defineConfig({
  testDir: 'tests/e2e',
  fullyParallel: true,
  // One more than there are cores, as a test often waits for its page.
  workers: 3,
  forbidOnly: true,
  retries: 0,
  timeout: 180_000,
  // For a busy machine: a state is waited for, however long a slow computer takes to reach it.
  expect: { timeout: 20_000 },
  reporter: [['list'], ['json', { outputFile: process.env['PLAYWRIGHT_JSON_OUTPUT_FILE'] ?? 'test-results/e2e.json' }]],
  outputDir: 'test-results/e2e',
  // A trace costs a fifth of the time: ask for one where a failure has to be understood.
  use: { trace: process.env['TRACE'] ? 'retain-on-failure' : 'off', screenshot: 'only-on-failure' },
  projects: [
    { name: 'browser-host', testMatch: matching('browser-host'), ...ofHalf(/@km/u), use: chromium },
    // What of it is walked in Khmer too, by the same test.
    { name: 'khmer', testMatch: matching('khmer'), grep: /@km/u, use: chromium },
    // The built desktop host with the fake in Electron's place, its window in a real Chromium. What only the browser
    // host has, e.g. downloads, is marked `@browser-host`.
    {
      name: 'desktop-host',
      testMatch: matching('desktop-host'),
      ...ofHalf(/@browser-host|@km/u),
      use: chromium,
    },
    // A real Electron, from the checkout or packed (`CJS_PACKED_APP`).
    { name: 'electron', testMatch: matching('electron') },
    // Kills, corruption, full disks: see tests/faults/README.md. They start browsers of their own, with profiles on the
    // disk.
    {
      name: 'faults',
      testDir: 'tests/faults',
      testMatch: matching('faults'),
      outputDir: 'test-results/faults',
      use: { trace: 'off', screenshot: 'off' },
    },
  ],
});
