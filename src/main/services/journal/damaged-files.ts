import { constants } from 'node:fs';
import { copyFile, open, readdir, rename, rm, stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { syncFolder, systemErrorCode, writeFailure } from '../files';

/** What can't be read of a journal is saved beside it under this suffix and a number, until the record is protected or removed. */
const SUFFIX = '.damaged-';

/** Keeps a copy of a journal that holds damaged lines, before other entries take its place. @throws OperationFailure with a file code */
export async function keepDamagedJournal(path: string): Promise<void> {
  await beside(path, async (target) => {
    await copyFile(path, target, constants.COPYFILE_EXCL);
    const copy = await open(target, 'r+');
    try {
      await copy.sync();
    } finally {
      await copy.close();
    }
  });
}

/** Moves a journal that can't be read out of the way, whatever it is; one that isn't there needs none of it. @throws OperationFailure with a file code */
export async function setJournalAside(path: string): Promise<void> {
  if (!(await exists(path))) return;
  await beside(path, async (target) => {
    // A rename replaces what is there; another process may have taken the number.
    if (await exists(target)) throw Object.assign(new Error('taken'), { code: 'EEXIST' });
    await rename(path, target);
  });
}

/** Deletes what was saved of a damaged journal, and last the journal itself where that is asked for. Returns how many files. @throws OperationFailure with a file code */
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
    for (const target of targets) await rm(target, { recursive: true });
    if (targets.length > 0) await syncFolder(dirname(path));
  } catch (error) {
    throw writeFailure(error, basename(path));
  }
  return targets.length;
}

async function beside(path: string, put: (target: string) => Promise<void>): Promise<void> {
  const numbers = (await damagedNames(path)).map((name) => Number(name.slice(name.lastIndexOf('-') + 1)));
  let number = Math.max(0, ...numbers);
  for (;;) {
    number += 1;
    try {
      await put(`${path}${SUFFIX}${number}`);
      return await syncFolder(dirname(path));
    } catch (error) {
      if (systemErrorCode(error) !== 'EEXIST') throw writeFailure(error, basename(path));
    }
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
  return stat(path).then(
    () => true,
    (error: unknown) => systemErrorCode(error) !== 'ENOENT',
  );
}
