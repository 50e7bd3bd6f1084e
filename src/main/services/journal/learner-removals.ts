import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { OperationFailure } from '../../../contract/result';
import type { Logger } from '../ports';
import { learnersIn, serialiseByKey, systemErrorCode } from '../files';
import { journalUnreadable } from './journal-failure';
import type { RemovalMarks } from './removal-marks';

/**
 * The removed learners of this computer. Every browser that uses it asks here, since none can reach another one's
 * database.
 */
export interface LearnerRemovals {
  /**
   * When a learner was removed, as an ISO instant; null for one who wasn't, or was restored.
   * @throws OperationFailure where the mark or the journal can't be read: neither answer may be guessed
   */
  removedAt(learnerId: string): Promise<string | null>;
  /**
   * Marks the beginning of a removal: from now on nothing of the learner is read or written. False, without a mark,
   * where an interrupted removal is resumed of which there is no mark, or after which the learner was restored.
   *
   * @throws OperationFailure with a file code
   */
  begin(learnerId: string, isContinued: boolean): Promise<boolean>;
  /**
   * Marks the beginning, deletes everything of a learner, and marks the end; does nothing where `begin` answers false.
   * On a full disk, where there is no room for the first mark, it is set afterwards.
   *
   * @throws OperationFailure with a file code, or whatever `deleteAll` throws; the caller tries again then
   */
  remove(learnerId: string, isContinued: boolean, deleteAll: () => Promise<void>): Promise<void>;
  /** Restores a removed learner on purpose. @throws OperationFailure with a file code */
  lift(learnerId: string): Promise<void>;
  /** Finishes interrupted removals with `remove`. Failures are logged, and the next start tries again. */
  finishBegun(remove: (learnerId: string) => Promise<unknown>): Promise<void>;
}

/** What `createLearnerRemovals` needs. */
export interface LearnerRemovalsOptions {
  readonly marks: RemovalMarks;
  /** Folder of the journals, `<id>.jsonl` each. */
  readonly journalFolder: string;
  /** Folder of the snapshots, one folder a learner. */
  readonly snapshotFolder: string;
  readonly logger: Logger;
}

const NOT_ENDED = 'A removal that was cut off could not be ended';

/** The removals of a data folder. */
export function createLearnerRemovals({
  marks,
  journalFolder,
  snapshotFolder,
  logger,
}: LearnerRemovalsOptions): LearnerRemovals {
  /** True for a file with a byte at least: an append creates it before it reads the mark (`journal-file.ts`). */
  async function holdsJournal(learnerId: string): Promise<boolean> {
    return stat(join(journalFolder, `${learnerId.toLowerCase()}.jsonl`)).then(
      ({ size }) => size > 0,
      (error: unknown) => {
        if (systemErrorCode(error) === 'ENOENT') return false;
        throw journalUnreadable(error, learnerId);
      },
    );
  }

  async function removedAt(learnerId: string): Promise<string | null> {
    const mark = await marks.find(learnerId);
    if (!mark || mark.state === 'kept') return null;
    if (mark.state === 'begun' || !(await holdsJournal(learnerId))) return mark.at;
    // The app never writes a removed learner's journal: somebody put it back by hand, from a copy of the folder, and
    // wants it. The mark is deleted at once, or the browsers would follow it if that journal is lost one day.
    await marks.put(learnerId, 'kept').catch((error: unknown) => {
      logger.error('The mark of a learner who was put back could not be changed', error);
    });
    return null;
  }

  // One after the other: a learner who is restored during a removal is then either removed or present.
  const inTurn = serialiseByKey();

  async function begin(learnerId: string, isContinued: boolean): Promise<boolean> {
    if ((await removedAt(learnerId)) !== null) return true;
    // The page's own note of a removal isn't enough to delete what the host keeps: a page of another program, which had
    // the app's address while the app wasn't running, can have written it.
    if (isContinued) return false;
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
        if (isBegun === false) return;
        await deleteAll();
        if ((await marks.find(learnerId))?.state !== 'done') await marks.put(learnerId, 'done');
      }),
    lift: (learnerId) =>
      inTurn(learnerId, async () => {
        if ((await removedAt(learnerId)) !== null) await marks.put(learnerId, 'kept');
      }),
    async finishBegun(remove) {
      try {
        const begun = await marks.begun();
        if (begun.length === 0) return;
        let failed = false;
        // The copy of a damaged journal is a learner's too: `<id>.jsonl.damaged-1`.
        const inJournals = await learnersIn(journalFolder, (name) => name.replace(/\.jsonl.*$/u, ''));
        for (const learnerId of new Set([...inJournals, ...(await learnersIn(snapshotFolder))])) {
          try {
            if ((await marks.find(learnerId))?.state === 'begun') await remove(learnerId);
          } catch (error) {
            // The others' removals go on; this one stays begun.
            failed = true;
            logger.error(NOT_ENDED, error);
          }
        }
        if (!failed) await marks.end(begun);
      } catch (error) {
        logger.error(NOT_ENDED, error);
      }
    },
  };
}

/** The error of every read or write of a removed learner's journal. */
export function learnerRemoved(learnerId: string): OperationFailure {
  return new OperationFailure('learner-removed', 'The learner was removed from this computer.', { learnerId });
}
