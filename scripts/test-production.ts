import { cpSync, existsSync, mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { ensureChromium } from './ensure-chromium';
import { unbundledPackages } from './packaging/shipped-packages';
import { runProgram } from './project-program';

/**
 * The tests of the main process and of the desktop host on a built app that sees no packages but those a member gets:
 * a package that only developers install would otherwise be missed first on a member's computer. The tests themselves
 * run from the checkout. Each folder is copied, since Node looks for packages where a link leads.
 */

const root = resolve(import.meta.dirname, '..');

/** The built app with its packages, in a folder of its own. @throws where it would see a developer's package */
function productionApp(): string {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'production-app-')));
  const packages = unbundledPackages(root).map((each) => each.folder);
  const wanted = ['package.json', 'out', 'resources/certificate', 'resources/icons', ...packages];
  for (const path of wanted.filter((each) => existsSync(join(root, each)))) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    cpSync(join(root, path), join(folder, path), { recursive: true });
  }
  // Electron brings this one itself. The link makes it the same module as the one that the tests put the fake in for.
  symlinkSync(join(root, 'node_modules/electron'), join(folder, 'node_modules/electron'), 'junction');
  const { resolve: find } = createRequire(join(folder, 'out/main/index.js'));
  for (const name of ['vue', 'vitest']) {
    try {
      throw new Error(`The production app sees ${find(name)}.`);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'MODULE_NOT_FOUND') throw error;
    }
  }
  return folder;
}

const chromium = ensureChromium();
if (chromium === null) process.exitCode = 1;
else {
  const app = productionApp();
  const environment = {
    VITE_CONFIG_NATIVE_IGNORE_WARNING: 'true',
    CJS_BUILT_APP: app,
    CHROMIUM_PATH: chromium,
  };
  try {
    // Both, whatever comes of the first.
    const codes = [
      runProgram('vitest', ['run', '--project', 'main'], environment),
      runProgram('playwright', ['test', '--project', 'desktop-host'], environment),
    ];
    process.exitCode = Math.max(...codes);
  } finally {
    rmSync(app, { recursive: true, force: true });
  }
}
