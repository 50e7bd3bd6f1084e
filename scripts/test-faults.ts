import { ensureChromium } from './ensure-chromium';
import { runProgram } from './project-program';

/**
 * All fault tests in their whole count (tests/faults/README.md), on a build made now; two at a time, as some measure
 * how long the app takes. Further parameters go to Playwright, e.g. a file or `--grep F22`.
 */

const chromium = ensureChromium();
if (chromium === null) process.exitCode = 1;
else {
  const environment = { FAULTS: 'whole', CHROMIUM_PATH: chromium };
  process.exitCode =
    runProgram('electron-vite', ['build', '--logLevel', 'error'], environment) ||
    runProgram('playwright', ['test', '--project=faults', '--workers=2', ...process.argv.slice(2)], environment);
}
