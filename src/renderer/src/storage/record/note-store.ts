import { parentsOf, type Fork } from '../../../../domain/notes/lineage';
import { compareRevisions, latestRevisions, type NoteRevision } from '../../../../domain/notes/note';
import { eachRow } from '../database/each-row';
import type { LearnerDatabase } from '../database/learner-database';
import { plainCopy } from '../database/journal-change';
import { markWords } from '../protection/protection-store';
import type { RecordCipher } from '../protection/record-cipher';
import { type ConcurrentRevisions, readConcurrent, removeConcurrent } from './concurrent-notes';
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
 * protects them they are sealed and opened here.
 */
export class NoteStore {
  /**
   * @param cipher returns the cipher of an unlocked record, null for a record without a PIN
   * @param onOtherKeys called after words were stored otherwise than the keys say
   */
  constructor(
    private readonly database: LearnerDatabase,
    private readonly cipher: () => RecordCipher | null = () => null,
    private readonly onOtherKeys: () => void = () => undefined,
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
    const { noteRevisions, latestNotes, meta, outbox } = this.database;
    const fits = await guarded(() =>
      this.database.transaction('rw', [noteRevisions, latestNotes, meta, outbox], async () => {
        const added = await addRevisions(
          this.database,
          [...copies.values()].map(({ value }) => value),
        );
        await outbox.bulkAdd(added.map(({ id }) => ({ id, kind: 'note', body: copies.get(id)?.body ?? '' })));
        return markWords(this.database, cipher);
      }),
    );
    if (!fits) this.onOtherKeys();
  }

  /** Notes of a section that aren't deleted, oldest first. @throws StorageError */
  async ofSection(sectionId: string): Promise<NoteRevision[]> {
    return this.opened(
      living(await guarded(() => this.database.latestNotes.where('sectionId').equals(sectionId).toArray())),
    );
  }

  /** All notes that aren't deleted, oldest first. @throws StorageError */
  async all(): Promise<NoteRevision[]> {
    return this.opened(living(await guarded(() => this.database.latestNotes.toArray())));
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
   * The newest state of a note, a deleted one too, or null where there is none or no key here opens it.
   *
   * @throws StorageError
   */
  async latest(noteId: string): Promise<NoteRevision | null> {
    const note = await guarded(() => this.database.latestNotes.get(noteId));
    return (await this.opened(note ? [note] : []))[0] ?? null;
  }

  /** True where a state of a note is stored: a restore takes some away. @throws StorageError */
  async has(revisionId: string): Promise<boolean> {
    return guarded(async () => (await this.database.noteRevisions.where('id').equals(revisionId).count()) > 0);
  }

  /** Every revision of a note, oldest first. @throws StorageError */
  async history(noteId: string): Promise<NoteRevision[]> {
    const revisions = await guarded(() => this.database.noteRevisions.where('noteId').equals(noteId).toArray());
    return this.opened(revisions.sort(compareRevisions));
  }

  /** Notes that were changed here and elsewhere and aren't merged yet, with both states. @throws StorageError */
  async concurrent(): Promise<ConcurrentNote[]> {
    const pairs = await guarded(() => readConcurrent(this.database));
    const notes: ConcurrentNote[] = [];
    for (const pair of pairs) {
      const rows = await guarded(() =>
        this.database.noteRevisions.bulkGet([pair.here, pair.elsewhere, ...(pair.base === null ? [] : [pair.base])]),
      );
      const [here, elsewhere, base] = await Promise.all(
        rows.map(async (row) => (row ? ((await this.opened([row]))[0] ?? null) : null)),
      );
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
   * Two states of a forked note that have to be merged; null where there are none, or where no key here opens them.
   *
   * @throws StorageError
   */
  async fork(noteId: string): Promise<Fork<NoteRevision> | null> {
    const fork = await guarded(() => forkOf(this.database, noteId));
    if (!fork) return null;
    const [older, newer, base] = await Promise.all(
      [fork.older, fork.newer, fork.base].map(async (row) => (row ? ((await this.opened([row]))[0] ?? null) : null)),
    );
    return older && newer ? { older, newer, base: base ?? null } : null;
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
    return this.opened(notes.filter((note) => note !== undefined));
  }

  /**
   * Notes that aren't deleted and that no key here opens: sealed with an abandoned PIN, or damaged.
   *
   * @throws StorageError
   */
  async unreadable(): Promise<number> {
    const notes = await guarded(() =>
      this.database.latestNotes.filter(({ deleted, sealed }) => !deleted && sealed !== undefined).toArray(),
    );
    return notes.length - (await this.opened(notes)).length;
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
  const made = [...latest.values()];
  for (let at = 0; at < made.length; at += BATCH) await database.latestNotes.bulkPut(made.slice(at, at + BATCH));
}

/** Notes written at once. */
const BATCH = 250;

function living(notes: NoteRevision[]): NoteRevision[] {
  return notes.filter(({ deleted }) => !deleted).sort((a, b) => compareText(a.createdAt, b.createdAt));
}
