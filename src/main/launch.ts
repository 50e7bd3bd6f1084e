import { downloadElectron, downloadLimit } from './launch/electron-download';
import { findElectron } from './launch/electron-package';
import { runDesktopHost } from './launch/desktop-host';
import { oldNodeAdvice } from './launch/node-version';
import { hasDisplay, openInSystemBrowser } from './launch/system-browser';
import { locateResources } from './hosts/resources';

/**
 * `npm start`: opens the desktop host where this machine can run it; otherwise says why in one line and runs the
 * browser host here.
 */
async function launch(): Promise<void> {
  const advice = oldNodeAdvice(process.versions.node);
  if (advice !== null) console.log(advice);
  const { rootFolder } = locateResources();
  const found = await findBinary(rootFolder);
  if (found.binary !== null) {
    const end = await runDesktopHost(found.binary, rootFolder);
    if (!end.failedToStart) {
      process.exitCode = end.exitCode;
      return;
    }
    explain(`Electron ended with code ${end.exitCode}`);
  } else {
    explain(found.reason);
  }
  const { runBrowserHost } = await import('./browser-host');
  await runBrowserHost((address) => openInSystemBrowser(address));
}

async function findBinary(rootFolder: string): Promise<{ binary: string } | { binary: null; reason: string }> {
  // Checked first: without a display a download is useless.
  if (!hasDisplay({ platform: process.platform, environment: process.env })) {
    return { binary: null, reason: 'there is no display' };
  }
  const electron = findElectron(rootFolder, process.env);
  if (electron === null) return { binary: null, reason: 'Electron is not installed' };
  if (electron.binary !== null) return { binary: electron.binary };
  const outcome = await downloadElectron({
    folder: electron.folder,
    version: electron.version,
    limitMilliseconds: downloadLimit(process.env),
    print: (line) => {
      console.log(line);
    },
  });
  if (!outcome.done) return { binary: null, reason: `Electron's binary is missing and ${outcome.reason}` };
  const binary = findElectron(rootFolder, process.env)?.binary ?? null;
  return binary === null ? { binary, reason: "Electron's binary is missing after its download" } : { binary };
}

function explain(reason: string): void {
  console.log(`The desktop window cannot open: ${reason}. The app opens in the browser instead.`);
}

await launch();
