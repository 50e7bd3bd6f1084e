import { Agent } from 'node:http';
import { startBrowserHostProcess } from './browser-host-process';
import { requireBuiltApp } from './built-app';
import { rawRequest, type RawAnswer } from './raw-request';

/** The built browser host as HTTP sees it: requests as its own page makes them, and any others. */
export interface BuiltBrowserHost {
  readonly port: number;
  readonly origin: string;
  /** The value of `Authorization` with which its own page asks. */
  readonly authorization: string;
  /** A new address that lets one browser in. */
  readonly newAddress: () => Promise<string>;
  readonly dataFolder: string;
  /** What it has printed. */
  readonly output: () => string;
  /** Invokes an operation as the app's own page does; `headers` replace the page's. */
  readonly invoke: (name: string, input: unknown, headers?: Readonly<Record<string, string>>) => Promise<RawAnswer>;
  readonly get: (path: string, headers?: Readonly<Record<string, string>>) => Promise<RawAnswer>;
  /** Ends it as a person at the terminal would, removes its data, and answers its exit code. */
  readonly stop: () => Promise<number | null>;
}

/** Exchanges an address's code for the secret, as the page there does. @returns the value of `Authorization` */
export async function enterHost(address: string): Promise<string> {
  const { origin, port, hash } = new URL(address);
  const headers = { Origin: origin, Authorization: `Bearer ${hash.slice(1)}` };
  const answer = await rawRequest({ port: Number(port), path: '/enter', method: 'POST', headers });
  return `Bearer ${(JSON.parse(answer.body) as { value: { secret: string } }).value.secret}`;
}

/**
 * Starts `out/main/browser-host.js` and enters it as a browser would. @param environment further variables of its
 * process
 */
export async function startBuiltBrowserHost(
  environment: Readonly<Record<string, string>> = {},
): Promise<BuiltBrowserHost> {
  requireBuiltApp();
  const host = await startBrowserHostProcess({ ...environment });
  const { origin, port: digits } = new URL(host.url);
  const port = Number(digits);
  const authorization = await enterHost(await host.newAddress());
  // Connections stay, as a page's do. Those at rest are closed sooner than the host does it.
  const agent = new Agent({ keepAlive: true, timeout: 2_000 });
  return {
    port,
    origin,
    authorization,
    newAddress: host.newAddress,
    dataFolder: host.dataFolder,
    output: host.output,
    invoke(name, input, headers = {}) {
      const own = {
        Origin: origin,
        Authorization: authorization,
        'Content-Type': 'application/json',
        'Sec-Fetch-Site': 'same-origin',
      };
      const body = JSON.stringify({ name, input });
      return rawRequest({ port, path: '/operations', method: 'POST', headers: { ...own, ...headers }, body, agent });
    },
    get: (path, headers = {}) => rawRequest({ port, path, headers, agent }),
    async stop() {
      agent.destroy();
      const code = await host.stop();
      await host.remove();
      return code;
    },
  };
}
