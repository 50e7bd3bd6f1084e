/**
 * Loaded before Electron's own download script (`node --import`), in its process: that fetches, compares the checksum
 * and unpacks, and here its `fetch` becomes one that goes on after a broken line. Tells the launcher how far it is.
 */
import { resumableFetch } from './resumable-fetch';

/** What the launcher is told: bytes that are there, and all that there will be where that is known. */
export interface DownloadProgress {
  readonly received: number;
  readonly total: number | null;
}

const partFile = process.env['CJS_ELECTRON_PART'];
const stallMilliseconds = Number(process.env['CJS_ELECTRON_RETRY_MILLISECONDS']);
if (partFile && stallMilliseconds > 0) {
  globalThis.fetch = resumableFetch(globalThis.fetch, {
    partFile,
    stallMilliseconds,
    report: (received, total) => process.send?.({ received, total } satisfies DownloadProgress),
  });
}
