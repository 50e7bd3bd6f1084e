import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import * as v from 'valibot';
import { learnerIdSchema } from '../../../contract/journal-entry';
import { OperationFailure } from '../../../contract/result';
import type { Logger } from '../../ports';
import { serialiseByKey, systemErrorCode } from '../files';
import type { RemovalMarks } from './removal-marks';

/** Who was removed from this computer. Every browser that is used with it asks here, since none can reach another one's database. */
export interface LearnerRemovals {
  /** When a learner was removed, as an ISO instant; null for one who wasn't, or was brought back. */
  removedAt(learnerId: string): Promise<string | null>;
  /**
   * Marks the beginning of a removal: from now on nothing of the learner is read or written. False, and nothing is marked, where an earlier removal goes on though
   * the learner was brought back meanwhile.
   *
   * @throws OperationFailure with a file code
   */
  begin(learnerId: string, isContinued: boolean): Promise<boolean>;
  /**
   * Marks, has everything of a learner deleted, and marks that nothing is left; answers what `deleteAll` does, and false where `begin` does. On a full disk, where
   * there is no room for a mark before, it is set afterwards.
   *
   * @throws OperationFailure with a file code, or whatever `deleteAll` throws; to be asked again then
   */
  remove(learnerId: string, isContinued: boolean, deleteAll: () => Promise<boolean>): Promise<boolean>;
  /** Brings a learner back on purpose; false where they weren't removed. @throws OperationFailure with a file code */
  lift(learnerId: string): Promise<boolean>;
  /** Ends removals that were cut off after they had begun, by `remove`. What fails is logged, and the next start tries again. */
  finishBegun(remove: (learnerId: string) => Promise<unknown>): Promise<void>;
}

/** What the removals need. */
export interface LearnerRemovalsOptions {
  readonly marks: RemovalMarks;
  /** Folder of the journals, `<id>.jsonl` each. */
  readonly journalFolder: string;
  /** Folder of the snapshots, one folder a learner. */
  readonly snapshotFolder: string;
  readonly logger: Logger;
}

/** The removals of a data folder. */
export function createLearnerRemovals({
  marks,
  journalFolder,
  snapshotFolder,
  logger,
}: LearnerRemovalsOptions): LearnerRemovals {
  async function removedAt(learnerId: string): Promise<string | null> {
    const mark = await marks.find(learnerId);
    if (!mark || mark.state === 'kept') return null;
    if (mark.state === 'begun' || !(await isThere(join(journalFolder, `${learnerId.toLowerCase()}.jsonl`))))
      return mark.at;
    // Nothing here writes a journal of somebody who was removed: it was put back by hand, from a copy of the folder, and whoever did so wants it. The mark goes at once,
    // or the browsers would follow it if that journal is lost one day.
    await marks.put(learnerId, 'kept').catch((error: unknown) => {
      logger.error('The mark of a learner who was put back could not be changed', error);
    });
    return null;
  }

  // One after the other: a learner who is brought back while they are removed is either gone or there.
  const inTurn = serialiseByKey();

  async function begin(learnerId: string, isContinued: boolean): Promise<boolean> {
    if ((await removedAt(learnerId)) !== null) return true;
    if (isContinued && (await marks.find(learnerId))?.state === 'kept') return false;
    await marks.put(learnerId, 'begun');
    return true;
  }

  return {
    removedAt,
    begin: (learnerId, isContinued) => inTurn(learnerId, () => begin(learnerId, isContinued)),
    remove: (learnerId, isContinued, deleteAll) =>
      inTurn(learnerId, async () => {
        const isBegun = await begin(learnerId, isContinued).catch((error: unknown) => {
          if (error instanceof OperationFailure && error.code === 'disk-full') return null;
          throw error;
        });
        if (isBegun === false) return false;
        const removed = await deleteAll();
        if ((await marks.find(learnerId))?.state !== 'done') await marks.put(learnerId, 'done');
        return removed;
      }),
    lift: (learnerId) =>
      inTurn(learnerId, async () => {
        if ((await removedAt(learnerId)) === null) return false;
        await marks.put(learnerId, 'kept');
        return true;
      }),
    async finishBegun(remove) {
      try {
        if (!(await marks.hasBegun())) return;
        for (const learnerId of new Set([
          ...(await learnersIn(journalFolder)),
          ...(await learnersIn(snapshotFolder)),
        ])) {
          if ((await marks.find(learnerId))?.state === 'begun') await remove(learnerId);
        }
        await marks.endBegun();
      } catch (error) {
        logger.error('A removal that was cut off could not be ended', error);
      }
    },
  };
}

/** Words the refusal of whatever would read or write the journal of somebody who was removed. */
export function learnerRemoved(learnerId: string): OperationFailure {
  return new OperationFailure('learner-removed', 'The learner was removed from this computer.', { learnerId });
}

/** Everybody of whom a folder holds something, by file or folder name. */
async function learnersIn(folder: string): Promise<readonly string[]> {
  try {
    return (await readdir(folder))
      .map((name) => name.replace(/\.jsonl.*$/u, ''))
      .filter((name) => v.is(learnerIdSchema, name) && name === name.toLowerCase());
  } catch (error) {
    if (systemErrorCode(error) === 'ENOENT') return [];
    throw error;
  }
}

async function isThere(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    (error: unknown) => systemErrorCode(error) !== 'ENOENT',
  );
}
