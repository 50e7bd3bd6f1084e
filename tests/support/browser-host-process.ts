import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { freePort } from './free-port';

/** A browser host in a process of its own, on a free port, with a data folder of its own. */
export interface BrowserHostProcess {
  readonly url: string;
  readonly dataFolder: string;
  /** Stops it; `SIGKILL` for the power cut. Resolves when the process is gone. */
  readonly stop: (signal?: NodeJS.Signals) => Promise<void>;
  /** Starts it again on the same port and data. */
  readonly start: () => Promise<void>;
  /** Stops it and removes its data. */
  readonly remove: () => Promise<void>;
}

const entry = resolve(import.meta.dirname, '..', '..', 'out', 'main', 'browser-host.js');

/** Starts the built browser host and waits until it answers; without a data folder it makes one. */
export async function startBrowserHostProcess(
  environment: Record<string, string> = {},
  dataFolder = mkdtempSync(join(tmpdir(), 'cjs-data-')),
): Promise<BrowserHostProcess> {
  const port = await freePort();
  const url = `http://127.0.0.1:${port}/`;
  let child: ChildProcess | null = null;

  async function start(): Promise<void> {
    const started = spawn(process.execPath, [entry], {
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { ...process.env, CJS_PORT: String(port), CJS_DATA: dataFolder, ...environment },
    });
    child = started;
    let output = '';
    await new Promise<void>((ready, failed) => {
      const listen = (chunk: Buffer): void => {
        output += chunk.toString();
        if (output.includes(url)) ready();
      };
      started.stdout.on('data', listen);
      started.stderr.on('data', listen);
      started.once('exit', (code) => {
        failed(new Error(`The browser host ended with code ${String(code)}:\n${output}`));
      });
    });
  }

  async function stop(signal: NodeJS.Signals = 'SIGTERM'): Promise<void> {
    const running = child;
    child = null;
    if (!running || running.exitCode !== null || running.signalCode !== null) return;
    const gone = new Promise<void>((done) =>
      running.once('exit', () => {
        done();
      }),
    );
    running.kill(signal);
    await gone;
  }

  await start();
  return {
    url,
    dataFolder,
    start,
    stop,
    async remove() {
      await stop();
      rmSync(dataFolder, { recursive: true, force: true });
    },
  };
}
