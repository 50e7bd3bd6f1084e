import { lstat, readdir, unlink } from 'node:fs/promises';
import { join } from 'node:path';
import { temporaryFileName } from './atomic-write';
import { systemErrorCode, writeFailure } from './write-failure';

/** Age from which a temporary file belongs to a killed run and not to a write under way, in milliseconds. */
const STALE_AFTER_MILLISECONDS = 60 * 60 * 1000;

/**
 * Deletes the temporary files that a killed process left in a folder; only plain files with the exact name that
 * `writeFileAtomically` gives, and only old ones, because a write may be under way.
 * @param now milliseconds since 1970
 * @returns how many were deleted; 0 for a folder that does not exist
 * @throws OperationFailure with a file code where the folder cannot be read or a file not deleted
 */
export async function sweepStaleTemporaryFiles(folder: string, now: number): Promise<number> {
  let deleted = 0;
  for (const name of await namesIn(folder)) {
    if (!temporaryFileName.test(name)) continue;
    const path = join(folder, name);
    try {
      const found = await lstat(path);
      if (!found.isFile() || now - found.mtimeMs < STALE_AFTER_MILLISECONDS) continue;
      await unlink(path);
      deleted += 1;
    } catch (error) {
      // Another window deleted it first.
      if (systemErrorCode(error) !== 'ENOENT') throw writeFailure(error, name);
    }
  }
  return deleted;
}

async function namesIn(folder: string): Promise<readonly string[]> {
  try {
    return await readdir(folder);
  } catch (error) {
    if (systemErrorCode(error) === 'ENOENT') return [];
    throw writeFailure(error, 'folder');
  }
}
