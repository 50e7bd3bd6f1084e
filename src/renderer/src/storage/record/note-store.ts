import { compareRevisions, latestRevisions, type NoteRevision } from '../../../../domain/notes/note';
import { batches, eachRow } from '../database/each-row';
import type { LearnerDatabase, OutboxRow } from '../database/learner-database';
import { plainCopy } from '../database/journal-change';
import type { RecordCipher } from '../protection/record-cipher';
import { countRows } from '../database/row-counts';
import { guarded } from '../database/storage-error';
import { compareText } from '../../../../domain/text/compare-text';

/**
 * A learner's notes: every revision stays, and the newest of each note is also in a separate table. Where a PIN
 * protects them they are sealed and opened here. A note whose newest state no key here opens goes on from its newest
 * one that can be opened: what is sealed then stays a fork, and both texts meet where its key is found.
 */
export class NoteStore {
  /** @param cipher returns the cipher of an unlocked record, null for a record without a PIN */
  constructor(
    private readonly database: LearnerDatabase,
    private readonly cipher: () => RecordCipher | null = () => null,
  ) {}

  /**
   * Adds states of notes in one transaction, with the outbox. States that are there already are left out.
   *
   * @throws StorageError; nothing is saved then
   */
  async save(revisions: readonly NoteRevision[]): Promise<void> {
    const cipher = this.cipher();
    // Before the transaction: inside it only the database may be awaited.
    const stored = cipher ? await Promise.all(revisions.map((revision) => cipher.storeNote(revision))) : revisions;
    const copies = stored.map((revision) => plainCopy(revision).value);
    const { noteRevisions, latestNotes, outbox } = this.database;
    await this.database.write([noteRevisions, latestNotes, outbox], async () =>
      addUnsentRevisions(this.database, copies),
    );
  }

  /** Notes of a section that aren't deleted, oldest first. @throws StorageError */
  async ofSection(sectionId: string): Promise<NoteRevision[]> {
    return this.shown(await guarded(() => this.database.latestNotes.where('sectionId').equals(sectionId).toArray()));
  }

  /** All notes that aren't deleted, oldest first. @throws StorageError */
  async all(): Promise<NoteRevision[]> {
    return this.shown(await guarded(() => this.database.latestNotes.toArray()));
  }

  /**
   * Which of these modules have a note that isn't deleted, sealed ones too.
   *
   * @param except a note that doesn't count
   * @throws StorageError
   */
  async modulesWithNotes(moduleIds: readonly string[], except: string): Promise<string[]> {
    const { latestNotes } = this.database;
    const counts = await guarded(() =>
      this.database.transaction('r', latestNotes, async () =>
        Promise.all(
          moduleIds.map((moduleId) =>
            latestNotes
              .where({ moduleId })
              .and(({ noteId, deleted }) => !deleted && noteId !== except)
              .limit(1)
              .count(),
          ),
        ),
      ),
    );
    return moduleIds.filter((_, index) => counts[index] !== 0);
  }

  /** A note, or null where there is none, it is deleted, or no key here opens it. @throws StorageError */
  async find(noteId: string): Promise<NoteRevision | null> {
    const note = await this.latest(noteId);
    return note?.deleted ? null : note;
  }

  /**
   * The newest state of a note that can be opened, a deleted one too, or null where there is none. Where the newest of
   * all deleted the note and can't be opened, none before it counts.
   *
   * @throws StorageError
   */
  async latest(noteId: string): Promise<NoteRevision | null> {
    const note = await guarded(() => this.database.latestNotes.get(noteId));
    return (await this.readable(note ? [note] : []))[0] ?? null;
  }

  /**
   * Notes that aren't deleted and whose newest state no key here opens, since it is sealed with an abandoned PIN, or
   * damaged.
   *
   * @throws StorageError
   */
  async unreadable(): Promise<number> {
    return (await this.closed()).length;
  }

  /** How many notes are shown in an earlier state, since no key here opens their newest one. @throws StorageError */
  async shownEarlier(): Promise<number> {
    return living(await this.newestOpened(await this.closed())).length;
  }

  /** The notes that aren't deleted and whose newest state can't be opened. */
  private async closed(): Promise<readonly NoteRevision[]> {
    const notes = await guarded(() =>
      this.database.latestNotes.filter(({ deleted, sealed }) => !deleted && sealed !== undefined).toArray(),
    );
    return withoutOpened(notes, await this.opened(notes));
  }

  /** What of notes is shown: those that aren't deleted, oldest first. @param newest the newest state of each */
  private async shown(newest: readonly NoteRevision[]): Promise<NoteRevision[]> {
    return living(await this.readable(newest.filter(({ deleted }) => !deleted)));
  }

  /** Of each note the newest state that can be opened. @param newest the newest state of each */
  private async readable(newest: readonly NoteRevision[]): Promise<NoteRevision[]> {
    const opened = await this.opened(newest);
    const closed = withoutOpened(newest, opened).filter(({ deleted }) => !deleted);
    return [...opened, ...(await this.newestOpened(closed))];
  }

  /** Of each note the newest of its states that can be opened. */
  private async newestOpened(notes: readonly NoteRevision[]): Promise<NoteRevision[]> {
    const { noteRevisions } = this.database;
    const found: NoteRevision[] = [];
    for (const batch of batches(notes, BATCH)) {
      const ids = batch.map(({ noteId }) => noteId);
      // One transaction, since one for each note takes longer.
      const read = this.database.transaction('r', noteRevisions, async () =>
        Promise.all(ids.map((id) => noteRevisions.where('noteId').equals(id).toArray())),
      );
      for (const states of await guarded(() => read)) {
        const newest = await this.lastOpened(states);
        if (newest) found.push(newest);
      }
    }
    return found;
  }

  private async lastOpened(states: readonly NoteRevision[]): Promise<NoteRevision | null> {
    for (const state of states.toSorted(compareRevisions).reverse()) {
      const [opened] = await this.opened([state]);
      if (opened) return opened;
    }
    return null;
  }

  private async opened(notes: readonly NoteRevision[]): Promise<NoteRevision[]> {
    if (!notes.some(({ sealed }) => sealed !== undefined)) return [...notes];
    const cipher = this.cipher();
    if (!cipher) return notes.filter(({ sealed }) => sealed === undefined);
    return (await Promise.all(notes.map((note) => cipher.openNote(note)))).filter((note) => note !== null);
  }
}

/**
 * Adds the new revisions, updates the newest of each note, and returns what was added. Must run inside a transaction
 * over both note tables and `meta`.
 */
export async function addRevisions(
  database: LearnerDatabase,
  revisions: readonly NoteRevision[],
): Promise<readonly NoteRevision[]> {
  const known = await database.noteRevisions.bulkGet(revisions.map(({ id }) => id));
  const added = revisions.filter((_, index) => known[index] === undefined);
  if (added.length === 0) return added;
  const newest = [...latestRevisions(added).values()];
  const current = await database.latestNotes.bulkGet(newest.map(({ noteId }) => noteId));
  await database.noteRevisions.bulkAdd(added);
  await database.latestNotes.bulkPut(
    newest.filter((revision, index) => {
      const before = current[index];
      return !before || compareRevisions(before, revision) < 0;
    }),
  );
  await countRows(database, {
    revisions: added.length,
    notes: current.filter((before) => before === undefined).length,
  });
  return added;
}

/**
 * As `addRevisions`, with an outbox row for each that was added. Must run inside a transaction over both note tables,
 * `meta` and the outbox.
 */
export async function addUnsentRevisions(
  database: LearnerDatabase,
  revisions: readonly NoteRevision[],
): Promise<readonly NoteRevision[]> {
  const added = await addRevisions(database, revisions);
  await database.outbox.bulkAdd(
    added.map((each): Omit<OutboxRow, 'order'> => ({ id: each.id, kind: 'note', body: JSON.stringify(each) })),
  );
  return added;
}

/** Rebuilds the table of newest revisions from all revisions. Must run inside a transaction over both note tables. */
export async function rebuildLatestNotes(database: LearnerDatabase): Promise<void> {
  const latest = new Map<string, NoteRevision>();
  await eachRow(database.noteRevisions, (rows) => {
    for (const [noteId, revision] of latestRevisions(rows)) {
      const before = latest.get(noteId);
      if (!before || compareRevisions(before, revision) < 0) latest.set(noteId, revision);
    }
  });
  await database.latestNotes.clear();
  for (const batch of batches([...latest.values()], BATCH)) await database.latestNotes.bulkPut(batch);
}

/** Notes read or written at once. */
const BATCH = 250;

function withoutOpened(notes: readonly NoteRevision[], opened: readonly NoteRevision[]): readonly NoteRevision[] {
  if (opened.length === notes.length) return [];
  const ids = new Set(opened.map(({ id }) => id));
  return notes.filter(({ id }) => !ids.has(id));
}

function living(notes: NoteRevision[]): NoteRevision[] {
  return notes.filter(({ deleted }) => !deleted).sort((a, b) => compareText(a.createdAt, b.createdAt));
}
