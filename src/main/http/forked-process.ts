import { fork } from 'node:child_process';
import { dirname } from 'node:path';
import { bareEnvironment } from '../hosts/bare-environment';
import type { SeparateProcess, SeparateProcessOptions } from '../services/ports';

/** Starts a separate process in this Node. It is killed with this one. */
export function forkProcess({ file, heapMegabytes, onMessage, onEnd }: SeparateProcessOptions): SeparateProcess {
  const child = fork(file, [], {
    execArgv: [`--max-old-space-size=${heapMegabytes}`],
    env: bareEnvironment(process.env),
    cwd: dirname(process.execPath),
    serialization: 'advanced',
    // V8 prints pages where the heap is exhausted.
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
  });
  const kill = (): void => {
    child.kill('SIGKILL');
  };
  // A busy process doesn't hear that the channel is closed.
  process.once('exit', kill);
  child.on('message', onMessage);
  child.on('error', onEnd);
  child.once('exit', (code, signal) => {
    process.off('exit', kill);
    onEnd(new Error(`The process ended with ${signal ?? code}.`));
  });
  return {
    post(message) {
      child.send(message as object);
    },
    kill,
  };
}
