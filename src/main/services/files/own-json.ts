import { createHash } from 'node:crypto';
import { unlink } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { parseJson } from '../../../domain/json/json-value';
import { writeFileAtomically } from './atomic-write';
import { makeOwnFolder, refuseLink } from './own-folder';
import { readPlainFile } from './plain-file';
import { systemErrorCode, writeFailure } from './write-failure';

/**
 * The value of a small JSON file in a folder of the data folder, where a link is refused; undefined where there is no
 * file, or one that isn't JSON.
 * @param name of the file, for messages
 * @throws OperationFailure with a file code
 */
export async function readOwnJson(path: string, name: string): Promise<unknown> {
  try {
    await refuseLink(dirname(path));
    return parseJson((await readPlainFile(path)).toString());
  } catch (error) {
    if (isMissing(error)) return undefined;
    throw writeFailure(error, name);
  }
}

/**
 * Writes a small JSON file atomically into a folder of the data folder, which is made where it is missing.
 * @throws OperationFailure with a file code; the previous file is then unchanged
 */
export async function saveOwnJson(path: string, value: unknown, name: string): Promise<void> {
  await makeOwnFolder(dirname(path)).catch((error: unknown) => {
    throw writeFailure(error, name);
  });
  await writeFileAtomically(path, new TextEncoder().encode(`${JSON.stringify(value)}\n`));
}

/** Deletes a file of the data folder, if there is one. @throws OperationFailure with a file code */
export async function removeOwnFile(path: string, name: string): Promise<void> {
  try {
    await refuseLink(dirname(path));
    await unlink(path);
  } catch (error) {
    if (!isMissing(error)) throw writeFailure(error, name);
  }
}

/** True where an error says that a file, or its folder, isn't there. */
export function isMissing(error: unknown): boolean {
  return ['ENOENT', 'ENOTDIR'].includes(systemErrorCode(error) ?? '');
}

/** Name of a learner's file: a digest of the random id, so that what is left of a removed learner identifies nobody. */
export function digestFileName(learnerId: string): string {
  return `${createHash('sha256').update(learnerId.toLowerCase()).digest('hex')}.json`;
}

/** A folder of the data folder with one small JSON file for each learner who has a value there. */
export interface PerLearnerJson {
  /** As `readOwnJson`. */
  read(learnerId: string): Promise<unknown>;
  /** As `saveOwnJson`. */
  save(learnerId: string, value: unknown): Promise<void>;
  /** As `removeOwnFile`. */
  remove(learnerId: string): Promise<void>;
}

/**
 * The values in a folder, which is made with the first one.
 * @param name of the files, for messages
 */
export function createPerLearnerJson(folder: string, name: string): PerLearnerJson {
  const pathOf = (learnerId: string): string => join(folder, digestFileName(learnerId));
  return {
    read: (learnerId) => readOwnJson(pathOf(learnerId), name),
    save: (learnerId, value) => saveOwnJson(pathOf(learnerId), value, name),
    remove: (learnerId) => removeOwnFile(pathOf(learnerId), name),
  };
}
