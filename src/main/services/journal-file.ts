import { open, type FileHandle } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { JournalChange, JournalEntry, JournalState } from '../../contract/journal-entry';
import { appendBytes, openForAppend, syncFolder } from './journal-append';
import { journalUnreadable, journalUnwritable } from './journal-failure';
import { JournalIndex, type EntryPlace } from './journal-index';
import { createJournalEntry, decodeJournalLine, encodeJournalLine } from './journal-line';
import { scanJournal } from './journal-scan';
import { systemErrorCode } from './write-failure';

/** How often an append is tried where another process keeps taking the sequences first. Each try lets at least one of them through. */
const MAXIMUM_ATTEMPTS = 20;

/** Upper bound of one page, in bytes of the file; a page holds at least one entry whatever its size. */
const MAXIMUM_PAGE_BYTES = 8 * 1024 * 1024;

/** By these the file is known to be as it was read; anything else means that someone else wrote, and it is read again. */
interface Fingerprint {
  readonly file: bigint;
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
  private end = 0;
  private torn = false;
  /** False until a sync of ours covered all that is in the file: what a crashed run or a failed sync left may be in memory only. */
  private synced = false;

  constructor(
    private readonly path: string,
    private readonly learnerId: string,
  ) {}

  /** Where the journal stands; a missing file is an empty journal. */
  async state(): Promise<JournalState> {
    await this.refresh();
    return this.index.state(this.learnerId);
  }

  /** Appends what the journal does not hold yet and answers when all of it is on disk. */
  async append(changes: readonly JournalChange[]): Promise<JournalState> {
    await this.refresh();
    for (let attempt = 0; attempt < MAXIMUM_ATTEMPTS; attempt += 1) {
      const missing = this.missingOf(changes);
      if (missing.length === 0 && this.synced) return this.index.state(this.learnerId);
      await this.write(missing);
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

  /** Reads the whole file where it isn't as it was left. */
  private async refresh(): Promise<void> {
    let file: FileHandle;
    try {
      file = await open(this.path, 'r');
    } catch (error) {
      if (systemErrorCode(error) !== 'ENOENT') throw journalUnreadable(error, this.learnerId);
      this.forget();
      return;
    }
    try {
      const fingerprint = await fingerprintOf(file);
      if (!isSame(fingerprint, this.fingerprint)) await this.scanAll(file, fingerprint);
    } catch (error) {
      this.forget();
      throw journalUnreadable(error, this.learnerId);
    } finally {
      await file.close();
    }
  }

  private async scanAll(file: FileHandle, fingerprint: Fingerprint): Promise<void> {
    this.forget();
    ({ end: this.end, torn: this.torn } = await scanJournal(file, 0, this.index));
    this.fingerprint = fingerprint;
  }

  private async write(changes: readonly JournalChange[]): Promise<void> {
    let sequence = this.index.lastSequence;
    const lines = changes.map((change) => encodeJournalLine(createJournalEntry((sequence += 1), change)));
    const wasTorn = this.torn;
    try {
      const isNew = this.fingerprint === null;
      const file = await openForAppend(this.path);
      try {
        // A torn line must not swallow the next one: the append ends it first.
        await appendBytes(file, Buffer.from((wasTorn ? '\n' : '') + lines.join('')));
        if (isNew) await syncFolder(dirname(this.path));
        // What counts is what the file holds now, not what was meant: another process may have come in between.
        const fingerprint = await fingerprintOf(file);
        if (wasTorn) await this.scanAll(file, fingerprint);
        else ({ end: this.end, torn: this.torn } = await scanJournal(file, this.end, this.index));
        this.fingerprint = fingerprint;
        this.synced = true;
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
    const first = places[0];
    const last = places.at(-1);
    if (!first || !last) return [];
    try {
      const file = await open(this.path, 'r');
      try {
        const bytes = Buffer.alloc(last.start + last.length - first.start);
        await file.read(bytes, 0, bytes.length, first.start);
        const entries = places.map(({ start, length, sequence }) => {
          const entry = decodeJournalLine(bytes.toString('utf8', start - first.start, start - first.start + length));
          return entry?.sequence === sequence ? entry : null;
        });
        return entries.every((entry) => entry !== null) ? entries : null;
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
    this.end = 0;
    this.torn = false;
    this.synced = false;
  }
}

async function fingerprintOf(file: FileHandle): Promise<Fingerprint> {
  const stats = await file.stat({ bigint: true });
  // A device or a pipe has no end to scan to.
  if (!stats.isFile()) throw new Error('The journal is not a file.');
  return { file: stats.ino, size: stats.size, modified: stats.mtimeNs };
}

function isSame(one: Fingerprint, other: Fingerprint | null): boolean {
  return other !== null && one.file === other.file && one.size === other.size && one.modified === other.modified;
}

function fitPage(places: readonly EntryPlace[]): readonly EntryPlace[] {
  const first = places[0];
  if (!first) return places;
  const tooFar = places.findIndex(({ start, length }) => start + length - first.start > MAXIMUM_PAGE_BYTES);
  return tooFar < 0 ? places : places.slice(0, Math.max(1, tooFar));
}
