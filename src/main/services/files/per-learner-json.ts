import { createHash } from 'node:crypto';
import { unlink } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { parseJson } from '../../../domain/json/json-value';
import { writeFileAtomically } from './atomic-write';
import { makeOwnFolder, refuseLink } from './own-folder';
import { readPlainFile } from './plain-file';
import { systemErrorCode, writeFailure } from './write-failure';

/** A folder of the data folder with one small JSON file for each learner who has a value there. */
export interface PerLearnerJson {
  /**
   * A learner's value; undefined where there is no file, or one that isn't JSON.
   * @throws OperationFailure with a file code
   */
  read(learnerId: string): Promise<unknown>;
  /** Writes a learner's value. @throws OperationFailure with a file code; the previous value is then unchanged */
  save(learnerId: string, value: unknown): Promise<void>;
  /** Deletes a learner's file, if there is one. @throws OperationFailure with a file code */
  remove(learnerId: string): Promise<void>;
}

/** Name of a learner's file: a digest of the random id, so that what is left of a removed learner identifies nobody. */
export function digestFileName(learnerId: string): string {
  return `${createHash('sha256').update(learnerId.toLowerCase()).digest('hex')}.json`;
}

/**
 * Writes a small JSON file atomically into a folder of the data folder, which is made where it is missing.
 * @param name of the file, for messages
 * @throws OperationFailure with a file code; the previous file is then unchanged
 */
export async function saveOwnJson(path: string, value: unknown, name: string): Promise<void> {
  await makeOwnFolder(dirname(path)).catch((error: unknown) => {
    throw writeFailure(error, name);
  });
  await writeFileAtomically(path, new TextEncoder().encode(`${JSON.stringify(value)}\n`));
}

/**
 * The values in a folder, which is created with the first one; a link in its place is refused.
 * @param name of the files, for messages
 */
export function createPerLearnerJson(folder: string, name: string): PerLearnerJson {
  const pathOf = (learnerId: string): string => join(folder, digestFileName(learnerId));

  return {
    async read(learnerId) {
      try {
        await refuseLink(folder);
        return parseJson((await readPlainFile(pathOf(learnerId))).toString());
      } catch (error) {
        if (systemErrorCode(error) === 'ENOENT') return undefined;
        throw writeFailure(error, name);
      }
    },
    save: (learnerId, value) => saveOwnJson(pathOf(learnerId), value, name),
    async remove(learnerId) {
      try {
        await refuseLink(folder);
        await unlink(pathOf(learnerId));
      } catch (error) {
        if (!['ENOENT', 'ENOTDIR'].includes(systemErrorCode(error) ?? '')) throw writeFailure(error, name);
      }
    },
  };
}
