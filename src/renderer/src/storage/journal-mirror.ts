import { withJournalLock } from './journal-lock';
import { markAppended } from './journal-mark';
import type { JournalPort, SentChange } from './journal-port';
import type { LearnerDatabase, OutboxRow } from './learner-database';
import { guarded } from './storage-error';

/** Changes sent at once: at most so many, and at most so many UTF-16 units of text, which as JSON in UTF-8 stay below the contract's 8 MB. */
const BATCH = { changes: 200, length: 2_000_000 };

/** Sends the outbox to the journal, in order, one window at a time. */
export class JournalMirror {
  private running: Promise<void> | null = null;
  private again = false;

  constructor(
    private readonly database: LearnerDatabase,
    private readonly learnerId: string,
    private readonly port: JournalPort,
  ) {}

  /**
   * Resolves when everything that was in the outbox at the time of the call is on disk in the journal; rejects when the host can't write it
   * (the outbox keeps it, the next flush tries again).
   *
   * @throws StorageError when the database can't be read; whatever the port throws
   */
  async flush(): Promise<void> {
    if (this.running) {
      // What was added while a batch was under way is sent by one more round, which all callers since share.
      this.again = true;
      return this.running;
    }
    this.running = this.drain();
    return this.running;
  }

  /** Changes that wait to be written. @throws StorageError */
  async waiting(): Promise<number> {
    return guarded(() => this.database.outbox.count());
  }

  private async drain(): Promise<void> {
    try {
      do {
        this.again = false;
        await withJournalLock(this.learnerId, () => this.sendAll());
      } while (this.again);
    } finally {
      // In the same step as the last look at `again`: a call that comes later starts a round of its own.
      this.running = null;
    }
  }

  private async sendAll(): Promise<void> {
    for (;;) {
      const rows = fitBatch(await guarded(() => this.database.outbox.orderBy('order').limit(BATCH.changes).toArray()));
      if (rows.length === 0) return;
      const changes: SentChange[] = rows.map(({ id, kind, body }) => ({ id, kind, body }));
      const state = await this.port.append(this.learnerId, changes);
      await guarded(() =>
        this.database.transaction('rw', [this.database.outbox, this.database.meta], async () => {
          await this.database.outbox.bulkDelete(rows.map(({ order }) => order));
          await markAppended(this.database, state, new Set(rows.map(({ id }) => id)).size);
        }),
      );
    }
  }
}

function fitBatch(rows: readonly OutboxRow[]): readonly OutboxRow[] {
  let length = 0;
  const tooFar = rows.findIndex(({ body }, index) => (length += body.length) > BATCH.length && index > 0);
  return tooFar < 0 ? rows : rows.slice(0, tooFar);
}
