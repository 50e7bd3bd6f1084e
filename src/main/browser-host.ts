import { realpathSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { createConsoleLogger } from './hosts/console-logger';
import { browserHostDataFolder, dataFolderRefusal } from './hosts/data-folder';
import { createHostServices } from './hosts/host-services';
import { createBrowserPorts } from './http/browser-ports';
import { createDownloads } from './http/downloads';
import { createEntryCode, wantsEntryCode } from './http/entry-code';
import { startAddress } from './http/foreign-cache';
import { chosenPort, listen, PortUnavailable } from './http/listen';
import { findPortHolder, listenerProof, makeListenerKey } from './http/listener-proof';
import { ownOrigin } from './http/request-guard';
import { createHttpServer } from './http/server';
import { createPendingWork } from './hosts/pending-work';
import { locateResources } from './hosts/resources';
import { listStaticFiles } from './hosts/static-manifest';

/** A running browser host. */
interface BrowserHost {
  /** Address to open; holds no secret. */
  readonly url: string;
  /** Stops taking requests, lets writes under way finish, and ends within 4 seconds. */
  close(): Promise<void>;
}

/** Longest waits while closing, in milliseconds: appends and exports first, then connections. */
const CLOSE_WORK_MILLISECONDS = 3_000;
const CLOSE_CONNECTIONS_MILLISECONDS = 500;

/** What helps where the port stays taken. */
const ANOTHER_WAY =
  'choose another port with CJS_PORT (another port has its own, separate record in the browser), or use the desktop app, which needs none.';

/**
 * Starts the browser host: the same services as the desktop host, on 127.0.0.1, for an ordinary browser.
 * @param openInBrowser opens an address in the system's browser; false where there is none
 * @throws PortUnavailable where the port is taken; Error where `CJS_PORT` is no port, or the app isn't built
 */
async function startBrowserHost(openInBrowser: (address: string) => boolean): Promise<BrowserHost> {
  const port = chosenPort(process.env);
  const dataFolder = browserHostDataFolder();
  const resources = locateResources();
  const logger = createConsoleLogger();
  const print = (line: string): void => {
    console.log(line);
  };
  const pendingWork = createPendingWork();
  const downloads = createDownloads();
  const ports = createBrowserPorts({ downloads, openInBrowser, nodeVersion: process.versions.node });
  const { dispatch } = createHostServices({ resources, dataFolder, ports, logger });
  const server = createHttpServer({
    port,
    version: resources.version,
    files: listStaticFiles(resources.rendererFolder),
    dispatch: (name, input, signal) => pendingWork.track(dispatch(name, input, signal)),
    downloads,
    logger,
    entryCode: wantsEntryCode(process.env, print) ? createEntryCode(print) : null,
    proveListener: (challenge) => listenerProof(dataFolder, port, challenge),
  });
  // Where the folder takes no file the app runs all the same, and a second start finds another program there.
  await makeListenerKey(dataFolder).catch(() => undefined);
  await listen(server, port);
  return {
    url: `${ownOrigin(port)}/`,
    async close() {
      const closed = new Promise<void>((resolve) => {
        server.close(() => {
          resolve();
        });
      });
      server.closeIdleConnections();
      await pendingWork.settled(CLOSE_WORK_MILLISECONDS);
      const force = setTimeout(() => {
        server.closeAllConnections();
      }, CLOSE_CONNECTIONS_MILLISECONDS);
      await closed;
      clearTimeout(force);
    },
  };
}

/**
 * Runs the browser host for a person at a terminal: prints the address on a line of its own, opens the browser, ends on
 * SIGINT or SIGTERM. Sets the process's exit code: 0 where the app runs already, 1 where it cannot start.
 */
export async function runBrowserHost(openInBrowser: (address: string) => boolean = () => false): Promise<void> {
  let host: BrowserHost;
  try {
    host = await startBrowserHost(openInBrowser);
  } catch (error) {
    process.exitCode = await explainFailure(error, openInBrowser);
    return;
  }
  let closing: Promise<void> | null = null;
  const stop = (): void => {
    closing ??= host.close().finally(() => process.exit(0));
  };
  // Before the address is printed: whoever reads it may stop the host at once. Not `once`: npm sends on what the
  // terminal has sent here too, and at a second signal without a handler the process would end in the midst of a write.
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, stop);
  const refusal = await dataFolderRefusal(browserHostDataFolder());
  if (refusal !== null) console.error(refusal);
  console.log(`Child Justice Series runs in the browser. Address:\n${host.url}`);
  openInBrowser(startAddress(host.url));
}

async function explainFailure(error: unknown, openInBrowser: (address: string) => boolean): Promise<number> {
  if (!(error instanceof PortUnavailable)) {
    console.error(`The app did not start: ${error instanceof Error ? error.message : String(error)}`);
    return 1;
  }
  const { port } = error;
  const url = `${ownOrigin(port)}/`;
  switch (await findPortHolder(port, browserHostDataFolder())) {
    case 'this-app':
      console.log(`Child Justice Series runs already. Address:\n${url}`);
      openInBrowser(startAddress(url));
      return 0;
    case 'another-program':
      console.error(
        `Port ${port} is used by another program, so the app did not start and opened no browser. Nothing was changed.\n` +
          `Don’t open ${url} meanwhile: where the program is another person’s, its page can read what the browser keeps for this address.\n` +
          `If it is this app with another data folder (CJS_DATA) or of another version, close it and start again. If not, close that program or ${ANOTHER_WAY}`,
      );
      return 1;
    case 'nobody':
      console.error(
        `Port ${port} can’t be used, though nothing answers there, so the app did not start. Nothing was changed.\n` +
          `A connection of another program may have it: start the app again in a minute. If it stays so, ${ANOTHER_WAY}`,
      );
      return 1;
  }
}

/** True where this file itself was started (`node out/main/browser-host.js`), not imported by the launcher. */
function isEntry(): boolean {
  const started = process.argv[1];
  try {
    return started !== undefined && realpathSync(started) === realpathSync(fileURLToPath(import.meta.url));
  } catch {
    return false;
  }
}

if (isEntry()) await runBrowserHost();
