import { accessSync, constants, existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { chromium } from 'playwright';

/**
 * Path of a Chromium to test with, or undefined: `CHROMIUM_PATH`, then the system's Chromium, Chrome or Edge, then
 * Playwright's own. All test configurations share this function, so that they test the same browser.
 */
export function findChromium(environment: NodeJS.ProcessEnv = process.env): string | undefined {
  const named = environment['CHROMIUM_PATH'];
  if (named) return isExecutable(named) ? named : undefined;
  const candidates = [...inPath(environment['PATH'] ?? ''), ...installed(environment), playwrightsOwn()];
  return candidates.find(isExecutable);
}

/**
 * Path of the browser for tests that only need its pages: Debian's headless shell, which has the same engine without
 * the browser around it and takes a fifth less time, else as `findChromium`. What tests of profiles, kills and the
 * browser's own traces need is the whole browser.
 */
export function findHeadlessChromium(environment: NodeJS.ProcessEnv = process.env): string | undefined {
  const shells = (environment['PATH'] ?? '').split(delimiter).map((folder) => join(folder, 'chromium-headless-shell'));
  return (environment['CHROMIUM_PATH'] ? undefined : shells.find(isExecutable)) ?? findChromium(environment);
}

/** Flags under which Debian's Chromium runs as root, quietly and without any request of its own. */
export const CHROMIUM_FLAGS: readonly string[] = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--font-render-hinting=none',
];

/** How to launch the browser of a path (`findChromium`'s, unless said otherwise), with further flags. */
export function chromiumOptions({
  path = findChromium(),
  flags = [],
}: { readonly path?: string | undefined; readonly flags?: readonly string[] } = {}) {
  return { ...(path ? { executablePath: path } : {}), args: [...CHROMIUM_FLAGS, ...flags] };
}

function inPath(path: string): string[] {
  const names = ['chromium', 'chromium-browser', 'google-chrome-stable', 'google-chrome', 'microsoft-edge'];
  return names.flatMap((name) => path.split(delimiter).map((folder) => join(folder, name)));
}

function installed(environment: NodeJS.ProcessEnv): string[] {
  if (process.platform === 'darwin') {
    return [
      '/Applications/Chromium.app/Contents/MacOS/Chromium',
      '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
      '/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge',
    ];
  }
  if (process.platform === 'win32') {
    const roots = [environment['PROGRAMFILES'], environment['PROGRAMFILES(X86)'], environment['LOCALAPPDATA']];
    return roots
      .filter((root) => root !== undefined)
      .flatMap((root) => [
        join(root, 'Chromium\\Application\\chrome.exe'),
        join(root, 'Google\\Chrome\\Application\\chrome.exe'),
        join(root, 'Microsoft\\Edge\\Application\\msedge.exe'),
      ]);
  }
  return ['/usr/bin/chromium', '/usr/bin/google-chrome', '/usr/bin/microsoft-edge', '/snap/bin/chromium'];
}

function playwrightsOwn(): string {
  try {
    return chromium.executablePath();
  } catch {
    return '';
  }
}

function isExecutable(path: string): boolean {
  if (path === '' || !existsSync(path)) return false;
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
