import { fork } from 'node:child_process';
import { EventEmitter } from 'node:events';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { UtilityProcess } from 'electron';

/** Signals that a process aborts with, in whichever way V8 gave up. */
const FATAL_SIGNALS: readonly (NodeJS.Signals | null)[] = ['SIGABRT', 'SIGTRAP', 'SIGILL', 'SIGSEGV'];

/**
 * A utility process, in a process of Node's: real memory, real deaths, structured clones. As Electron's it has no id
 * and can't be killed until it is there, takes messages before that, inherits this one's environment for an empty one,
 * and tells a fatal error of V8 by an `error` that throws where nobody listens.
 */
class FakeUtilityProcess extends EventEmitter {
  readonly stdout = null;
  readonly stderr = null;
  pid: number | undefined;

  constructor(
    file: string,
    parameters: readonly string[],
    readonly options: Electron.ForkOptions,
  ) {
    super();
    const flags = (options.execArgv ?? []).flatMap((flag) => flag.split(/^--js-flags=/u).slice(1));
    const inherits = Object.keys(options.env ?? {}).length === 0;
    const child = fork(file, parameters, {
      execArgv: [...flags, '--import', pathToFileURL(join(import.meta.dirname, 'parent-port.mjs')).href],
      env: inherits ? process.env : { ...options.env },
      cwd: options.cwd,
      serialization: 'advanced',
      stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
    });
    this.postMessage = (message) => {
      if (child.connected) child.send(message as object);
    };
    this.kill = () => this.pid !== undefined && child.kill();
    child.once('spawn', () => {
      this.pid = child.pid;
      this.emit('spawn');
    });
    child.on('message', (message) => this.emit('message', message));
    // What can't be sent to a process that just ended.
    child.on('error', () => undefined);
    child.once('exit', (code, signal) => {
      this.pid = undefined;
      if (FATAL_SIGNALS.includes(signal)) this.emit('error', 'FatalError', 'V8', '{}');
      this.emit('exit', code ?? 1);
    });
  }

  readonly postMessage: (message: unknown) => void;
  readonly kill: () => boolean;
}

/** A stand-in for the module `utilityProcess`, and all processes that it forked, the latest last. */
export function createFakeUtilityProcesses(isReady: () => boolean) {
  const utilityProcesses: FakeUtilityProcess[] = [];
  const utilityProcess = {
    fork: (file, parameters = [], options = {}) => {
      if (!isReady()) throw new TypeError('utilityProcess cannot be created before app is ready.');
      const forked = new FakeUtilityProcess(file, parameters, options);
      utilityProcesses.push(forked);
      return forked as unknown as UtilityProcess;
    },
  } satisfies Pick<typeof Electron.UtilityProcess, 'fork'>;
  return { utilityProcess, utilityProcesses };
}
