import type { BrowserContext } from 'playwright';
import { askHolder } from '../../../src/main/hosts/folder-lock';
import { newChallenge, provenAddress, readSecret } from '../../../src/main/http/door';
import { makeFolderSync, removeFolderSync } from '../remove-folder';
import { builtApp } from './built-app';
import { startBuilt, type BuiltProcess } from './built-process';
import { freePort } from './free-port';

/** The built browser host in a process of its own, on a free port, with a data folder of its own. */
export interface BrowserHostProcess {
  readonly url: string;
  readonly dataFolder: string;
  /** Lets a browser in, whose windows have the app from then on; none of them opens it here. */
  readonly letIn: (context: BrowserContext) => Promise<void>;
  /** What it has printed since its last start. */
  readonly output: () => string;
  /**
   * Stops it; `SIGKILL` for the power cut. Resolves when the process is gone, with its exit code: null after a signal
   * that it did not handle.
   */
  readonly stop: (signal?: NodeJS.Signals) => Promise<number | null>;
  /** Starts it again on the same port and data. */
  readonly start: () => Promise<void>;
  /** Stops it and removes its data. */
  readonly remove: () => Promise<void>;
}

/** One that can fall silent, and tells addresses. */
export interface HangingHostProcess extends BrowserHostProcess {
  /** An address that lets one browser in, as a second start opens it. */
  readonly newAddress: () => Promise<string>;
  /** Has it answer nothing, with all its connections open, as a process does that somebody stopped in its terminal. */
  readonly freeze: () => void;
  /** Ends `freeze`. */
  readonly resume: () => void;
}

/** Starts the built browser host and waits until it answers; without a data folder it makes one. */
export async function startBrowserHostProcess(
  environment: Record<string, string> = {},
  dataFolder = makeFolderSync('data'),
): Promise<HangingHostProcess> {
  const port = await freePort();
  const url = `http://127.0.0.1:${port}/`;
  let running: BuiltProcess | null = null;
  let printed = '';

  async function start(): Promise<void> {
    running = startBuilt(builtApp.browserHostEntry, { CJS_PORT: String(port), CJS_DATA: dataFolder, ...environment });
    [printed] = await running.waitFor(new RegExp(`^${url}enter\\.html#[\\w-]{43}$`, 'mu'));
  }

  async function newAddress(): Promise<string> {
    const secret = await readSecret(dataFolder);
    // A folder that takes no file has none: then there is the address that the start has printed.
    if (secret === null) return printed;
    const challenge = newChallenge();
    const address = provenAddress(await askHolder(dataFolder, challenge), challenge, secret);
    if (address === null) throw new Error('The host tells no address.');
    return address;
  }

  async function stop(signal: NodeJS.Signals = 'SIGTERM'): Promise<number | null> {
    running?.child.kill(signal);
    // One that hangs hears of the signal when it goes on.
    running?.child.kill('SIGCONT');
    return (await running?.ended) ?? null;
  }

  await start();
  return {
    url,
    dataFolder,
    newAddress,
    async letIn(context) {
      // As the page at such an address does it, which alone takes a third of a second.
      const { origin, hash } = new URL(await newAddress());
      const headers = { origin, authorization: `Bearer ${hash.slice(1)}` };
      const { value } = (await (await fetch(`${origin}/enter`, { method: 'POST', headers })).json()) as {
        readonly value: { readonly secret: string };
      };
      await context.addInitScript(
        (own) => {
          if (location.origin === own.origin) localStorage.setItem('child-justice-secret', own.secret);
        },
        { origin, secret: value.secret },
      );
    },
    output: () => running?.output() ?? '',
    start,
    stop,
    freeze: () => running?.child.kill('SIGSTOP'),
    resume: () => running?.child.kill('SIGCONT'),
    async remove() {
      await stop();
      removeFolderSync(dataFolder);
    },
  };
}
