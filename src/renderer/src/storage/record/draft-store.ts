import type { NoteRevision } from '../../../../domain/notes/note';
import { plainCopy } from '../database/journal-change';
import type { LearnerDatabase } from '../database/learner-database';
import type { RecordCipher } from '../protection/record-cipher';
import { addUnsentRevisions } from './note-store';

/**
 * Notes that are being written: of each at most one row, the revision that it becomes, with the base that it began
 * from. It is overwritten in every pause, and no journal has it. A row is stored as a revision is, so it becomes one
 * without a key: also after a crash, while the record is locked.
 */
export class DraftStore {
  /** @param cipher returns the cipher of an unlocked record, null for a record without a PIN */
  constructor(
    private readonly database: LearnerDatabase,
    private readonly cipher: () => RecordCipher | null = () => null,
  ) {}

  /** Overwrites the draft of its note. @throws StorageError; the draft stays as it was then */
  async put(draft: NoteRevision): Promise<void> {
    const cipher = this.cipher();
    // Before the transaction: inside it only the database may be awaited.
    const { value } = plainCopy(cipher ? await cipher.storeNote(draft) : draft);
    const { drafts } = this.database;
    await this.database.write([drafts], async () => drafts.put(value));
  }

  /** Deletes the draft of a note that is empty again before it ever became a revision. @throws StorageError */
  async discard(noteId: string): Promise<void> {
    const { drafts } = this.database;
    await this.database.write([drafts], async () => drafts.delete(noteId));
  }

  /**
   * Turns drafts into revisions: revision, outbox row and the draft's deletion are one transaction.
   *
   * @param noteIds of the notes, or `all`
   * @returns how many there were
   * @throws StorageError; the drafts stay then
   */
  async settle(noteIds: readonly string[] | 'all'): Promise<number> {
    const { drafts, noteRevisions, latestNotes, outbox } = this.database;
    return this.database.write([drafts, noteRevisions, latestNotes, outbox], async () => {
      const rows = noteIds === 'all' ? await drafts.toArray() : await drafts.bulkGet([...noteIds]);
      const settled = rows.filter((row) => row !== undefined);
      await addUnsentRevisions(this.database, settled);
      await drafts.bulkDelete(settled.map(({ noteId }) => noteId));
      return settled.length;
    });
  }
}
