import { realpathSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { createConsoleLogger } from './hosts/console-logger';
import { browserHostDataFolder, dataFolderRefusal } from './hosts/data-folder';
import { askHolder, IN_A_WINDOW, takeFolderLock } from './hosts/folder-lock';
import { createHostServices } from './hosts/host-services';
import { createPendingWork } from './hosts/pending-work';
import { locateResources } from './hosts/resources';
import { listStaticFiles } from './hosts/static-manifest';
import { createBrowserPorts } from './http/browser-ports';
import { createDoor, newChallenge, openSecret, provenAddress, readSecret, type Door } from './http/door';
import { createDownloads } from './http/downloads';
import { chosenPort, listen, PortUnavailable } from './http/listen';
import { createHttpServer } from './http/server';

/** A running browser host. */
interface BrowserHost {
  readonly door: Door;
  /** Stops taking requests, lets writes under way finish, and ends within 4 seconds. */
  close(): Promise<void>;
}

type OpenInBrowser = (address: string) => boolean;

/** Longest waits while closing, in milliseconds: appends and exports first, then connections. */
const CLOSE_WORK_MILLISECONDS = 3_000;
const CLOSE_CONNECTIONS_MILLISECONDS = 500;

/**
 * Starts the browser host: the same services as the desktop host, on 127.0.0.1, for an ordinary browser. Null where
 * another process has its data folder.
 * @param openInBrowser opens an address in the system's browser; false where there is none
 * @throws PortUnavailable where the port is taken; Error where `CJS_PORT` is no port, or the app isn't built
 */
async function startBrowserHost(dataFolder: string, openInBrowser: OpenInBrowser): Promise<BrowserHost | null> {
  const port = chosenPort(process.env);
  const resources = locateResources();
  let open: Door | null = null;
  if ((await takeFolderLock(dataFolder, (challenge) => open?.answer(challenge) ?? null)) === null) return null;
  const logger = createConsoleLogger();
  const pendingWork = createPendingWork();
  const downloads = createDownloads();
  const ports = createBrowserPorts({ downloads, openInBrowser, nodeVersion: process.versions.node });
  const { dispatch } = createHostServices({ resources, dataFolder, ports, logger });
  const door = createDoor({ port, secret: await openSecret(dataFolder) });
  const server = createHttpServer({
    port,
    files: listStaticFiles(resources.rendererFolder),
    dispatch: (name, input, signal) => pendingWork.track(dispatch(name, input, signal)),
    door,
    downloads,
    logger,
  });
  await listen(server, port);
  open = door;
  return {
    door,
    async close() {
      open = null;
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
 * Runs the browser host for a person at a terminal: prints an address on a line of its own, opens the browser at
 * another one, ends on SIGINT or SIGTERM. Sets the process's exit code: 0 where the app runs already, 1 where it cannot
 * start.
 */
export async function runBrowserHost(openInBrowser: OpenInBrowser = () => false): Promise<void> {
  const dataFolder = browserHostDataFolder();
  let host: BrowserHost | null;
  try {
    host = await startBrowserHost(dataFolder, openInBrowser);
    if (host === null) {
      if (await openRunning(dataFolder, openInBrowser)) return;
      // It may have been ending.
      host = await startBrowserHost(dataFolder, openInBrowser);
    }
    if (host === null)
      throw new Error(`another process has the data folder ${dataFolder} and does not answer. End it.`);
  } catch (error) {
    console.error(whyNot(error));
    process.exitCode = 1;
    return;
  }
  const { door, close } = host;
  let closing: Promise<void> | null = null;
  const stop = (): void => {
    closing ??= close().finally(() => process.exit(0));
  };
  // Before the address is printed: whoever reads it may stop the host at once. Not `once`: npm sends on what the
  // terminal has sent here too, and at a second signal without a handler the process would end in the midst of a write.
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, stop);
  const refusal = await dataFolderRefusal(dataFolder);
  if (refusal !== null) console.error(refusal);
  console.log(`Child Justice Series runs in the browser. ${addressLine(door.newAddress())}`);
  openInBrowser(door.newAddress());
}

/** Opens the browser at the host that has the data folder; false where that doesn't answer. */
async function openRunning(dataFolder: string, openInBrowser: OpenInBrowser): Promise<boolean> {
  const secret = await readSecret(dataFolder);
  const ask = async (): Promise<string | null> => {
    const challenge = newChallenge();
    const answer = await askHolder(dataFolder, challenge);
    return answer === IN_A_WINDOW ? answer : provenAddress(answer, challenge, secret);
  };
  const printed = await ask();
  if (printed === IN_A_WINDOW) {
    console.log('Child Justice Series is open already, in a window of its own.');
  } else if (printed !== null) {
    console.log(`Child Justice Series runs already. ${addressLine(printed)}`);
    openInBrowser((await ask()) ?? printed);
  }
  return printed !== null;
}

function addressLine(address: string): string {
  return `Address for one browser, good for a minute (start the app again for another one):\n${address}`;
}

function whyNot(error: unknown): string {
  if (!(error instanceof PortUnavailable))
    return `The app did not start: ${error instanceof Error ? error.message : String(error)}`;
  return (
    `Port ${error.port} is used by another program, so the app did not start and opened no browser. Nothing was changed.\n` +
    'If it is this app with another data folder (CJS_DATA), close it and start again; if it was a connection, start again in a minute. If not, close that program, choose another port with CJS_PORT (another port has its own, separate record in the browser), or use the desktop app, which needs none.'
  );
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
