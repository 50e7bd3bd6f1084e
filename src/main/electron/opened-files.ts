import { stat } from 'node:fs/promises';
import { extname, isAbsolute, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { OPENED_FILE_PIECE_BYTES } from '../../contract/opened-file';
import { OperationFailure } from '../../contract/result';
import type { OpenedFilePort } from '../services/ports';
import { openPlainFile } from '../services/files';
import { createRememberedPaths } from './remembered-paths';

/** The extension of learner files, with which the system knows that they are this app's. */
const EXTENSION = '.jsonl';

/**
 * The learner file among a start's arguments, absolute, or null. The system passes the path or the address of the
 * file that was double-clicked; everything else (switches, the app's own folder in a checkout) has another ending.
 * @param folder where a relative path begins
 */
export function learnerFileAmong(parameters: readonly string[], folder: string): string | null {
  const path = parameters
    .slice(1)
    .filter((text) => !text.startsWith('-'))
    .map(pathOf)
    .findLast(isLearnerFile);
  return path === undefined ? null : resolve(folder, path);
}

/**
 * GNOME passes a file's address (`file:///…`) where other systems pass its path. What names another computer, or
 * nothing, stays as it is: it is looked for, isn't there, and the learner is told so.
 */
function pathOf(text: string): string {
  if (!/^file:\/\//iu.test(text) || !URL.canParse(text)) return text;
  const address = new URL(text);
  try {
    return address.host === '' ? fileURLToPath(address) : text;
  } catch {
    return text;
  }
}

/** The path that another start of the app passed on; null for anything else. */
export function passedOnFile(data: unknown): string | null {
  if (typeof data !== 'object' || data === null || !('learnerFile' in data)) return null;
  const { learnerFile } = data;
  return typeof learnerFile === 'string' && isAbsolute(learnerFile) ? learnerFile : null;
}

function isLearnerFile(path: string): boolean {
  return extname(path).toLowerCase() === EXTENSION;
}

/** Learner files that were opened with the app. The page gets an id and never a path. */
export interface OpenedFiles extends OpenedFilePort {
  /** A file was opened; the page is told. Anything but a learner file's ending is ignored. */
  add(path: string): void;
}

/** @param tell sends the page the message `file-opened` */
export function createOpenedFiles(tell: () => void): OpenedFiles {
  /** The file that was opened last and that the page hasn't heard of. */
  let waiting: string | null = null;
  // All of this run: one may still be read while the next one, or the same again, is opened.
  const named = createRememberedPaths();
  return {
    add(path) {
      if (!isLearnerFile(path)) return;
      waiting = path;
      tell();
    },
    async next() {
      const path = waiting;
      waiting = null;
      if (path === null) return null;
      const stats = await stat(path).catch(() => null);
      if (!stats?.isFile()) throw new OperationFailure('not-found', 'The file is no longer where it was opened.');
      return { fileId: named.remember(path), size: stats.size };
    },
    async read(fileId, offset) {
      const path = named.find(fileId);
      if (path === undefined) throw new OperationFailure('not-found', 'No such file was opened.');
      const file = await openPlainFile(path).catch(() => {
        throw new OperationFailure('not-found', 'The file is no longer where it was opened.');
      });
      try {
        const { buffer, bytesRead } = await file.read(Buffer.alloc(OPENED_FILE_PIECE_BYTES), 0, undefined, offset);
        return buffer.subarray(0, bytesRead);
      } finally {
        await file.close();
      }
    },
  };
}
