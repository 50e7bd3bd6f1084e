import { constants } from 'node:fs';
import { open, type FileHandle } from 'node:fs/promises';

/**
 * Opens a file of somebody's folder to read it. A named pipe without a writer would otherwise block the opening for
 * ever, and with four of them all work of this process on the disk (open(2), `O_NONBLOCK`).
 *
 * @throws the system's error where it can't be opened, and one with EISDIR or EINVAL for a folder, a pipe or a device
 */
export async function openPlainFile(path: string): Promise<FileHandle> {
  const flags = process.platform === 'win32' ? constants.O_RDONLY : constants.O_RDONLY | constants.O_NONBLOCK;
  const handle = await open(path, flags);
  try {
    const stats = await handle.stat();
    if (stats.isFile()) return handle;
    throw Object.assign(new Error('This is no file.'), { code: stats.isDirectory() ? 'EISDIR' : 'EINVAL' });
  } catch (error) {
    await handle.close();
    throw error;
  }
}

/**
 * True where a failed read tells of the file itself: it is no file, or its disk can't read a part of it. After any
 * other error of the system (a lock, rights, a connection that is lost) it may be whole.
 */
export function isBrokenFile(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const { code, syscall } = error as NodeJS.ErrnoException;
  // Without a system call it is what the journal says of no file: the system has this code too, for other reasons.
  return syscall === undefined ? code === 'EINVAL' : syscall === 'read' && code === 'EIO';
}

/** Reads a small file of the data folder. @throws as `openPlainFile` */
export async function readPlainFile(path: string): Promise<Buffer> {
  const handle = await openPlainFile(path);
  try {
    return await handle.readFile();
  } finally {
    await handle.close();
  }
}
