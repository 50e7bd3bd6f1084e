import { type BigIntStats, constants } from 'node:fs';
import { type FileHandle, lstat, open } from 'node:fs/promises';
import { dirname } from 'node:path';
import { makeOwnFolder, refuseLink, systemErrorCode } from '../files';

/** Which file it is, and how it was left: another file, or a change, has another one. */
export interface Fingerprint {
  /** The file's identity (`fileIdOf`). */
  readonly file: string;
  readonly size: number;
  /** Nanoseconds since 1970. */
  readonly modified: bigint;
}

/**
 * Opens a journal for reading. Here and for writing, a link in place of the file or of its folder is refused with
 * ELOOP: it would lead out of the data folder. The data folder itself may be a link, to another disk.
 */
export async function openForReading(path: string): Promise<FileHandle> {
  return openOwn(path, constants.O_RDONLY);
}

/** Opens a journal for reading and writing. A new one is made with its folder, for their owner alone. */
export async function openForWriting(path: string, isNew: boolean): Promise<FileHandle> {
  if (isNew) await makeOwnFolder(dirname(path));
  return openOwn(path, constants.O_RDWR | (isNew ? constants.O_CREAT : 0));
}

/** The fingerprint of an open file. Throws an error with EINVAL for what is none. */
export async function fingerprintOf(file: FileHandle): Promise<Fingerprint> {
  const stats = await file.stat({ bigint: true });
  // A device or a pipe has no end to scan to. The code is that of `openPlainFile`.
  if (!stats.isFile()) throw Object.assign(new Error('The journal is not a file.'), { code: 'EINVAL' });
  return fingerprint(stats);
}

/** The fingerprint of the file that is in place; null where there is none. Throws the system's error. */
export async function fingerprintAt(path: string): Promise<Fingerprint | null> {
  try {
    return fingerprint(await lstat(path, { bigint: true }));
  } catch (error) {
    if (systemErrorCode(error) === 'ENOENT') return null;
    throw error;
  }
}

/** Identifies a file: its inode number, which the file system reuses, with its creation time. */
export function fileIdOf({ ino, birthtimeNs }: BigIntStats): string {
  return `${ino} ${birthtimeNs}`;
}

function fingerprint(stats: BigIntStats): Fingerprint {
  return { file: fileIdOf(stats), size: Number(stats.size), modified: stats.mtimeNs };
}

async function openOwn(path: string, flags: number): Promise<FileHandle> {
  await refuseLink(dirname(path));
  // Windows has no O_NOFOLLOW, and there only administrators make such links.
  if (process.platform === 'win32') await refuseLink(path);
  // A named pipe without a writer would block the opening for ever (open(2), `O_NONBLOCK`).
  const safe = process.platform === 'win32' ? 0 : constants.O_NOFOLLOW | constants.O_NONBLOCK;
  return open(path, flags | safe, 0o600);
}
