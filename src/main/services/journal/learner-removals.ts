import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import * as v from 'valibot';
import { OperationFailure } from '../../../contract/result';
import type { Logger } from '../ports';
import {
  digestFileName,
  isMissing,
  learnersIn,
  readOwnJson,
  removeOwnFile,
  saveOwnJson,
  serialiseByKey,
  writeFailure,
} from '../files';

const markSchema = v.strictObject({
  version: v.literal(1),
  /** `begun`: the host's data of the learner is being deleted; `done`: it is deleted. */
  state: v.picklist(['begun', 'done']),
  at: v.pipe(v.string(), v.isoTimestamp()),
});

/** A learner's removal from this computer, with its ISO instant. */
export type RemovalMark = Pick<v.InferOutput<typeof markSchema>, 'state' | 'at'>;

/**
 * The removed learners of this computer. Every browser that uses it asks here, since none can reach another one's
 * database. A mark is one small file, named by a digest of the random id, so that only a browser that still has the
 * record can recognise it. It stands also over a journal that a backup tool puts back: only a person lifts it.
 */
export interface LearnerRemovals {
  /**
   * A learner's mark; null for one who wasn't removed. A damaged mark counts as `done`, dated by its file.
   * @throws OperationFailure where it can't be read: neither answer may be guessed
   */
  find(learnerId: string): Promise<RemovalMark | null>;
  /**
   * Marks the beginning, deletes everything of a learner, and marks the end. On a full disk, where there is no room for
   * the first mark, the deletion makes some.
   * @throws OperationFailure with a file code, or whatever `deleteAll` throws; the caller tries again then
   */
  remove(learnerId: string, deleteAll: () => Promise<void>): Promise<void>;
  /** Lifts the mark, on a person's import or restore. @throws OperationFailure with a file code */
  lift(learnerId: string): Promise<void>;
  /** Finishes interrupted removals with `remove`. Failures are logged, and the next start tries again. */
  finishBegun(remove: (learnerId: string) => Promise<unknown>): Promise<void>;
}

/** What `createLearnerRemovals` needs. */
export interface LearnerRemovalsOptions {
  /** Holds the marks; created with the first one. */
  readonly folder: string;
  /** Folders whose names begin with the id of a learner of whom something is left. */
  readonly dataFolders: readonly string[];
  readonly logger: Logger;
  /** Milliseconds since 1970. */
  readonly now: () => number;
}

const UUID_LENGTH = 36;

/** The removals of a data folder. */
export function createLearnerRemovals({ folder, dataFolders, logger, now }: LearnerRemovalsOptions): LearnerRemovals {
  // One after the other: a learner who is restored during a removal is then either removed or present.
  const inTurn = serialiseByKey();

  const find = (learnerId: string): Promise<RemovalMark | null> => readMark(folder, digestFileName(learnerId));

  const put = (name: string, mark: RemovalMark): Promise<void> =>
    saveOwnJson(join(folder, name), { version: 1, ...mark }, 'removed');

  async function remove(learnerId: string, deleteAll: () => Promise<void>): Promise<void> {
    const name = digestFileName(learnerId);
    const at = (await find(learnerId))?.at ?? new Date(now()).toISOString();
    await put(name, { state: 'begun', at }).catch((error: unknown) => {
      if (!(error instanceof OperationFailure && error.code === 'disk-full')) throw error;
    });
    await deleteAll();
    await put(name, { state: 'done', at });
  }

  async function finishBegun(removeLeft: (learnerId: string) => Promise<unknown>): Promise<void> {
    const begun = await begunIn(folder);
    if (begun.length === 0) return;
    const failed = new Set<string>();
    const left = await Promise.all(dataFolders.map((each) => learnersIn(each, (name) => name.slice(0, UUID_LENGTH))));
    for (const learnerId of new Set(left.flat())) {
      const mark = await find(learnerId).catch(() => null);
      if (mark?.state !== 'begun') continue;
      await removeLeft(learnerId).catch((error: unknown) => {
        // The others' removals go on; this one stays begun.
        failed.add(digestFileName(learnerId));
        notEnded(error);
      });
    }
    for (const name of begun) {
      const mark = failed.has(name) ? null : await readMark(folder, name);
      if (mark?.state === 'begun') await put(name, { ...mark, state: 'done' });
    }
  }

  function notEnded(error: unknown): void {
    logger.error('A removal that was cut off could not be ended', error);
  }

  return {
    find,
    remove: (learnerId, deleteAll) => inTurn(learnerId.toLowerCase(), () => remove(learnerId, deleteAll)),
    lift: (learnerId) =>
      inTurn(learnerId.toLowerCase(), () => removeOwnFile(join(folder, digestFileName(learnerId)), 'removed')),
    finishBegun: (removeLeft) => finishBegun(removeLeft).catch(notEnded),
  };
}

async function readMark(folder: string, name: string): Promise<RemovalMark | null> {
  const path = join(folder, name);
  const mark = v.safeParse(markSchema, await readOwnJson(path, 'removed'));
  if (mark.success) return { state: mark.output.state, at: mark.output.at };
  const found = await stat(path).catch(() => null);
  return found && { state: 'done', at: found.mtime.toISOString() };
}

/** Names of the marks of unfinished removals; those that can't be read now aside. */
async function begunIn(folder: string): Promise<string[]> {
  const names = await readdir(folder).catch((error: unknown) => {
    if (isMissing(error)) return [];
    throw writeFailure(error, 'removed');
  });
  const marks = names.filter((name) => /^[0-9a-f]{64}\.json$/u.test(name));
  const found = await Promise.all(marks.map((name) => readMark(folder, name).catch(() => null)));
  return marks.filter((_, index) => found[index]?.state === 'begun');
}
