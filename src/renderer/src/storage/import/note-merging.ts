import type { NoteRevision } from '../../../../domain/notes/note';
import type { LearnerDatabase } from '../database/learner-database';
import type { RecordCipher } from '../protection/record-cipher';

/** Placeholder until the notes' branch is merged. */
export async function mergesOf(
  _database: LearnerDatabase,
  _noteIds: Iterable<string> | 'all',
  _cipher: RecordCipher | null,
): Promise<readonly NoteRevision[]> {
  return [];
}
