import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { builtApp, requireBuiltApp } from './built-app';
import { startBuilt, type BuiltProcess } from './built-process';
import { freePort } from './free-port';
import { rawRequest, type RawAnswer } from './raw-request';

/** The built browser host, running in a child process on a free port with a data folder of its own. */
export interface BuiltBrowserHost {
  readonly port: number;
  readonly origin: string;
  /** The session cookie, `name=value`. */
  readonly cookie: string;
  readonly dataFolder: string;
  readonly process: BuiltProcess;
  /** Invokes an operation as the app's own page does; `headers` replace the page's. */
  readonly invoke: (name: string, input: unknown, headers?: Readonly<Record<string, string>>) => Promise<RawAnswer>;
  readonly get: (path: string, headers?: Readonly<Record<string, string>>) => Promise<RawAnswer>;
  /** Ends it as a person at the terminal would, and answers its exit code. */
  readonly stop: () => Promise<number | null>;
}

/** Starts `out/main/browser-host.js` and enters it as a browser would. @param environment further variables of its process */
export async function startBuiltBrowserHost(
  environment: Readonly<Record<string, string>> = {},
): Promise<BuiltBrowserHost> {
  requireBuiltApp();
  const dataFolder = await mkdtemp(join(tmpdir(), 'browser-host-'));
  const port = await freePort();
  const process = startBuilt(builtApp.browserHostEntry, {
    CJS_PORT: String(port),
    CJS_DATA: dataFolder,
    ...environment,
  });
  const origin = `http://127.0.0.1:${port}`;
  await process.waitFor(/^http:\/\/127\.0\.0\.1:\d+\/$/m);
  const cookie = (await rawRequest({ port })).headers['set-cookie']?.[0]?.split(';')[0] ?? '';
  return {
    port,
    origin,
    cookie,
    dataFolder,
    process,
    invoke(name, input, headers = {}) {
      const own = {
        Origin: origin,
        Cookie: cookie,
        'Content-Type': 'application/json',
        'Sec-Fetch-Site': 'same-origin',
      };
      const body = JSON.stringify({ name, input });
      return rawRequest({ port, path: '/operations', method: 'POST', headers: { ...own, ...headers }, body });
    },
    get: (path, headers = {}) => rawRequest({ port, path, headers }),
    async stop() {
      process.child.kill('SIGTERM');
      const code = await process.ended;
      await rm(dataFolder, { recursive: true, force: true });
      return code;
    },
  };
}
