import type { KnownThings } from '../../../../domain/learner-file/dates-ahead';
import type { LearnerFileContents } from '../../../../domain/learner-file/learner-file';
import type { Statement } from '../../../../domain/record/statement';
import { withLearnerDatabase } from '../database/generations';
import type { JournalPage } from '../journal/port';
import { guarded } from '../database/storage-error';
import type { RecordCipher } from '../protection/record-cipher';
import { readPosition } from '../record/profile-store';
import { protectedOrPlainPieces } from './learner-file-export';
import type { LearnerFilePiece } from './protected-file-writing';
import {
  knownThings,
  mergeIntoDatabase,
  missingFromDatabase,
  newerInFile,
  type ImportResult,
  type MergeOptions,
  type NewerParts,
} from './learner-file-import';
import { compareWithSnapshot, type SnapshotComparison } from './snapshot-comparison';

/*
 * Work on a learner's record, open in this window or not, through a separate connection, so that a long export doesn't
 * delay what the learner does meanwhile.
 */

/**
 * Saves a learner's record as a learner file: encrypted as a whole where a PIN protects it, plain otherwise. `write`
 * gets the pieces.
 *
 * @throws StorageError; errors of `write`
 */
export async function exportRecord<Value>(
  learnerId: string,
  { createdAt, cipher }: { readonly createdAt: string; readonly cipher: RecordCipher | null },
  write: (pieces: AsyncIterable<LearnerFilePiece>) => Promise<Value>,
): Promise<Value> {
  return withLearnerDatabase(learnerId, (database) => write(protectedOrPlainPieces(database, createdAt, cipher)));
}

/**
 * Adds what a file holds and a learner's record lacks, like `mergeIntoDatabase`.
 *
 * @throws StorageError; the signal's reason; errors of the port
 */
export async function mergeIntoRecord(
  learnerId: string,
  contents: LearnerFileContents,
  options: MergeOptions = {},
): Promise<ImportResult> {
  return withLearnerDatabase(learnerId, (database) => mergeIntoDatabase(database, contents, options));
}

/** What a file holds that a learner's record lacks, like `missingFromDatabase`. @throws StorageError */
export async function missingFromRecord(
  learnerId: string,
  contents: LearnerFileContents,
  cipher: RecordCipher | null,
): Promise<ImportResult> {
  return withLearnerDatabase(learnerId, (database) => missingFromDatabase(database, contents, cipher));
}

/** What a learner's record has already. @throws StorageError */
export async function thingsOf(learnerId: string): Promise<KnownThings> {
  return withLearnerDatabase(learnerId, knownThings);
}

/**
 * Which of a learner's name, settings and reading place a file would replace. Nothing is changed. @throws StorageError
 */
export async function newerThanRecord(learnerId: string, contents: LearnerFileContents): Promise<NewerParts> {
  return withLearnerDatabase(learnerId, (database) => newerInFile(database, contents));
}

/**
 * Compares a snapshot's changes with a learner's record. Nothing is changed. @throws StorageError; whatever the changes
 * throw
 */
export async function compareRecordWithSnapshot(
  learnerId: string,
  pages: AsyncIterable<JournalPage>,
): Promise<SnapshotComparison> {
  return withLearnerDatabase(learnerId, (database) => compareWithSnapshot(database, pages));
}

/** Every statement of a learner, by time. @throws StorageError */
export async function statementsOf(learnerId: string): Promise<readonly Statement[]> {
  return withLearnerDatabase(learnerId, (database) =>
    guarded(() => database.statements.orderBy('timestamp').toArray()),
  );
}

/**
 * How many statements and note revisions a learner has, and whether there is a reading position.
 *
 * @throws StorageError
 */
export async function contentsOf(
  learnerId: string,
): Promise<{ readonly facts: number; readonly hasPosition: boolean }> {
  return withLearnerDatabase(learnerId, (database) =>
    guarded(async () => ({
      facts: (await database.statements.count()) + (await database.noteRevisions.count()),
      hasPosition: (await readPosition(database)) !== null,
    })),
  );
}
