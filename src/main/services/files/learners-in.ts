import { readdir } from 'node:fs/promises';
import * as v from 'valibot';
import { learnerIdSchema } from '../../../contract/journal-entry';
import { systemErrorCode } from './write-failure';

/**
 * The learners of whom a folder holds something, in order; none where it isn't there. Throws the system's error.
 * @param idIn what may be a learner's id in the name of a file or folder
 */
export async function learnersIn(folder: string, idIn: (name: string) => string = (name) => name): Promise<string[]> {
  const names = await readdir(folder).catch((error: unknown) => {
    if (systemErrorCode(error) === 'ENOENT') return [];
    throw error;
  });
  return names
    .map(idIn)
    .filter((id) => v.is(learnerIdSchema, id) && id === id.toLowerCase())
    .sort();
}
