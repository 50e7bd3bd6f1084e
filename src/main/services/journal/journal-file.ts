import { type FileHandle, rm, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { JournalChange, JournalEntry, JournalState } from '../../../contract/journal-entry';
import { OperationFailure } from '../../../contract/result';
import { isBrokenFile, syncFolder, systemErrorCode } from '../files';
import { appendBytes } from './append';
import { type JournalCopy, openJournalCopy } from './copy';
import { saveDamagedJournal, removeDamagedJournals, renameUnreadableJournal } from './damaged-files';
import { journalUnreadable, journalUnwritable } from './journal-failure';
import { type EntryPlace, fitPage, JournalIndex, readPlaces } from './journal-index';
import { createJournalEntry, encodeJournalLine, withBodies } from './journal-line';
import { createOwnFile, fileIdAt, fileIdOf, openForAppend, openForReading } from './own-file';
import { replaceJournal } from './replacement';
import { scanJournal, type ScanEnd } from './scan';

/** How often a write is tried while other processes come first. At every try at least one of them succeeds. */
const MAXIMUM_ATTEMPTS = 20;

/** The result of a replacement that another process came before. */
const OVERTAKEN = Symbol('overtaken');

/** A journal's state when a caller read it. */
export type KnownState = Pick<JournalState, 'count' | 'lastSequence' | 'epoch'>;

/** Identifies the file as it was read; a difference means that another process wrote, and it is read again. */
interface Fingerprint {
  /** The file's identity (`fileIdOf`). */
  readonly file: string;
  readonly size: bigint;
  readonly modified: bigint;
}

/**
 * One learner's journal file with its index. Calls must not overlap: `journal.ts` runs them one after another.
 * All errors are `OperationFailure`s of the journal's codes.
 */
export class JournalFile {
  private index = new JournalIndex();
  private fingerprint: Fingerprint | null = null;
  private scanned: ScanEnd = { end: 0, torn: false };
  /**
   * False until a sync of this process covered the whole file and its name: what a crashed run or a failed sync left
   * may be in memory only.
   */
  private synced = false;

  constructor(
    private readonly path: string,
    private readonly learnerId: string,
    /** Throws `learner-removed` for a removed learner. */
    private readonly refuseRemoved: () => Promise<void>,
  ) {}

  /** The journal's state; a missing file is an empty journal. */
  async state(): Promise<JournalState> {
    await this.refresh();
    return this.index.state(this.learnerId);
  }

  /**
   * Appends the changes that the journal doesn't hold yet and resolves when all are on disk. Throws `journal-restored`
   * where the given epoch isn't the journal's.
   */
  async append(changes: readonly JournalChange[], epoch?: string): Promise<JournalState> {
    await this.refresh();
    for (let attempt = 0; attempt < MAXIMUM_ATTEMPTS; attempt += 1) {
      if (epoch !== undefined && epoch !== this.index.epoch)
        throw new OperationFailure('journal-restored', 'The journal was restored to an earlier state.', {
          learnerId: this.learnerId,
        });
      const missing = this.missingOf(changes);
      if (missing.length === 0 && this.synced) return this.index.state(this.learnerId);
      if (this.fingerprint === null) await this.create();
      else await this.write(missing);
      if (this.fingerprint === null) await this.refresh();
    }
    throw journalUnwritable(new Error('Another process kept appending.'), this.learnerId);
  }

  /** Entries after a sequence, oldest first: at most `limit`, and at most `MAXIMUM_PAGE_BYTES` of them. */
  async read(afterSequence: number, limit: number): Promise<{ entries: JournalEntry[]; state: JournalState }> {
    for (let attempt = 0; attempt < 2; attempt += 1) {
      await this.refresh();
      const first = this.index.firstAfter(afterSequence);
      const entries = await this.readPlaces(fitPage(this.index.places.slice(first, first + limit)));
      if (entries) return { entries, state: this.index.state(this.learnerId) };
      // The file changed without a trace in its size and time: read it again, once.
      this.fingerprint = null;
    }
    throw journalUnreadable(new Error('The file changes while it is read.'), this.learnerId);
  }

  /** The newest `learner` change's body, or null. */
  async learner(): Promise<string | null> {
    await this.refresh();
    if (!this.index.learnerPlace) return null;
    const entries = await this.readPlaces([this.index.learnerPlace]);
    return entries?.[0]?.change.body ?? null;
  }

  /** The journal's present entries; the caller closes the copy. */
  async copy(): Promise<JournalCopy> {
    await this.refresh();
    return openJournalCopy(this.path, [...this.index.places], this.index.state(this.learnerId)).catch(
      (error: unknown) => {
        throw journalUnreadable(error, this.learnerId);
      },
    );
  }

  /**
   * Replaces the bodies of changes. Damaged lines, and files of damaged lines, are dropped: they may hold the old ones.
   * @throws OperationFailure; the file is then unchanged
   */
  async rewrite(bodies: ReadonlyMap<string, string>): Promise<{ state: JournalState; dropped: number }> {
    const damaged = await this.repeated(async () => {
      await this.refresh();
      const { damagedCount } = this.index;
      if (damagedCount === 0 && ![...bodies.keys()].some((id) => this.index.holds(id))) return 0;
      const copy = await this.copy();
      const rewritten = async function* (): AsyncGenerator<JournalEntry> {
        yield* withBodies(copy.entries(), bodies);
        // The rename follows the last entry, and Windows can't rename onto a file that is open.
        await copy.close();
      };
      try {
        return (await this.putInPlace(rewritten())) ? damagedCount : OVERTAKEN;
      } finally {
        await copy.close();
      }
    });
    const dropped = damaged + (await removeDamagedJournals(this.path));
    return { state: await this.state(), dropped };
  }

  /**
   * Replaces the journal's entries, provided that it still begins as the caller knows it (null: it can't be read, and
   * is renamed where that is for good); returns null where it doesn't. Entries appended since are passed to `entries`,
   * which must include them. Damaged lines are saved in a file of their own.
   *
   * @throws OperationFailure; as of `replaceJournal`
   */
  async replace(
    known: KnownState | null,
    entries: (since: readonly JournalChange[]) => AsyncIterable<JournalEntry>,
  ): Promise<JournalState | null> {
    if (known === null && !(await this.renameBroken())) return null;
    return this.repeated(async () => {
      await this.refresh();
      const first = this.index.firstAfter(known?.lastSequence ?? 0);
      if (known && (first !== known.count || this.index.epoch !== known.epoch)) return null;
      const since = await this.readPlaces(this.index.places.slice(first));
      if (!since) return null;
      if (this.index.damagedCount > 0) await saveDamagedJournal(this.path);
      return (await this.putInPlace(entries(since.map(({ change }) => change)))) ? this.state() : OVERTAKEN;
    });
  }

  /**
   * Renames a journal that is no file, or that its disk can't read; false where it can be read after all.
   * @throws OperationFailure where it can't be read at the moment (a lock, rights): it may be whole
   */
  private async renameBroken(): Promise<boolean> {
    try {
      await this.refresh();
      return false;
    } catch (error) {
      if (!(error instanceof OperationFailure && isBrokenFile(error.cause))) throw error;
    }
    await renameUnreadableJournal(this.path);
    return true;
  }

  /** Deletes the journal and its damaged files, where there are any. */
  async remove(): Promise<void> {
    this.forget();
    await removeDamagedJournals(this.path, { withJournal: true });
  }

  /** Tries a replacement again where another process put a file of its own in place first. */
  private async repeated<Value>(attempt: () => Promise<Value | typeof OVERTAKEN>): Promise<Value> {
    for (let tries = 0; tries < MAXIMUM_ATTEMPTS; tries += 1) {
      const result = await attempt();
      if (result !== OVERTAKEN) return result;
    }
    throw journalUnwritable(new Error('Another process kept replacing the file.'), this.learnerId);
  }

  /** False, with nothing replaced, where another process has put a file of its own in place. */
  private async putInPlace(entries: AsyncIterable<JournalEntry>): Promise<boolean> {
    const known = this.fingerprint && { file: this.fingerprint.file, end: this.scanned.end };
    const late = await replaceJournal(this.path, known, entries);
    this.forget();
    // Appended by another process in the last moment, and acknowledged there.
    if (late && late.length > 0) await this.append(late);
    return late !== null;
  }

  /** Reads the whole file where it has changed. */
  private async refresh(): Promise<void> {
    let file: FileHandle;
    try {
      file = await openForReading(this.path);
    } catch (error) {
      if (systemErrorCode(error) !== 'ENOENT') throw journalUnreadable(error, this.learnerId);
      this.forget();
      return;
    }
    try {
      const fingerprint = await fingerprintOf(file);
      if (!isSame(fingerprint, this.fingerprint)) await this.scanAll(file, fingerprint);
    } catch (error) {
      throw journalUnreadable(error, this.learnerId);
    } finally {
      await file.close();
    }
  }

  private async scanAll(file: FileHandle, fingerprint: Fingerprint): Promise<void> {
    this.forget();
    this.scanned = await scanJournal(file, 0, this.index);
    this.fingerprint = fingerprint;
  }

  /**
   * Creates the file, without a byte. Another process may have removed the learner since the mark was read: it sets the
   * mark before it deletes, and here the mark is read again after the file was created. One of the two sees the other.
   */
  private async create(): Promise<void> {
    try {
      await createOwnFile(this.path);
    } catch (error) {
      throw journalUnwritable(error, this.learnerId);
    }
    try {
      await this.refuseRemoved();
    } catch (error) {
      if ((await stat(this.path).catch(() => null))?.size === 0) await rm(this.path).catch(() => undefined);
      throw error;
    }
  }

  private async write(changes: readonly JournalChange[]): Promise<void> {
    let sequence = this.index.lastSequence;
    const lines = changes.map((change) => encodeJournalLine(createJournalEntry((sequence += 1), change)));
    const wasTorn = this.scanned.torn;
    try {
      const file = await openForAppend(this.path).catch((error: unknown) => {
        if (systemErrorCode(error) === 'ENOENT') return null;
        throw error;
      });
      // The file was deleted or replaced since the index was made: a line numbered by the index would be void there.
      if (!file) {
        this.fingerprint = null;
        return;
      }
      try {
        if ((await fingerprintOf(file)).file !== this.fingerprint?.file) {
          this.fingerprint = null;
          return;
        }
        // A torn line must not swallow the next one: the append ends it first.
        await appendBytes(file, this.path, Buffer.from((wasTorn ? '\n' : '') + lines.join('')));
        // The folder has the file's name, without which its bytes are lost.
        if (!this.synced) await syncFolder(dirname(this.path));
        // The file's actual content counts, not the intended one: another process may have written in between.
        const fingerprint = await fingerprintOf(file);
        if (wasTorn) await this.scanAll(file, fingerprint);
        else this.scanned = await scanJournal(file, this.scanned.end, this.index);
        this.fingerprint = fingerprint;
        this.synced = true;
        // Another process may have replaced the file before this write: then the new file is written to as well.
        if (fileIdAt(this.path) !== fingerprint.file) this.fingerprint = null;
      } finally {
        await file.close();
      }
    } catch (error) {
      this.forget();
      throw journalUnwritable(error, this.learnerId);
    }
  }

  private missingOf(changes: readonly JournalChange[]): JournalChange[] {
    const byId = new Map(changes.toReversed().map((change) => [change.id, change]));
    return changes.filter((change) => byId.get(change.id) === change && !this.index.holds(change.id));
  }

  private async readPlaces(places: readonly EntryPlace[]): Promise<JournalEntry[] | null> {
    if (places.length === 0) return [];
    try {
      const file = await openForReading(this.path);
      try {
        return await readPlaces(file, places);
      } finally {
        await file.close();
      }
    } catch (error) {
      throw journalUnreadable(error, this.learnerId);
    }
  }

  private forget(): void {
    this.index = new JournalIndex();
    this.fingerprint = null;
    this.synced = false;
  }
}

async function fingerprintOf(file: FileHandle): Promise<Fingerprint> {
  const stats = await file.stat({ bigint: true });
  // A device or a pipe has no end to scan to. The code is that of `openPlainFile`.
  if (!stats.isFile()) throw Object.assign(new Error('The journal is not a file.'), { code: 'EINVAL' });
  return { file: fileIdOf(stats), size: stats.size, modified: stats.mtimeNs };
}

function isSame(one: Fingerprint, other: Fingerprint | null): boolean {
  return other !== null && one.file === other.file && one.size === other.size && one.modified === other.modified;
}
