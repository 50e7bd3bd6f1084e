import { MAXIMUM_BODY_LENGTH, pagesOf, type JournalPort, type OpenedJournal } from './port';
import { readCursor, writeCursor } from './cursor';
import { mergeKeyChanges } from './merge-page';
import { examine, synchronise, type SyncReport } from './synchronise';
import type { SentChange } from '../database/journal-change';
import type { LearnerDatabase, OutboxRow } from '../database/learner-database';
import type { RecordCipher } from '../protection/record-cipher';
import { beginOpeningAgain } from '../protection/protection-store';
import { guarded, StorageError, toStorageError } from '../database/storage-error';

/**
 * Changes sent at once: at most so many, and at most so many UTF-16 units of text, which as JSON in UTF-8 stay below
 * the contract's 8 MB.
 */
const BATCH = { changes: 500, length: 2_000_000 };

/** Events of following and sending to the journal. */
export interface SyncEvents {
  /** Another page took the record: nothing more may be written here. */
  readonly onElsewhere?: () => void;
  /** The learner was removed from this computer: the journal accepts nothing, and the outbox stays as it is. */
  readonly onRemovedElsewhere?: () => void;
  /** Changes are too long for the journal, and exist in the database only. */
  readonly onTooLong?: (count: number) => void;
  /** Changes are on disk in the journal. */
  readonly onSent?: () => void;
  /** While the record was open the journal turned out to be another one, and the database follows it now. */
  readonly onFollowed?: (report: SyncReport) => void;
}

/** How often in a row the journal may move while changes are sent; more is a fault of the disk. */
const MAXIMUM_MOVES = 3;

/**
 * An open record's way to its journal: whose turn it is, what the journal has that the database lacks, and what waits
 * in the outbox. Its steps run one after another.
 */
export class RecordSync {
  /** Number of this page's turn; null while the host hasn't given it one. */
  private turn: number | null = null;
  private running: Promise<unknown> = Promise.resolve();
  /** The round that waits for its start; all callers until then share it. */
  private next: Promise<number> | null = null;
  /** Changes that are too long for the journal, as they were read last. */
  private tooLong = 0;
  /** The deletion of what was sent last. */
  private tidying: Promise<unknown> = Promise.resolve();

  constructor(
    private readonly database: LearnerDatabase,
    private readonly learnerId: string,
    private readonly port: JournalPort,
    private readonly cipher: () => RecordCipher | null = () => null,
    private readonly events: SyncEvents = {},
  ) {}

  /**
   * Takes the turn, or asks whether the one that was taken still stands.
   *
   * @returns true where the journal has nothing that the database hasn't followed
   * @throws StorageError `elsewhere`, `removed`; errors of the port
   */
  async open(): Promise<boolean> {
    return this.inTurn(async () => {
      const cursor = await guarded(() => readCursor(this.database));
      const { state, holdsCursor } = await this.take();
      return holdsCursor && cursor?.lastSequence === state.lastSequence;
    });
  }

  /**
   * Makes database and journal hold the same. Notes whose content a PIN seals are merged only where the record is
   * unlocked: call it then.
   *
   * @throws StorageError; errors of the port
   */
  async synchronise(): Promise<SyncReport> {
    return this.inTurn(() => this.follow());
  }

  /**
   * Takes the journal's key records alone, so that a locked record asks for the PIN that is set now. Nothing else is
   * brought in before it is unlocked, and no turn is taken: another page may be at work.
   *
   * @throws StorageError; errors of the port
   */
  async followKeys(): Promise<void> {
    const { database, learnerId, port } = this;
    await this.inTurn(async () => {
      const cursor = await guarded(() => readCursor(database));
      const { epoch } = await port.read(learnerId, cursor?.lastSequence ?? 0);
      const after = cursor?.epoch === epoch ? cursor.lastSequence : 0;
      for await (const { changes } of pagesOf((from) => port.read(learnerId, from), { after })) {
        if (!changes.some(({ kind }) => kind === 'key')) continue;
        await database.write([database.outbox], async () => {
          await mergeKeyChanges(database, changes);
          await beginOpeningAgain(database);
        });
      }
    });
  }

  /**
   * Begins an epoch of the journal, after a PIN was set or removed here and all that is stored was rewritten: the
   * databases of other browsers are filled anew by it.
   *
   * @throws StorageError; errors of the port
   */
  async renew(): Promise<void> {
    await this.inTurn(async () => {
      await this.tidying;
      const cursor = await guarded(() => readCursor(this.database));
      const state = await this.port.renew(this.learnerId, 'pin', cursor?.epoch ?? '');
      await this.database.write([], async () => writeCursor(this.database, state));
    });
  }

  /**
   * Resolves when everything that was in the outbox at the time of the call is on disk in the journal; rejects when the
   * host can't write it (it stays in the outbox, and the next flush tries again).
   *
   * @returns how many changes stay in this database, since they are too long for the journal
   * @throws StorageError when the database can't be read; errors of the port
   */
  async flush(): Promise<number> {
    this.next ??= this.inTurn(() => {
      // From here on a call may be too late for this round: it starts another.
      this.next = null;
      return this.sendAll();
    });
    return this.next;
  }

  /** Changes that wait to be written. @throws StorageError */
  async waiting(): Promise<number> {
    return guarded(() => this.database.outbox.filter(({ keptHere }) => keptHere !== true).count());
  }

  private inTurn<Value>(work: () => Promise<Value>): Promise<Value> {
    const mine = this.running.then(work);
    this.running = mine.catch(() => undefined);
    return mine;
  }

  private async take(): Promise<OpenedJournal> {
    const cursor = await guarded(() => readCursor(this.database));
    const opened = await this.port.open(this.learnerId, cursor, this.turn ?? 'take');
    this.turn = opened.turn;
    return opened;
  }

  private async follow(): Promise<SyncReport> {
    const { database, learnerId, port } = this;
    const held = await examine(database);
    return synchronise({ database, learnerId, port, cipher: this.cipher() }, held, await this.take());
  }

  private async followMoved(): Promise<void> {
    const report = await this.follow();
    this.events.onFollowed?.(report);
  }

  private async sendAll(): Promise<number> {
    try {
      // The host was away when the record was opened.
      if (this.turn === null) await this.followMoved();
      for (let moves = 0; ;) {
        try {
          if (!(await this.sendBatch())) return this.tooLong;
        } catch (error) {
          moves += 1;
          if (toStorageError(error).code !== 'moved' || moves > MAXIMUM_MOVES) throw error;
          await this.followMoved();
        }
      }
    } catch (error) {
      const { code } = toStorageError(error);
      if (code === 'elsewhere') this.events.onElsewhere?.();
      if (code === 'removed') this.events.onRemovedElsewhere?.();
      throw error;
    }
  }

  /** Sends what fits into one append; false where nothing more waits. */
  private async sendBatch(): Promise<boolean> {
    await this.tidying;
    const { database } = this;
    const { outbox, meta } = database;
    const [cursor, next] = await guarded(() =>
      database.transaction('r', [outbox, meta], async () => Promise.all([readCursor(database), this.nextRows()])),
    );
    const rows = fitBatch(next.rows);
    if (rows.length === 0) return false;
    if (!cursor) throw new StorageError('moved', 'The database was never compared with its journal.');
    const tooLong = rows.filter(({ body }) => body.length > MAXIMUM_BODY_LENGTH);
    if (tooLong.length > 0) {
      // One such change must not block all those after it.
      await database.write([outbox], async () =>
        outbox.bulkUpdate(tooLong.map(({ order }) => ({ key: order, changes: { keptHere: true } }))),
      );
      this.events.onTooLong?.(tooLong.length);
      return true;
    }
    const changes: SentChange[] = rows.map(({ id, kind, body }) => ({ id, kind, body }));
    const state = await this.port.append(this.learnerId, cursor, changes);
    // The journal has them: nobody waits until they are deleted here but the next batch. Where that fails, the journal
    // has moved past the cursor, and following it deletes them.
    this.tidying = database
      .write([outbox], async () => {
        await outbox.bulkDelete(rows.map(({ order }) => order));
        await writeCursor(database, state);
      })
      .catch(() => undefined);
    this.events.onSent?.();
    return next.isMore || rows.length < next.rows.length;
  }

  /**
   * The next rows to send. Read in batches: row by row, as a filter in the database does it, a record of a hundred
   * thousand takes minutes.
   */
  private async nextRows(): Promise<{ readonly rows: OutboxRow[]; readonly isMore: boolean }> {
    let after = 0;
    this.tooLong = 0;
    for (;;) {
      const rows = await this.database.outbox.where(':id').above(after).limit(BATCH.changes).toArray();
      const sendable = rows.filter(({ keptHere }) => keptHere !== true);
      this.tooLong += rows.length - sendable.length;
      const isMore = rows.length === BATCH.changes;
      if (sendable.length > 0 || !isMore) return { rows: sendable, isMore };
      after = rows.at(-1)?.order ?? after;
    }
  }
}

function fitBatch(rows: readonly OutboxRow[]): readonly OutboxRow[] {
  let length = 0;
  const tooFar = rows.findIndex(({ body }, index) => (length += body.length) > BATCH.length && index > 0);
  return tooFar < 0 ? rows : rows.slice(0, tooFar);
}
