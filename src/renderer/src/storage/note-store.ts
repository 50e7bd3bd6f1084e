import { compareRevisions, type NoteRevision } from '../../../domain/note';
import type { LearnerDatabase } from './learner-database';
import { toStorageError } from './storage-error';

/** A learner's notes: every revision is kept, the newest of each note stands in a table of its own. */
export class NoteStore {
  constructor(private readonly database: LearnerDatabase) {}

  /** Adds revisions and puts them into the outbox, in one transaction. @throws StorageError; nothing was saved then */
  async save(revisions: readonly NoteRevision[]): Promise<void> {
    await this.guarded(() =>
      this.database.transaction('rw', [this.database.noteRevisions, this.database.latestNotes, this.database.outbox], async () => {
        await addRevisions(this.database, revisions);
        await this.database.outbox.bulkAdd(
          revisions.map((revision) => ({ id: revision.id, kind: 'note', body: JSON.stringify(revision) })),
        );
      }),
    );
  }

  /** Notes of a section that aren't deleted, oldest first. @throws StorageError */
  async ofSection(sectionId: string): Promise<NoteRevision[]> {
    const notes = await this.guarded(() => this.database.latestNotes.where('sectionId').equals(sectionId).toArray());
    return living(notes);
  }

  /** All notes that aren't deleted, oldest first. @throws StorageError */
  async all(): Promise<NoteRevision[]> {
    return living(await this.guarded(() => this.database.latestNotes.toArray()));
  }

  /** Every revision of a note, oldest first. @throws StorageError */
  async history(noteId: string): Promise<NoteRevision[]> {
    const revisions = await this.guarded(() => this.database.noteRevisions.where('noteId').equals(noteId).toArray());
    return revisions.sort(compareRevisions);
  }

  private async guarded<Value>(work: () => PromiseLike<Value>): Promise<Value> {
    try {
      return await work();
    } catch (error) {
      throw toStorageError(error);
    }
  }
}

/** Adds revisions and keeps the newest of each note. Must run inside a transaction over both note tables. */
export async function addRevisions(database: LearnerDatabase, revisions: readonly NoteRevision[]): Promise<void> {
  await database.noteRevisions.bulkPut([...revisions]);
  for (const revision of revisions) {
    const known = await database.latestNotes.get(revision.noteId);
    if (!known || compareRevisions(known, revision) < 0) await database.latestNotes.put(revision);
  }
}

function living(notes: NoteRevision[]): NoteRevision[] {
  return notes
    .filter(({ deleted }) => !deleted)
    .sort((a, b) => (a.createdAt < b.createdAt ? -1 : a.createdAt > b.createdAt ? 1 : 0));
}
