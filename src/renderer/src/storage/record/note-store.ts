import { lineageOf, parentsOf, type Fork } from '../../../../domain/notes/lineage';
import { compareRevisions, latestRevisions, type NoteRevision } from '../../../../domain/notes/note';
import { batches, eachRow } from '../database/each-row';
import type { LearnerDatabase } from '../database/learner-database';
import { plainCopy } from '../database/journal-change';
import type { RecordCipher } from '../protection/record-cipher';
import { type ConcurrentRevisions, readConcurrent, removeConcurrent, statesOf } from './concurrent-notes';
import { forkOf, listForked, readForked } from './forked-notes';
import { countRows } from '../database/row-counts';
import { guarded } from '../database/storage-error';
import { compareText } from '../../../../domain/text/compare-text';

/** A note that was changed here and elsewhere, neither side knowing of the other. */
export interface ConcurrentNote {
  readonly pair: ConcurrentRevisions;
  readonly here: NoteRevision;
  readonly elsewhere: NoteRevision;
  /** The last state that both knew; null where there is none. */
  readonly base: NoteRevision | null;
}

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
   * Runs work that reads notes and then changes what it read, one piece at a time over all windows of this browser:
   * each is based on the one before it. The browser ends the turn of a window that is closed. Don't nest: the inner
   * call would wait for the outer one for ever.
   */
  async inTurn<Value>(work: () => Promise<Value>): Promise<Value> {
    return navigator.locks.request(`${this.database.name}-notes`, work);
  }

  /**
   * Adds states of notes in one transaction, with the outbox, and lists notes that have a fork by then. States that are
   * there already are left out.
   *
   * @throws StorageError; nothing is saved then
   */
  async save(revisions: readonly NoteRevision[]): Promise<void> {
    const cipher = this.cipher();
    // Before the transaction: inside it only the database may be awaited.
    const stored = cipher ? await Promise.all(revisions.map((revision) => cipher.storeNote(revision))) : revisions;
    const copies = new Map(stored.map((revision) => [revision.id, plainCopy(revision)]));
    const { noteRevisions, latestNotes, outbox } = this.database;
    await this.database.write([noteRevisions, latestNotes, outbox], async () => {
      const added = await addRevisions(
        this.database,
        [...copies.values()].map(({ value }) => value),
      );
      await outbox.bulkAdd(added.map(({ id }) => ({ id, kind: 'note', body: copies.get(id)?.body ?? '' })));
    });
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

  /** True where a state of a note is stored: a restore takes some away. @throws StorageError */
  async has(revisionId: string): Promise<boolean> {
    return guarded(async () => (await this.database.noteRevisions.where('id').equals(revisionId).count()) > 0);
  }

  /** Notes that were changed here and elsewhere and aren't merged yet, with both states. @throws StorageError */
  async concurrent(): Promise<ConcurrentNote[]> {
    const pairs = await guarded(() => readConcurrent(this.database));
    const notes: ConcurrentNote[] = [];
    for (const pair of pairs) {
      const rows = await guarded(() =>
        this.database.noteRevisions.bulkGet([pair.here, pair.elsewhere, ...(pair.base === null ? [] : [pair.base])]),
      );
      const [here, elsewhere, base] = await this.openedEach(rows);
      if (here && elsewhere) notes.push({ pair, here, elsewhere, base: base ?? null });
    }
    return notes;
  }

  /** Ends a pair of `concurrent`: both its texts are in sight. @throws StorageError */
  async merged({ pair }: ConcurrentNote): Promise<void> {
    await guarded(() =>
      this.database.transaction('rw', [this.database.meta], async () => removeConcurrent(this.database, pair)),
    );
  }

  /** Ids of notes of which two states may have to be merged (`fork`). @throws StorageError */
  async forked(): Promise<readonly string[]> {
    return guarded(() => readForked(this.database));
  }

  /**
   * Two states of a forked note that have to be merged; null where there are none. One that no key here opens waits
   * for its key, and keeps no others apart meanwhile.
   *
   * @throws StorageError
   */
  async fork(noteId: string): Promise<Fork<NoteRevision> | null> {
    const fork = await guarded(() => forkOf(this.database, noteId));
    if (!fork) return null;
    const [older, newer, base] = await this.openedEach([fork.older, fork.newer, fork.base]);
    if (older && newer && (base || !fork.base)) return { older, newer, base: base ?? null };
    return this.openedFork(noteId);
  }

  /** As `fork`, of the states alone that can be opened. */
  private async openedFork(noteId: string): Promise<Fork<NoteRevision> | null> {
    const states = await guarded(() => statesOf(this.database, noteId));
    const opened = new Map((await this.opened(states)).map((state) => [state.id, state]));
    return lineageOf(
      states.map((state) => opened.get(state.id) ?? state),
      ({ id }) => opened.has(id),
    ).fork;
  }

  /**
   * The first state of a note with the text that `state` has, as far back as the text is the same.
   *
   * @throws StorageError
   */
  async firstWithText(state: NoteRevision): Promise<NoteRevision> {
    for (let found = state; ;) {
      const { noteId, text } = found;
      const rows = await guarded(() => this.database.noteRevisions.bulkGet([...(parentsOf(found) ?? [])].sort()));
      const older = rows.filter((row) => row?.noteId === noteId && compareRevisions(row, found) < 0);
      const before = (await this.opened(older.filter((row) => row !== undefined))).find((each) => each.text === text);
      if (!before) return found;
      found = before;
    }
  }

  /**
   * The notes that hold texts of this note's history, set beside it: their ids are those of its revisions.
   *
   * @throws StorageError
   */
  async besides(noteId: string): Promise<NoteRevision[]> {
    const ids = await guarded(() => this.database.noteRevisions.where('noteId').equals(noteId).primaryKeys());
    const notes = await guarded(() => this.database.latestNotes.bulkGet(ids));
    return this.readable(notes.filter((note) => note !== undefined));
  }

  /**
   * Notes with words that no key here opens, since they are sealed with an abandoned PIN, or damaged: those that aren't
   * deleted and whose newest state is such, and those with such a state beside the newest one.
   *
   * @throws StorageError
   */
  async unreadable(): Promise<number> {
    const ids = new Set((await this.closed()).map(({ noteId }) => noteId));
    for (const noteId of await this.forked()) if (await this.isForkClosed(noteId)) ids.add(noteId);
    return ids.size;
  }

  /** How many notes are shown in an earlier state, since no key here opens their newest one. @throws StorageError */
  async shownEarlier(): Promise<number> {
    return living(await this.newestOpened(await this.closed())).length;
  }

  private async isForkClosed(noteId: string): Promise<boolean> {
    return (await this.fork(noteId)) === null && (await this.forked()).includes(noteId);
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
        Promise.all(ids.map((id) => statesOf(this.database, id))),
      );
      for (const states of await guarded(() => read)) {
        const newest = await this.lastOpened(states);
        if (newest) found.push(newest);
      }
    }
    return found;
  }

  private async lastOpened(states: readonly NoteRevision[]): Promise<NoteRevision | null> {
    for (const state of states.toReversed()) {
      const [opened] = await this.opened([state]);
      if (opened) return opened;
    }
    return null;
  }

  /** In the same order; null where there is none, or it can't be opened. */
  private async openedEach(rows: readonly (NoteRevision | null | undefined)[]): Promise<(NoteRevision | null)[]> {
    return Promise.all(rows.map(async (row) => (row ? ((await this.opened([row]))[0] ?? null) : null)));
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
  const before = new Map(current.filter((note) => note !== undefined).map((note) => [note.noteId, note]));
  await listForked(database, added, before);
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
