import { OperationFailure } from '../../contract/result';
import type { HostPorts } from '../services/ports';
import type { Downloads } from './downloads';
import { forkProcess } from './forked-process';

/** What the browser host's ports need. */
export interface BrowserPortsOptions {
  readonly downloads: Downloads;
  /** Opens an address in the system's browser; false where there is none, e.g. without a display. */
  readonly openInBrowser: (address: string) => boolean;
  readonly nodeVersion: string;
}

/** The browser host's ports: files become downloads, and the browser itself knows where it saved them. */
export function createBrowserPorts({ downloads, openInBrowser, nodeVersion }: BrowserPortsOptions): HostPorts {
  return {
    describe: () => ({ host: 'browser', runtime: [{ name: 'Node.js', version: nodeVersion }], keyProtection: 'file' }),
    deliverFile: async (file) => ({
      outcome: 'download',
      fileName: file.suggestedName,
      path: downloads.offer(file),
    }),
    // Each file is a download of its own: the browser knows its folder.
    chooseFolder: async () => ({ outcome: 'none' }),
    revealFile: async () => false,
    openLink: async (address) => openInBrowser(address),
    protectSecret: async () => null,
    revealSecret: async () => {
      throw new Error('This host has no protected storage; the secret was encrypted by another one.');
    },
    // The browser closes its own windows, and opens no files with this app.
    draftsKept: () => undefined,
    openedFile: {
      next: async () => null,
      read: async () => {
        throw new OperationFailure('not-found', 'This host is not started with files.');
      },
    },
    chooseRecording: async () => {
      throw new OperationFailure('not-found', 'The browser has its own dialog for files.');
    },
    startProcess: forkProcess,
  };
}
