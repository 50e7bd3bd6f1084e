import { access, constants, mkdir, open, stat, unlink } from 'node:fs/promises';
import { temporaryFileIn } from './atomic-write';

/** Why nothing can be saved in a data folder: `file` where it is one, `unwritable` for anything else. */
export type DataFolderProblem = 'file' | 'unwritable';

/** Makes the data folder where it is missing; null where it takes files. */
export async function findDataFolderProblem(folder: string): Promise<DataFolderProblem | null> {
  try {
    await mkdir(folder, { recursive: true, mode: 0o700 });
    await access(folder, constants.R_OK | constants.W_OK | constants.X_OK);
    // Windows' answer is about a file's read-only mark, and lets every folder pass (libuv's `fs__access`).
    if (process.platform === 'win32') await makeAndDeleteFile(temporaryFileIn(folder));
    return null;
  } catch {
    const isFile = await stat(folder).then(
      (stats) => !stats.isDirectory(),
      () => false,
    );
    return isFile ? 'file' : 'unwritable';
  }
}

async function makeAndDeleteFile(path: string): Promise<void> {
  const file = await open(path, 'wx', 0o600);
  await file.close();
  // A scanner may hold it for a moment: the next start deletes it.
  await unlink(path).catch(() => undefined);
}
