import type { FileHandle } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { Cursor, EpochBody, JournalChange, JournalEntry, JournalState } from '../../../contract/journal-entry';
import { OperationFailure } from '../../../contract/result';
import { nextEpoch } from '../../../domain/record/journal-epoch';
import { isBrokenFile, makeOwnFolder, syncFolder, systemErrorCode, writeFileAtomically } from '../files';
import { removeDamagedJournals, renameUnreadableJournal, saveDamagedJournal } from './damaged-files';
import { readEntries, readPage } from './entry-places';
import { journalMoved, journalUnreadable, journalUnwritable } from './journal-failure';
import { JournalIndex } from './journal-index';
import { createJournalEntry, encodeJournalLine } from './journal-line';
import { type Fingerprint, fingerprintAt, fingerprintOf, openForReading, openForWriting } from './own-file';
import { scanJournal } from './scan';

/** A journal as it is at one moment: later appends don't change it. */
export interface JournalCopy {
  readonly state: JournalState;
  /** Oldest first. Throws `journal-unreadable` where the file was replaced before the first one was read. */
  readonly entries: AsyncIterable<JournalEntry>;
}

/** What a new epoch of a journal begins with. */
export interface NewEpoch extends EpochBody {
  /** Makes its id unique. */
  readonly unique: string;
  /** Epochs that it has to be above, beside the journal's own. */
  readonly above: readonly string[];
  /** The lines of another state, after which the journal's keys come; left out, the journal's own lines. */
  readonly from?: AsyncIterable<JournalEntry>;
  /** The point at which the journal has to end; null where it couldn't be read; left out, any. */
  readonly endsAt?: Cursor | null;
}

/**
 * One learner's journal file with its index. No other process writes it (the data folder's lock); what a backup tool or
 * a person does to it is noticed at the next call. Calls must not overlap: `journal.ts` runs them one after another.
 * All errors are `OperationFailure`s.
 */
export class JournalFile {
  private index = new JournalIndex();
  /** The file as it was read or written last; null where there is none. */
  private known: Fingerprint | null = null;
  /** True where the file ends within a line. */
  private isTorn = false;

  constructor(
    private readonly path: string,
    private readonly learnerId: string,
  ) {}

  /** The journal's state; a missing file is an empty journal. */
  async state(): Promise<JournalState> {
    await this.refresh();
    return this.index.state(this.learnerId);
  }

  /** The journal's state, and whether it has the cursor's point; without a cursor, whether it is empty. */
  async open(cursor: Cursor | null): Promise<{ state: JournalState; holdsCursor: boolean }> {
    const state = await this.state();
    return { state, holdsCursor: cursor ? this.index.hasPoint(cursor) : state.count === 0 };
  }

  /**
   * Appends the changes that the journal doesn't hold yet and resolves when all are on disk. Throws `journal-moved`
   * where the journal doesn't end at the cursor, or where its file was replaced or cut meanwhile.
   */
  async append(cursor: Cursor, changes: readonly JournalChange[]): Promise<JournalState> {
    await this.refresh();
    if (!this.index.endsAt(cursor)) throw journalMoved(this.learnerId);
    let sequence = this.index.lastSequence;
    const lines = this.missingOf(changes).map((each) => encodeJournalLine(createJournalEntry((sequence += 1), each)));
    if (lines.length > 0) await this.write(lines);
    return this.index.state(this.learnerId);
  }

  /** Entries after a sequence, oldest first: at most `limit`, and at most a page's bytes of them. */
  async read(afterSequence: number, limit: number): Promise<{ entries: JournalEntry[]; state: JournalState }> {
    await this.refresh();
    const first = this.index.firstAfter(afterSequence);
    const entries = await this.readPage(this.index.places.slice(first, first + limit));
    return { entries, state: this.index.state(this.learnerId) };
  }

  /** The newest `learner` change's body, or null. */
  async learner(): Promise<string | null> {
    await this.refresh();
    const place = this.index.learnerPlace;
    const [entry] = await this.readPage(place ? [place] : []);
    return entry?.change.body ?? null;
  }

  /** The journal's present entries. */
  async copy(): Promise<JournalCopy> {
    await this.refresh();
    return { state: this.index.state(this.learnerId), entries: this.entries([...this.index.places]) };
  }

  /**
   * Replaces the bodies of changes. Damaged lines, and files of damaged lines, are dropped: they may hold the old ones.
   * @throws OperationFailure; the file is then unchanged
   */
  async rewrite(bodies: ReadonlyMap<string, string>): Promise<{ state: JournalState; dropped: number }> {
    await this.refresh();
    const damaged = this.index.damagedCount;
    if (damaged > 0 || [...bodies.keys()].some((id) => this.index.holds(id)))
      await this.replace(withBodies(this.entries(this.index.places), bodies));
    const dropped = damaged + (await removeDamagedJournals(this.path));
    return { state: await this.state(), dropped };
  }

  /**
   * Begins an epoch: a new file, whose last line it is. Damaged lines are saved in a file of their own first, and a
   * journal that is no file, or that its disk can't read, is renamed; at a PIN, both are deleted.
   * @throws OperationFailure; the journal is then unchanged. `journal-moved` where it doesn't end at `endsAt`
   */
  async beginEpoch({ unique, above, from, endsAt, ...body }: NewEpoch): Promise<JournalState> {
    await this.renameBroken();
    if (endsAt !== undefined && !(endsAt ? this.index.endsAt(endsAt) : this.known === null))
      throw journalMoved(this.learnerId);
    const own = this.entries(this.index.places);
    const keys = from ? await keysIn(own) : [];
    const epoch = {
      id: nextEpoch([this.index.epoch, ...above], unique),
      kind: 'epoch',
      body: JSON.stringify(body),
    } as const;
    const damaged = this.index.damagedCount;
    if (damaged > 0 && body.reason !== 'pin') await saveDamagedJournal(this.path);
    await this.replace(followedBy(from ?? own, [...keys, epoch]));
    if (body.reason === 'pin') await removeDamagedJournals(this.path);
    return this.state();
  }

  /** Deletes the journal and its damaged files, where there are any. */
  async remove(): Promise<void> {
    this.forget();
    await removeDamagedJournals(this.path, { withJournal: true });
  }

  /**
   * Renames a journal that is no file, or that its disk can't read, and reads any other.
   * @throws OperationFailure where it can't be read at the moment (a lock, rights): it may be whole
   */
  private async renameBroken(): Promise<void> {
    try {
      await this.refresh();
    } catch (error) {
      if (!(error instanceof OperationFailure && isBrokenFile(error.cause))) throw error;
      await renameUnreadableJournal(this.path);
      this.forget();
    }
  }

  /** Puts a file with other entries in place, atomically. @throws OperationFailure with a file code */
  private async replace(entries: AsyncIterable<JournalEntry>): Promise<void> {
    try {
      await makeOwnFolder(dirname(this.path));
      await writeFileAtomically(this.path, linesOf(entries));
    } catch (error) {
      throw error instanceof OperationFailure ? error : journalUnwritable(error, this.learnerId);
    } finally {
      this.forget();
    }
  }

  private async readPage(places: JournalIndex['places']): Promise<JournalEntry[]> {
    try {
      return await readPage(this.path, places);
    } catch (error) {
      // A line that was damaged with the file's size and time as they were: the next call reads all lines.
      this.forget();
      throw journalUnreadable(error, this.learnerId);
    }
  }

  private async *entries(places: JournalIndex['places']): AsyncGenerator<JournalEntry> {
    try {
      yield* readEntries(this.path, places);
    } catch (error) {
      throw journalUnreadable(error, this.learnerId);
    }
  }

  /** Reads the whole file where it has changed. */
  private async refresh(): Promise<void> {
    try {
      const file = await openForReading(this.path);
      try {
        const found = await fingerprintOf(file);
        if (isSame(found, this.known)) return;
        this.forget();
        this.isTorn = await scanJournal(file, this.index);
        this.known = found;
      } finally {
        await file.close();
      }
    } catch (error) {
      this.forget();
      if (systemErrorCode(error) !== 'ENOENT') throw journalUnreadable(error, this.learnerId);
    }
  }

  private async write(lines: readonly string[]): Promise<void> {
    try {
      const file = await openForWriting(this.path, this.known === null);
      try {
        await this.writeTo(file, lines);
      } finally {
        await file.close();
      }
    } catch (error) {
      this.forget();
      throw error instanceof OperationFailure ? error : journalUnwritable(error, this.learnerId);
    }
  }

  private async writeTo(file: FileHandle, lines: readonly string[]): Promise<void> {
    const before = await fingerprintOf(file);
    const end = before.size;
    if (end !== (this.known?.size ?? 0) || (this.known && before.file !== this.known.file))
      throw journalMoved(this.learnerId);
    // A torn line must not swallow the next one: the append ends it first.
    const bytes = Buffer.from((this.isTorn ? '\n' : '') + lines.join(''));
    try {
      for (let written = 0; written < bytes.length;)
        written += (await file.write(bytes, written, bytes.length - written, end + written)).bytesWritten;
      await file.sync();
      // The folder has the file's name, without which its bytes are lost.
      if (end === 0) await syncFolder(dirname(this.path));
    } catch (error) {
      // Bytes whose sync failed may never reach the disk, though they can be read and the next sync succeeds: the
      // system reports the failure once. Only bytes that are written anew are tried again.
      await file.truncate(end).catch(() => undefined);
      throw error;
    }
    const after = await fingerprintAt(this.path);
    if (after?.file !== before.file || after.size !== end + bytes.length) throw journalMoved(this.learnerId);
    let start = end + (this.isTorn ? 1 : 0);
    for (const line of lines) {
      const length = Buffer.byteLength(line) - 1;
      this.index.addLine(line.slice(0, -1), start, length);
      start += length + 1;
    }
    this.known = after;
    this.isTorn = false;
  }

  private missingOf(changes: readonly JournalChange[]): JournalChange[] {
    const byId = new Map(changes.toReversed().map((change) => [change.id, change]));
    return changes.filter((change) => byId.get(change.id) === change && !this.index.holds(change.id));
  }

  private forget(): void {
    this.index = new JournalIndex();
    this.known = null;
    this.isTorn = false;
  }
}

function isSame(one: Fingerprint, other: Fingerprint | null): boolean {
  return other !== null && one.file === other.file && one.size === other.size && one.modified === other.modified;
}

async function keysIn(entries: AsyncIterable<JournalEntry>): Promise<JournalChange[]> {
  const keys: JournalChange[] = [];
  for await (const { change } of entries) if (change.kind === 'key') keys.push(change);
  return keys;
}

/** Entries with other bodies, their checksums made anew; the others are unchanged. */
async function* withBodies(
  entries: AsyncIterable<JournalEntry>,
  bodies: ReadonlyMap<string, string>,
): AsyncGenerator<JournalEntry> {
  for await (const entry of entries) {
    const body = bodies.get(entry.change.id);
    yield body === undefined ? entry : createJournalEntry(entry.sequence, { ...entry.change, body });
  }
}

/** Entries with changes behind them; those that they hold already come once. */
async function* followedBy(
  entries: AsyncIterable<JournalEntry>,
  changes: readonly JournalChange[],
): AsyncGenerator<JournalEntry> {
  const ids = new Set<string>();
  let sequence = 0;
  for await (const entry of entries) {
    ({ sequence } = entry);
    ids.add(entry.change.id);
    yield entry;
  }
  for (const change of changes) if (!ids.has(change.id)) yield createJournalEntry((sequence += 1), change);
}

const PIECE_LENGTH = 256 * 1024;

/** Lines in pieces of a quarter of a megabyte: a system call for each would be slow. */
async function* linesOf(entries: AsyncIterable<JournalEntry>): AsyncGenerator<Buffer> {
  let text = '';
  for await (const entry of entries) {
    text += encodeJournalLine(entry);
    if (text.length < PIECE_LENGTH) continue;
    yield Buffer.from(text);
    text = '';
  }
  yield Buffer.from(text);
}
