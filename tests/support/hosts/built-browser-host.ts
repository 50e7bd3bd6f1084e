import { Agent } from 'node:http';
import { startBrowserHostProcess } from './browser-host-process';
import { requireBuiltApp } from './built-app';
import { rawRequest, type RawAnswer } from './raw-request';

/** The built browser host as HTTP sees it: requests as its own page makes them, and any others. */
export interface BuiltBrowserHost {
  readonly port: number;
  readonly origin: string;
  /** The session cookie, `name=value`. */
  readonly cookie: string;
  readonly dataFolder: string;
  /** What it has printed. */
  readonly output: () => string;
  /** Invokes an operation as the app's own page does; `headers` replace the page's. */
  readonly invoke: (name: string, input: unknown, headers?: Readonly<Record<string, string>>) => Promise<RawAnswer>;
  readonly get: (path: string, headers?: Readonly<Record<string, string>>) => Promise<RawAnswer>;
  /** Ends it as a person at the terminal would, removes its data, and answers its exit code. */
  readonly stop: () => Promise<number | null>;
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
  const cookie = (await rawRequest({ port })).headers['set-cookie']?.[0]?.split(';')[0] ?? '';
  // Connections stay, as a page's do: for each new one the host looks up whose it is. Those at rest are closed sooner
  // than the host does it.
  const agent = new Agent({ keepAlive: true, timeout: 2_000 });
  return {
    port,
    origin,
    cookie,
    dataFolder: host.dataFolder,
    output: host.output,
    invoke(name, input, headers = {}) {
      const own = {
        Origin: origin,
        Cookie: cookie,
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
