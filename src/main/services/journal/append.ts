import { fstatSync, ftruncateSync } from 'node:fs';
import type { FileHandle } from 'node:fs/promises';

/**
 * Appends the bytes in one write and syncs them to the disk. Append mode puts every write at the file's end as a whole,
 * whoever else writes. If the disk fills up half-way, or the sync fails, the append is truncated, so that the file is
 * unchanged.
 */
export async function appendBytes(file: FileHandle, bytes: Buffer): Promise<void> {
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
    cutOff(file, lengthBefore, written);
    throw error;
  }
}

/**
 * Truncates a failed append, unless another process has appended meanwhile: its entry may be acknowledged. The
 * two calls follow each other without an await, far quicker than another writer's fsync. A torn end that stays is no
 * loss: the next append starts on a fresh line.
 */
function cutOff(file: FileHandle, lengthBefore: number, written: number): void {
  try {
    if (written > 0 && fstatSync(file.fd).size === lengthBefore + written) ftruncateSync(file.fd, lengthBefore);
  } catch {
    // The first error is the one to report.
  }
}
