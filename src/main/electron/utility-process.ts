import { basename, dirname } from 'node:path';
import { bareEnvironment } from '../hosts/bare-environment';
import type { SeparateProcess, SeparateProcessOptions } from '../services/ports';

/**
 * Starts a separate process in Electron's Node, which reads inside the asar as this one does. Chromium ends it with
 * this one.
 */
export function startUtilityProcess(
  utilityProcess: Pick<typeof Electron.UtilityProcess, 'fork'>,
  { file, heapMegabytes, onMessage, onEnd }: SeparateProcessOptions,
): SeparateProcess {
  const child = utilityProcess.fork(file, [], {
    // V8's own options reach it this way alone.
    execArgv: [`--js-flags=--max-old-space-size=${heapMegabytes}`],
    env: bareEnvironment(process.env),
    cwd: dirname(process.execPath),
    stdio: 'ignore',
    serviceName: basename(file, '.js'),
  });
  child.on('message', onMessage);
  // Thrown in the main process where nobody listens.
  child.on('error', (type, location) => {
    onEnd(new Error(`The process ended with ${type} in ${location}.`));
  });
  child.once('exit', (code) => {
    onEnd(new Error(`The process ended with ${code}.`));
  });
  return {
    post(message) {
      child.postMessage(message);
    },
    kill() {
      // It can't be killed before it has an id.
      if (!child.kill()) child.once('spawn', () => child.kill());
    },
  };
}
