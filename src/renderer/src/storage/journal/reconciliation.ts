import { isReset } from '../../../../domain/record/journal-epoch';
import { withJournalLock, type JournalPort, type JournalState } from './port';
import { resetToJournal } from './reset-to-journal';
import { lostEntries, readMark, type JournalMark } from './mark';
import { compareAll, isBehindJournal, readNewPages } from './comparison';
import type { LearnerDatabase } from '../database/learner-database';
import { rebuildLatestNotes } from '../record/note-store';
import { readLearner } from '../record/profile-store';
import { readProjection, rebuildProjections } from '../record/projections';
import { actualCounts, expectedCounts } from '../database/row-counts';
import { guarded } from '../database/storage-error';

/** What the comparison of a database with its journal found and did. */
export interface RecoveryReport {
  /**
   * - `agree`: nothing was missing on either side
   * - `restored`: the database lacked changes that the journal had; all are restored
   * - `journal-refilled`: only the journal lacked changes; they are in the outbox again
   * - `reset`: the journal was reset to an earlier state, and the database follows it; `statements` counts the unsent
   *   changes, which stay
   */
  readonly outcome: 'agree' | 'restored' | 'journal-refilled' | 'reset';
  /** True where the database was empty. */
  readonly databaseWasEmpty: boolean;
  /** How many were restored, or are in the outbox again. */
  readonly statements: number;
  readonly notes: number;
  /**
   * True where derived data (record, newest notes) was rebuilt, or rows took the words of the journal, where another
   * browser opened or sealed them.
   */
  readonly rebuilt: boolean;
  /** Lines of the journal that can't be read. */
  readonly damagedLines: readonly number[];
  /** True where these lines are reported for the first time. */
  readonly damageIsNew: boolean;
}

/**
 * Compares a learner's database with the journal and makes both hold the same. That it opened proves nothing: Chromium
 * can replace a damaged store by an empty one without an error. So the loss is detected by the journal's count and last
 * sequence, which are outside the browser, and by the row counts.
 *
 * @throws StorageError when the database can't be read or written; errors of the port when the journal can't be read
 */
export async function reconcile(
  database: LearnerDatabase,
  learnerId: string,
  port: JournalPort,
): Promise<RecoveryReport> {
  // Under the lock, so that no change is being sent while the two are compared.
  return withJournalLock(learnerId, () => reconcileLocked(database, learnerId, port));
}

/** Like `reconcile`, for a caller that holds the journal's lock. @throws like `reconcile` */
export async function reconcileLocked(
  database: LearnerDatabase,
  learnerId: string,
  port: JournalPort,
): Promise<RecoveryReport> {
  const held = await guarded(() => examine(database));
  const rebuilt = await guarded(() => rebuildDerived(database, held));
  const state = await port.state(learnerId);
  const report = { databaseWasEmpty: held.empty, rebuilt, ...(await damageOf(database, state)) };
  if (held.mark && isReset(state.epoch, held.mark.epoch ?? '')) {
    return {
      outcome: 'reset',
      statements: await resetToJournal(database, learnerId, port, state),
      notes: 0,
      ...report,
    };
  }
  const { restored, refilled, tookWords } =
    held.mark && isTrusted(held, held.mark, state)
      ? await readNewPages(database, learnerId, port, state, held.mark)
      : await compareAll(database, learnerId, port, state, isFollowed(held.mark, state));
  const cameBack = restored.statements + restored.notes > 0;
  return {
    outcome: cameBack ? 'restored' : refilled ? 'journal-refilled' : 'agree',
    ...(cameBack || !refilled ? restored : refilled),
    ...report,
    rebuilt: rebuilt || tookWords,
  };
}

/** The damaged lines, and whether they are new: each is reported once, not at every start. */
async function damageOf(
  database: LearnerDatabase,
  { damagedLines }: JournalState,
): Promise<Pick<RecoveryReport, 'damagedLines' | 'damageIsNew'>> {
  return guarded(() =>
    database.transaction('rw', database.meta, async () => {
      const reported = ((await database.meta.get(REPORTED_DAMAGE_KEY))?.value as readonly number[] | undefined) ?? [];
      if (reported.join() === damagedLines.join()) return { damagedLines, damageIsNew: false };
      await database.meta.put({ key: REPORTED_DAMAGE_KEY, value: [...damagedLines] });
      return { damagedLines, damageIsNew: damagedLines.length > 0 };
    }),
  );
}

/** Key in the `meta` table. */
const REPORTED_DAMAGE_KEY = 'damagedLinesTold';

interface Holdings {
  readonly mark: JournalMark | null;
  readonly empty: boolean;
  /** True where no added row is missing. */
  readonly whole: boolean;
  /** True where the journal may hold words of rows that are here already (`isBehindJournal`). */
  readonly behind: boolean;
  /** True where the table of newest notes lacks some, though all revisions exist. */
  readonly latestNotesLost: boolean;
  /** True where the stored record counts another number of statements than the table. */
  readonly projectionWrong: boolean;
}

async function examine(database: LearnerDatabase): Promise<Holdings> {
  // One transaction: an addition between two counts must not look like a loss.
  return database.transaction('r', database.tables, async () => {
    const [mark, expected, actual, record, learner] = await Promise.all([
      readMark(database),
      expectedCounts(database),
      actualCounts(database),
      readProjection(database),
      readLearner(database),
    ]);
    const factsWhole = expected.statements === actual.statements && expected.revisions === actual.revisions;
    return {
      mark,
      empty: actual.statements === 0 && actual.revisions === 0 && !learner,
      whole: factsWhole && learner !== null,
      behind: await isBehindJournal(database),
      latestNotesLost: factsWhole && expected.notes !== actual.notes,
      projectionWrong: (record?.statementCount ?? 0) !== actual.statements,
    };
  });
}

/** Derived data is rebuilt before the host is asked: it may not answer. */
async function rebuildDerived(
  database: LearnerDatabase,
  { latestNotesLost, projectionWrong }: Holdings,
): Promise<boolean> {
  if (projectionWrong) {
    await database.transaction('rw', [database.statements, database.projections, database.attempts], async () =>
      rebuildProjections(database),
    );
  }
  if (latestNotesLost) {
    await database.transaction('rw', [database.noteRevisions, database.latestNotes], async () =>
      rebuildLatestNotes(database),
    );
  }
  return projectionWrong || latestNotesLost;
}

function isTrusted(held: Holdings, mark: JournalMark, state: JournalState): boolean {
  return held.whole && !held.behind && mark.readTo > 0 && isFollowed(mark, state);
}

/** True where the journal is the one that the mark is about, with everything that it held then. */
function isFollowed(mark: JournalMark | null, state: JournalState): boolean {
  return mark !== null && (mark.epoch ?? '') === state.epoch && !lostEntries(mark, state);
}
