import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { constants, gunzipSync } from 'node:zlib';

/** A file on the disk with what is in it. */
export interface OpenedFile {
  readonly path: string;
  /** Unpacked where it is packed. */
  readonly text: string;
}

/** Often enough for a host that goes on writing while its folder is read. */
const TRIES = 100;

/**
 * Every file below a folder; none where there is no such folder. A host writes a file under a temporary name and
 * renames it: where one is gone before it was read, all are listed anew, so that what was renamed meanwhile is read
 * too.
 */
export function openedFiles(folder: string): readonly OpenedFile[] {
  if (!existsSync(folder)) return [];
  for (let left = TRIES; ; left -= 1) {
    try {
      return readdirSync(folder, { recursive: true, withFileTypes: true })
        .filter((entry) => entry.isFile())
        .map((entry) => join(entry.parentPath, entry.name))
        .map((path) => ({ path, text: opened(readFileSync(path)) }));
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ENOENT' || left <= 1) throw error;
    }
  }
}

/** What is packed may be half written: then as far as it goes. */
function opened(bytes: Buffer): string {
  const isPacked = bytes[0] === 0x1f && bytes[1] === 0x8b;
  return (isPacked ? gunzipSync(bytes, { finishFlush: constants.Z_SYNC_FLUSH }) : bytes).toString('utf8');
}
