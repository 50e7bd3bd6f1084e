import { constants } from 'node:fs';
import { copyFile, lstat, open, readdir, rename, rm, unlink } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { syncFolder, systemErrorCode, writeFailure } from '../files';

/**
 * Unreadable parts of a journal are saved next to it under this suffix and a number, until the record is protected or
 * removed.
 */
const SUFFIX = '.damaged-';

/** Saves a copy of a journal with damaged lines before it is replaced. @throws OperationFailure with a file code */
export async function saveDamagedJournal(path: string): Promise<void> {
  await underFreeName(path, async (target) => {
    await copyFile(path, target, constants.COPYFILE_EXCL);
    const copy = await open(target, 'r+');
    try {
      await copy.sync();
    } finally {
      await copy.close();
    }
  });
}

/**
 * Renames an unreadable journal, whatever kind of file it is; a missing one is ignored.
 * @throws OperationFailure with a file code
 */
export async function renameUnreadableJournal(path: string): Promise<void> {
  if (await exists(path)) await underFreeName(path, (target) => rename(path, target));
}

/**
 * Deletes the damaged files of a journal and, if asked for, the journal itself last. Returns the number of files.
 * @throws OperationFailure with a file code
 */
export async function removeDamagedJournals(
  path: string,
  options: { readonly withJournal?: boolean } = {},
): Promise<number> {
  const names = await damagedNames(path);
  const targets = [
    ...names.map((name) => join(dirname(path), name)),
    ...(options.withJournal && (await exists(path)) ? [path] : []),
  ];
  try {
    for (const target of targets) await remove(target);
    if (targets.length > 0) await syncFolder(dirname(path));
  } catch (error) {
    throw writeFailure(error, basename(path));
  }
  return targets.length;
}

async function remove(path: string): Promise<void> {
  // `rm` tries a file that it may not delete as a folder, and reports that there is none.
  await ((await lstat(path)).isDirectory() ? rm(path, { recursive: true }) : unlink(path));
}

async function underFreeName(path: string, put: (target: string) => Promise<void>): Promise<void> {
  const numbers = (await damagedNames(path)).map((name) => Number(name.slice(name.lastIndexOf('-') + 1)));
  try {
    await put(`${path}${SUFFIX}${Math.max(0, ...numbers) + 1}`);
    await syncFolder(dirname(path));
  } catch (error) {
    throw writeFailure(error, basename(path));
  }
}

async function damagedNames(path: string): Promise<string[]> {
  const prefix = basename(path) + SUFFIX;
  try {
    return (await readdir(dirname(path))).filter(
      (name) => name.startsWith(prefix) && /^\d+$/u.test(name.slice(prefix.length)),
    );
  } catch (error) {
    if (systemErrorCode(error) === 'ENOENT') return [];
    throw writeFailure(error, basename(path));
  }
}

async function exists(path: string): Promise<boolean> {
  return lstat(path).then(
    () => true,
    (error: unknown) => systemErrorCode(error) !== 'ENOENT',
  );
}
