import type { NoteRevision } from '../../../src/domain/notes/note';

/** What the app has said to have kept, as somebody outside wrote it down. */
export interface Acknowledgement {
  /** Ids of statements that were promised together: all of them are there or none is. */
  readonly statementIds: readonly string[];
  readonly notes: readonly Pick<NoteRevision, 'id' | 'noteId' | 'text'>[];
  /** What the header said when the promise was kept: `saved` is a promise about the journal too. */
  readonly saveState: string;
}

/** Keeps what was acknowledged, outside of browser and host. */
export class Oracle {
  acknowledgements: Acknowledgement[] = [];
  /** Texts of notes that the screen called saved. */
  readonly writtenTexts: string[] = [];

  add(acknowledgement: Acknowledgement): void {
    this.acknowledgements.push(acknowledgement);
  }

  /** A note was called saved on the screen, which shows no ids. */
  writeDown(text: string): void {
    this.writtenTexts.push(text);
  }

  /** The browser lost its database: what the database alone had was never called saved, and is gone with it. */
  forgetAllBut(journal: ReadonlySet<string>): void {
    this.acknowledgements = this.acknowledgements.map(({ statementIds, notes, saveState }) => ({
      statementIds: statementIds.filter((id) => journal.has(id)),
      notes: notes.filter(({ id }) => journal.has(id)),
      saveState,
    }));
  }

  get statementIds(): readonly string[] {
    return this.acknowledgements.flatMap(({ statementIds }) => statementIds);
  }

  get notes(): readonly Pick<NoteRevision, 'id' | 'noteId' | 'text'>[] {
    return this.acknowledgements.flatMap(({ notes }) => notes);
  }

  /** Ids of what must stand in the journal at once, without any start of the app. */
  get journalled(): readonly string[] {
    return this.acknowledgements
      .filter(({ saveState }) => saveState === 'saved')
      .flatMap(({ statementIds, notes }) => [...statementIds, ...notes.map(({ id }) => id)]);
  }
}
