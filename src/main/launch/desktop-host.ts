import { spawn } from 'node:child_process';
import { COULD_NOT_START } from './could-not-start';

/** How a desktop host ended. */
export interface DesktopEnd {
  /**
   * True where it ended at once with an error (this machine can't run Electron: a library or the sandbox is missing),
   * or said itself that it can't start.
   */
  readonly failedToStart: boolean;
  readonly exitCode: number;
}

/** An Electron that ends with an error sooner than this never showed its window, in milliseconds. */
const START_MILLISECONDS = 8_000;

const IS_WINDOWS = process.platform === 'win32';

/** What ends this process alone where it isn't passed on. Windows can't pass on that a terminal was closed. */
const PASSED_ON: readonly NodeJS.Signals[] = [
  'SIGINT',
  'SIGTERM',
  ...(IS_WINDOWS ? [] : (['SIGHUP', 'SIGQUIT'] as const)),
];

/** A signal is passed on once in so many milliseconds: npm sends on what the terminal has sent here too. */
const REPEATED_SIGNAL_MILLISECONDS = 500;

/**
 * Runs the desktop host in Electron until it ends. Signals are passed on, each once: at a second one Electron ends at
 * once, without keeping what was typed.
 */
export async function runDesktopHost(binary: string, rootFolder: string): Promise<DesktopEnd> {
  const started = performance.now();
  // Editors' terminals set this; with it Electron would run as plain Node and show nothing.
  const { ELECTRON_RUN_AS_NODE: _, ...environment } = process.env;
  const passedOn = new Map<NodeJS.Signals, number>();
  const stop = (signal: NodeJS.Signals): void => {
    const last = passedOn.get(signal) ?? -Infinity;
    if (performance.now() - last < REPEATED_SIGNAL_MILLISECONDS) return;
    passedOn.set(signal, performance.now());
    child.kill(signal);
  };
  // Before it starts, or a signal in that moment would end this process alone and leave Electron behind.
  for (const signal of PASSED_ON) process.on(signal, stop);
  const child = spawn(binary, [rootFolder], {
    stdio: 'inherit',
    env: environment,
    // In a group of its own, since Ctrl+C at a terminal reaches all of a group.
    detached: !IS_WINDOWS,
  });
  const exitCode = await new Promise<number>((resolve) => {
    child.once('error', () => {
      resolve(127);
    });
    child.once('exit', (code, signal) => {
      resolve(code ?? (signal === null ? 0 : 128));
    });
  });
  for (const signal of PASSED_ON) process.off(signal, stop);
  const stopped = passedOn.size > 0;
  const endedAtOnce = exitCode !== 0 && performance.now() - started < START_MILLISECONDS;
  return {
    failedToStart: !stopped && (endedAtOnce || exitCode === COULD_NOT_START),
    exitCode: stopped ? 0 : exitCode,
  };
}
