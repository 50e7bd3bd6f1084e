import { isReset } from '../../../../domain/record/journal-epoch';
import { withJournalLock, MAXIMUM_BODY_LENGTH, type JournalPort, type JournalState } from './port';
import { readNewPages, type Amount } from './comparison';
import { isAhead, markAppended, readMark, type JournalMark } from './mark';
import type { SentChange } from '../database/journal-change';
import type { LearnerDatabase, OutboxRow } from '../database/learner-database';
import { reconcileLocked } from './reconciliation';
import { guarded, toStorageError } from '../database/storage-error';

/**
 * Changes sent at once: at most so many, and at most so many UTF-16 units of text, which as JSON in UTF-8 stay below
 * the contract's 8 MB.
 */
const BATCH = { changes: 500, length: 2_000_000 };

/** Events of sending to the journal. */
export interface MirrorEvents {
  /** The database was reset to an earlier state of the journal: what the window shows is out of date. */
  readonly onReset?: () => void;
  /** Changes are too long for the journal, and exist in the database only. */
  readonly onTooLong?: (count: number) => void;
  /** The learner was removed in another browser: the journal accepts nothing, and the outbox stays as it is. */
  readonly onRemoteRemoval?: () => void;
  /** Changes are on disk in the journal. */
  readonly onSent?: () => void;
  /** What another browser had appended is in the database now. */
  readonly onMerged?: (added: Amount) => void;
}

/** How often in a row the journal may be reset while changes are sent; more is a fault, not a restore. */
const MAXIMUM_RESETS = 3;

/** Sends the outbox to the journal, in order, one window at a time, and merges what others appended meanwhile. */
export class JournalMirror {
  /** The round that waits for the journal's lock; all callers until then share it. */
  private next: Promise<void> | null = null;
  /** Epoch of the database when this window last read it; null before that. */
  private epoch: string | null = null;

  constructor(
    private readonly database: LearnerDatabase,
    private readonly learnerId: string,
    private readonly port: JournalPort,
    private readonly events: MirrorEvents = {},
  ) {}

  /**
   * Resolves when everything that was in the outbox at the time of the call is on disk in the journal; rejects when the
   * host can't write it (it stays in the outbox, and the next flush tries again).
   *
   * @throws StorageError when the database can't be read; errors of the port
   */
  async flush(): Promise<void> {
    this.next ??= withJournalLock(this.learnerId, () => {
      // From here on a call may be too late for this round: it starts another.
      this.next = null;
      return this.sendAll();
    });
    return this.next;
  }

  /**
   * True where the journal holds entries that this database hasn't read (`isAhead`). Asked before anything is shown:
   * what is shown afterwards is of this epoch, and a later reset by another window is told.
   *
   * @throws StorageError
   */
  async isBehind(state: JournalState): Promise<boolean> {
    return isAhead(state, await this.readOwnMark());
  }

  /** Changes that wait to be written. @throws StorageError */
  async waiting(): Promise<number> {
    return guarded(() => this.database.outbox.filter(({ keptHere }) => keptHere !== true).count());
  }

  /** Changes that are too long for the journal. @throws StorageError */
  async tooLong(): Promise<number> {
    return guarded(() => this.database.outbox.filter(({ keptHere }) => keptHere === true).count());
  }

  private async sendAll(): Promise<void> {
    let resets = 0;
    for (;;) {
      try {
        if (!(await this.sendBatch())) return;
      } catch (error) {
        const { code } = toStorageError(error);
        if (code === 'removed') this.events.onRemoteRemoval?.();
        resets += 1;
        if (code !== 'superseded' || resets > MAXIMUM_RESETS) throw error;
        // The waiting changes are new work and stay; what was rolled back is deleted before anything else is sent.
        await reconcileLocked(this.database, this.learnerId, this.port);
      }
    }
  }

  /** Sends what fits into one append; false where the outbox is empty. */
  private async sendBatch(): Promise<boolean> {
    const mark = await this.readOwnMark();
    const rows = fitBatch(await guarded(() => this.nextRows()));
    if (rows.length === 0) {
      await this.mergeOthers(mark);
      return false;
    }
    const tooLong = rows.filter(({ body }) => body.length > MAXIMUM_BODY_LENGTH);
    if (tooLong.length > 0) {
      // One such change must not block all those after it.
      await guarded(() =>
        this.database.outbox.bulkUpdate(tooLong.map(({ order }) => ({ key: order, changes: { keptHere: true } }))),
      );
      this.events.onTooLong?.(tooLong.length);
      return true;
    }
    const changes: SentChange[] = rows.map(({ id, kind, body }) => ({ id, kind, body }));
    const state = await this.port.append(this.learnerId, changes, mark?.epoch ?? (mark ? '' : undefined));
    await guarded(() =>
      this.database.transaction('rw', [this.database.outbox, this.database.meta], async () => {
        await this.database.outbox.bulkDelete(rows.map(({ order }) => order));
        await markAppended(this.database, state, new Set(rows.map(({ id }) => id)).size);
      }),
    );
    this.events.onSent?.();
    return true;
  }

  /**
   * Merges what another browser appended, where an append's answer counted more than was sent. A failure isn't one of
   * this flush: what was sent is saved, and the next flush or comparison reads the rest.
   */
  private async mergeOthers(mark: JournalMark | null): Promise<void> {
    if (!mark || mark.readTo === 0 || mark.readTo >= mark.lastSequence) return;
    const { readTo: _, epoch = '', ...counts } = mark;
    const merged = await readNewPages(this.database, this.learnerId, this.port, { ...counts, epoch }, mark).catch(
      () => null,
    );
    if (merged) this.events.onMerged?.(merged.restored);
  }

  /**
   * The next rows to send. Read in batches: row by row, as a filter in the database does it, a record of a hundred
   * thousand takes minutes.
   */
  private async nextRows(): Promise<OutboxRow[]> {
    let after = 0;
    for (;;) {
      const rows = await this.database.outbox.where(':id').above(after).limit(BATCH.changes).toArray();
      const sendable = rows.filter(({ keptHere }) => keptHere !== true);
      if (sendable.length > 0 || rows.length < BATCH.changes) return sendable;
      after = rows.at(-1)?.order ?? after;
    }
  }

  /** Reads the mark, and reports where this window or another one reset the database. */
  private async readOwnMark(): Promise<JournalMark | null> {
    const mark = await guarded(() => readMark(this.database));
    const epoch = mark?.epoch ?? '';
    if (mark && this.epoch !== null && isReset(epoch, this.epoch)) this.events.onReset?.();
    if (mark) this.epoch = epoch;
    return mark;
  }
}

function fitBatch(rows: readonly OutboxRow[]): readonly OutboxRow[] {
  let length = 0;
  const tooFar = rows.findIndex(({ body }, index) => (length += body.length) > BATCH.length && index > 0);
  return tooFar < 0 ? rows : rows.slice(0, tooFar);
}
