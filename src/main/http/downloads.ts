import { randomBytes } from 'node:crypto';
import type { ServerResponse } from 'node:http';
import type { DeliverableFile } from '../services/ports';
import { sendBytes, sendText } from './responses';

/** Path under which downloads are served. */
export const DOWNLOADS_PATH = '/downloads/';

/** How long a file can be fetched, in milliseconds. */
const LIFETIME_MILLISECONDS = 5 * 60 * 1000;

/** Largest number of files that wait. With more, the oldest is dropped; a certificate has well under 1 MB. */
const MAXIMUM_WAITING = 20;

/**
 * Largest size of all waiting files, in bytes; a single file may exceed it. Learner files can have 256 MB each, and
 * repeated presses of the button must not fill the memory.
 */
const MAXIMUM_WAITING_BYTES = 256 * 1024 * 1024;

/** Files behind addresses that expire. */
export interface Downloads {
  /** Stores a file and returns its path. */
  offer(file: DeliverableFile): string;
  /**
   * Sends the file of an id, or 404. It can be fetched again until it expires: a download manager stops the browser's
   * request and makes its own, and a browser has "Retry".
   */
  send(id: string, response: ServerResponse): void;
}

/**
 * Stores downloads in memory: nothing is written to disk, so nothing must be cleaned up after a crash.
 * @param now milliseconds of a clock that nobody sets
 */
export function createDownloads(now: () => number = () => performance.now()): Downloads {
  const waiting = new Map<string, { readonly file: DeliverableFile; readonly expires: number }>();

  /** Drops what has expired, and the oldest of what is too many or too much; the newest always stays. */
  function dropExpired(): void {
    let bytes = [...waiting.values()].reduce((sum, { file }) => sum + file.bytes.byteLength, 0);
    for (const [id, { file, expires }] of waiting) {
      const tooMuch = waiting.size > 1 && bytes > MAXIMUM_WAITING_BYTES;
      if (expires > now() && waiting.size <= MAXIMUM_WAITING && !tooMuch) continue;
      waiting.delete(id);
      bytes -= file.bytes.byteLength;
    }
  }

  return {
    offer(file) {
      const id = randomBytes(24).toString('base64url');
      waiting.set(id, { file, expires: now() + LIFETIME_MILLISECONDS });
      dropExpired();
      // A timer, because without further requests 256 MB would stay in memory; it may fire a little early.
      setTimeout(dropExpired, LIFETIME_MILLISECONDS + 1_000).unref();
      return `${DOWNLOADS_PATH}${id}`;
    },
    send(id, response) {
      dropExpired();
      const entry = waiting.get(id);
      if (!entry) {
        sendText(response, 404, 'This download is no longer available. Export the file again.');
        return;
      }
      sendBytes(response, 200, entry.file.bytes, {
        'Content-Type': entry.file.mimeType,
        'Content-Disposition': contentDisposition(entry.file.suggestedName),
        'Cache-Control': 'no-store',
      });
    },
  };
}

/**
 * `Content-Disposition` after RFC 6266: `filename*` carries the real name in UTF-8 (RFC 8187), `filename` an ASCII one
 * for old programs. Khmer names need the first; no name can break out of either.
 */
function contentDisposition(fileName: string): string {
  const ascii = fileName.replace(/[^\w !#$&+\-.^`~()]/g, '_');
  const encoded = encodeURIComponent(fileName.toWellFormed()).replace(
    /['()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );
  return `attachment; filename="${ascii}"; filename*=UTF-8''${encoded}`;
}
