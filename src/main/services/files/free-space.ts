import { statfs } from 'node:fs/promises';
import { dirname } from 'node:path';
import { systemErrorCode } from './write-failure';

/** Bytes that this user can still write on the disk of a folder, or of the nearest folder above it that is there; null where the system doesn't tell. */
export async function freeBytesAt(folder: string): Promise<number | null> {
  try {
    const { bavail, bsize } = await statfs(folder);
    return bavail * bsize;
  } catch (error) {
    const above = dirname(folder);
    return systemErrorCode(error) === 'ENOENT' && above !== folder ? freeBytesAt(above) : null;
  }
}
