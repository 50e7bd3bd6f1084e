import type { LearnerDatabase } from './learner-database';
import type { JournalChange, JournalPort, JournalState } from './journal-port';

/** How far a database believes the journal to be; kept in its `meta` table under `journal`. */
export interface JournalMark {
  readonly count: number;
  readonly lastSequence: number;
}

const MARK_KEY = 'journal';
const BATCH = 200;

/** Reads the mark; null where this database never met its journal. */
export async function readMark(database: LearnerDatabase): Promise<JournalMark | null> {
  return ((await database.meta.get(MARK_KEY))?.value as JournalMark | undefined) ?? null;
}

/** Stores the mark. It never goes backwards: two windows may answer in another order than the host did. */
export async function writeMark(database: LearnerDatabase, state: Pick<JournalState, 'count' | 'lastSequence'>): Promise<void> {
  const known = await readMark(database);
  if (known && known.lastSequence >= state.lastSequence) return;
  await database.meta.put({ key: MARK_KEY, value: { count: state.count, lastSequence: state.lastSequence } satisfies JournalMark });
}

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

  /** Changes that wait to be written. */
  async waiting(): Promise<number> {
    return this.database.outbox.count();
  }

  private async drain(): Promise<void> {
    try {
      do {
        this.again = false;
        await inOneWindow(`child-justice-series-journal-${this.learnerId}`, () => this.sendAll());
      } while (this.again);
    } finally {
      // In the same step as the last look at `again`: a call that comes later starts a round of its own.
      this.running = null;
    }
  }

  private async sendAll(): Promise<void> {
    for (;;) {
      const rows = await this.database.outbox.orderBy('order').limit(BATCH).toArray();
      if (rows.length === 0) return;
      const changes: JournalChange[] = rows.map(({ id, kind, body }) => ({ id, kind, body }));
      const state = await this.port.append(this.learnerId, changes);
      await this.database.transaction('rw', [this.database.outbox, this.database.meta], async () => {
        await this.database.outbox.bulkDelete(rows.map(({ order }) => order));
        await writeMark(this.database, state);
      });
    }
  }
}

/** Runs work in one window at a time where the browser has Web Locks (every Chromium has); elsewhere the journal's own idempotence has to do. */
async function inOneWindow(name: string, work: () => Promise<void>): Promise<void> {
  if (typeof navigator === 'undefined' || !('locks' in navigator)) return work();
  await navigator.locks.request(name, work);
}
