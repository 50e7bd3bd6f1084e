import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { runProgram } from './project-program';

/**
 * Builds on every change and then starts the browser host anew on what was built; reload the page to see a change. The
 * strict policy holds here too, so there is no dev server with rules of its own.
 */
const root = resolve(import.meta.dirname, '..');

const LOOK_EVERY_MILLISECONDS = 500;

/** Every file that is built from, with its time. Node's own watching loses files that an editor replaces (Linux). */
function sources(): string {
  return ['src', 'resources']
    .flatMap((folder) =>
      readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' }).map((name) => join(root, folder, name)),
    )
    .map((path) => `${path} ${statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? ''}`)
    .join('\n');
}

let host: ChildProcess | null = null;
for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, () => {
    host?.kill(signal);
    process.exit();
  });
}

let built = '';
for (;;) {
  const present = sources();
  if (present !== built) {
    built = present;
    // After a build that failed the host goes on with what it has.
    if (runProgram('electron-vite', ['build', '--logLevel', 'error'], {}) === 0) {
      if (host?.exitCode === null && host.signalCode === null) {
        host.kill();
        await once(host, 'exit');
      }
      host = spawn(process.execPath, [join(root, 'out', 'main', 'browser-host.js')], { cwd: root, stdio: 'inherit' });
    }
  }
  await pause(LOOK_EVERY_MILLISECONDS);
}
