import { access, constants, mkdir, stat } from 'node:fs/promises';

/** Why nothing can be saved in a data folder: `file` where it is one, `unwritable` for anything else. */
export type DataFolderProblem = 'file' | 'unwritable';

/** Makes the data folder where it is missing; null where it takes files. */
export async function findDataFolderProblem(folder: string): Promise<DataFolderProblem | null> {
  try {
    await mkdir(folder, { recursive: true, mode: 0o700 });
    await access(folder, constants.R_OK | constants.W_OK | constants.X_OK);
    return null;
  } catch {
    const isFile = await stat(folder).then(
      (stats) => !stats.isDirectory(),
      () => false,
    );
    return isFile ? 'file' : 'unwritable';
  }
}
