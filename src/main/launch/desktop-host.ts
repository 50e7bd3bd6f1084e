import { spawn } from 'node:child_process';

/** How a desktop host ended. */
export interface DesktopEnd {
  /**
   * True where it ended at once with an error: this machine can't run Electron (a library or the sandbox is missing).
   */
  readonly failedToStart: boolean;
  readonly exitCode: number;
}

/** An Electron that ends with an error sooner than this never showed its window, in milliseconds. */
const START_MILLISECONDS = 8_000;

/** Runs the desktop host in Electron until it ends. SIGINT and SIGTERM are passed on. */
export async function runDesktopHost(binary: string, rootFolder: string): Promise<DesktopEnd> {
  const started = Date.now();
  // Editors' terminals set this; with it Electron would run as plain Node and show nothing.
  const { ELECTRON_RUN_AS_NODE: _, ...environment } = process.env;
  let stopped = false;
  const stop = (signal: NodeJS.Signals): void => {
    stopped = true;
    child.kill(signal);
  };
  // Before it starts, or a signal in that moment would end this process alone and leave Electron behind.
  process.on('SIGINT', stop).on('SIGTERM', stop);
  const child = spawn(binary, [rootFolder], { stdio: 'inherit', env: environment });
  const exitCode = await new Promise<number>((resolve) => {
    child.once('error', () => {
      resolve(127);
    });
    child.once('exit', (code, signal) => {
      resolve(code ?? (signal === null ? 0 : 128));
    });
  });
  process.off('SIGINT', stop).off('SIGTERM', stop);
  return {
    failedToStart: exitCode !== 0 && !stopped && Date.now() - started < START_MILLISECONDS,
    exitCode: stopped ? 0 : exitCode,
  };
}
