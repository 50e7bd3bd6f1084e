import { constants } from 'node:fs';
import { type FileHandle, open } from 'node:fs/promises';
import { dirname } from 'node:path';
import { makeOwnFolder, refuseLink, systemErrorCode } from '../files';

/**
 * Opens a journal for reading. Here and for appending, a link in place of the file or of its folder is refused with
 * ELOOP: it would lead out of the data folder. The data folder itself may be a link, to another disk.
 */
export async function openForReading(path: string): Promise<FileHandle> {
  return openOwn(path, constants.O_RDONLY);
}

/** Opens a journal for appending and reading, and creates it (0600) and its folder (0700) where they are missing. */
export async function openForAppend(path: string): Promise<FileHandle> {
  const flags = constants.O_RDWR | constants.O_APPEND | constants.O_CREAT;
  try {
    return await openOwn(path, flags);
  } catch (error) {
    if (systemErrorCode(error) !== 'ENOENT') throw error;
  }
  await makeOwnFolder(dirname(path));
  return await openOwn(path, flags);
}

async function openOwn(path: string, flags: number): Promise<FileHandle> {
  await refuseLink(dirname(path));
  // Windows has no O_NOFOLLOW, and there only administrators make such links.
  if (process.platform === 'win32') await refuseLink(path);
  // A named pipe without a writer would block the opening for ever (open(2), `O_NONBLOCK`).
  const safe = process.platform === 'win32' ? 0 : constants.O_NOFOLLOW | constants.O_NONBLOCK;
  return open(path, flags | safe, 0o600);
}
