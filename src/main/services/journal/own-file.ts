import { type BigIntStats, constants, lstatSync } from 'node:fs';
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

/** Opens a journal for appending and reading. */
export async function openForAppend(path: string): Promise<FileHandle> {
  return openOwn(path, constants.O_RDWR | constants.O_APPEND);
}

/** Creates a journal without entries (0600), and its folder (0700), where they are missing. */
export async function createOwnFile(path: string): Promise<void> {
  const create = (): Promise<FileHandle> => openOwn(path, constants.O_RDWR | constants.O_CREAT);
  const file = await create().catch(async (error: unknown) => {
    if (systemErrorCode(error) !== 'ENOENT') throw error;
    await makeOwnFolder(dirname(path));
    return create();
  });
  await file.close();
}

/** Identifies a file: its inode number, which the file system reuses, with its creation time. */
export function fileIdOf({ ino, birthtimeNs }: BigIntStats): string {
  return `${ino} ${birthtimeNs}`;
}

/** Identifies the file that is in place; null where there is none. */
export function fileIdAt(path: string): string | null {
  const found = lstatSync(path, { bigint: true, throwIfNoEntry: false });
  return found ? fileIdOf(found) : null;
}

async function openOwn(path: string, flags: number): Promise<FileHandle> {
  await refuseLink(dirname(path));
  // Windows has no O_NOFOLLOW, and there only administrators make such links.
  if (process.platform === 'win32') await refuseLink(path);
  // A named pipe without a writer would block the opening for ever (open(2), `O_NONBLOCK`).
  const safe = process.platform === 'win32' ? 0 : constants.O_NOFOLLOW | constants.O_NONBLOCK;
  return open(path, flags | safe, 0o600);
}
