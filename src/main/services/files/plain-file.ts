import { constants } from 'node:fs';
import { open, type FileHandle } from 'node:fs/promises';

/**
 * Opens a file of somebody's folder to read it. A named pipe without a writer would otherwise block the opening for
 * ever, and with four of them all work of this process on the disk (open(2), `O_NONBLOCK`).
 *
 * @throws the system's error where it can't be opened, and an Error for a folder, a pipe or a device
 */
export async function openPlainFile(path: string): Promise<FileHandle> {
  const flags = process.platform === 'win32' ? constants.O_RDONLY : constants.O_RDONLY | constants.O_NONBLOCK;
  const handle = await open(path, flags);
  const isFile = await handle.stat().then(
    (stats) => stats.isFile(),
    () => false,
  );
  if (isFile) return handle;
  await handle.close();
  throw new Error('This is no file.');
}
