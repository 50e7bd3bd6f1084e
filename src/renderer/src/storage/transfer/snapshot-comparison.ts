import { RecordCounter, type RecordCounts } from '../../../../domain/record/record-counts';
import { withLearnerDatabase } from '../database/generations';
import type { JournalPage } from '../sync/port';
import { guarded } from '../database/storage-error';
import { parseJson } from '../../../../domain/json/json-value';

/** A snapshot compared with the current record. */
export interface SnapshotComparison {
  readonly then: RecordCounts;
  readonly now: RecordCounts;
  /** Facts of the snapshot that the record lacks: a restore adds them. */
  readonly comesBack: FactCounts;
  /** Facts of the record that the snapshot lacks: a restore removes them. */
  readonly goesAway: FactCounts;
}

/** How many statements and note revisions. */
export interface FactCounts {
  readonly statements: number;
  readonly revisions: number;
}

/**
 * Compares a snapshot's changes with a learner's record, fact by fact. Nothing is changed.
 *
 * @throws StorageError; errors of the pages
 */
export async function compareRecordWithSnapshot(
  learnerId: string,
  pages: AsyncIterable<JournalPage>,
): Promise<SnapshotComparison> {
  const then = new RecordCounter();
  const held = { statement: new Set<string>(), note: new Set<string>() };
  for await (const { changes } of pages) {
    for (const { id, kind, body } of changes) {
      if (kind !== 'statement' && kind !== 'note') continue;
      held[kind].add(id);
      if (kind === 'statement') then.addStatement(parseJson(body));
      else then.addRevision(parseJson(body));
    }
  }
  const now = new RecordCounter();
  const present = { statement: new Set<string>(), note: new Set<string>() };
  await guarded(() =>
    withLearnerDatabase(learnerId, async (database) => {
      await database.statements.each((statement) => {
        present.statement.add(statement.id);
        now.addStatement(statement);
      });
      await database.noteRevisions.each((revision) => {
        present.note.add(revision.id);
        now.addRevision(revision);
      });
    }),
  );
  const lacking = (from: Set<string>, other: Set<string>): number => [...from].filter((id) => !other.has(id)).length;
  return {
    then: then.counts(),
    now: now.counts(),
    comesBack: { statements: lacking(held.statement, present.statement), revisions: lacking(held.note, present.note) },
    goesAway: { statements: lacking(present.statement, held.statement), revisions: lacking(present.note, held.note) },
  };
}
