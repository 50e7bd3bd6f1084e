import { closeSync, fstatSync, ftruncateSync, openSync } from 'node:fs';
import type { FileHandle } from 'node:fs/promises';
import { fileIdOf } from './own-file';

/**
 * Appends the bytes in one write and syncs them to the disk. Append mode puts every write at the file's end as a whole,
 * whoever else writes. If the disk fills up half-way, or the sync fails, the append is truncated, so that the file is
 * unchanged.
 * @param file opened for appending
 * @param path of the file
 */
export async function appendBytes(file: FileHandle, path: string, bytes: Buffer): Promise<void> {
  const lengthBefore = fstatSync(file.fd).size;
  let written = 0;
  try {
    while (written < bytes.length) {
      // A second round follows only a short write, which means that the disk is full: the next round throws the error.
      written += (await file.write(bytes, written, bytes.length - written, null)).bytesWritten;
    }
    // Bytes whose sync failed may never reach the disk, though they can be read and the next sync succeeds: the system
    // reports the failure once. Only bytes that are written anew are tried again.
    await file.sync();
  } catch (error) {
    cutOff(file, path, lengthBefore, written);
    throw error;
  }
}

/**
 * Truncates a failed append, unless another process has appended meanwhile: its entry may be acknowledged. No await
 * comes between the calls, far quicker than another writer's fsync. A torn end that stays is no loss: the next append
 * starts on a fresh line. The file is opened once more, since Windows truncates none through a handle for appending.
 */
function cutOff(file: FileHandle, path: string, lengthBefore: number, written: number): void {
  // Nothing is to be truncated, and so nothing of another process's is at risk.
  if (written === 0) return;
  try {
    const own = fileIdOf(fstatSync(file.fd, { bigint: true }));
    const handle = openSync(path, 'r+');
    try {
      const stats = fstatSync(handle, { bigint: true });
      if (fileIdOf(stats) === own && Number(stats.size) === lengthBefore + written) ftruncateSync(handle, lengthBefore);
    } finally {
      closeSync(handle);
    }
  } catch {
    // The first error is the one to report.
  }
}
