import { lstat, mkdir, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { syncFolder } from './atomic-write';
import { systemErrorCode } from './write-failure';

/**
 * Refuses a link in place of a file or folder of the data folder, with ELOOP: it would lead out of there, and what is
 * written, read or deleted behind it isn't the app's. The data folder itself may be a link, to another disk.
 */
export async function refuseLink(path: string): Promise<void> {
  const stats = await lstat(path).catch((error: unknown) => {
    if (['ENOENT', 'ENOTDIR'].includes(systemErrorCode(error) ?? '')) return null;
    throw error;
  });
  if (stats?.isSymbolicLink())
    throw Object.assign(new Error('A link stands in place of a file or folder of the app.'), { code: 'ELOOP' });
}

/**
 * Makes a folder of the data folder, and those above it, for its owner alone, and syncs its name to the disk; refuses a
 * link in its place. Throws the system's error.
 */
export async function makeOwnFolder(folder: string): Promise<void> {
  await refuseLink(folder);
  await makeFolder(folder);
}

/** One after the other: what `mkdir` with `recursive` says of a read-only disk is that a folder is missing. */
async function makeFolder(folder: string): Promise<void> {
  try {
    await mkdir(folder, { mode: 0o700 });
  } catch (error) {
    // Systems say differently that it is there. Of a file in its place, whoever opens something below it hears.
    if (await stat(folder).catch(() => null)) return;
    if (systemErrorCode(error) !== 'ENOENT' || dirname(folder) === folder) throw error;
    await makeFolder(dirname(folder));
    // Another process may have made it meanwhile.
    await mkdir(folder, { recursive: true, mode: 0o700 });
  }
  await syncFolder(dirname(folder));
}
