import { Dexie, type EntityTable, type Table } from 'dexie';
import type { Attempt } from '../../../../domain/quiz/attempt';
import type { NoteRevision } from '../../../../domain/notes/note';
import type { Statement } from '../../../../domain/record/statement';
import type { SentChange } from './journal-change';
import { watchOpenRequests, type OpenRequests } from './open-requests';
import { declareLearnerSchema, LEARNER_SCHEMA_VERSION, NATIVE_VERSION_FACTOR } from './schema-versions';
import { guarded, StorageError, toStorageError } from './storage-error';

// A page of the browser host is at 127.0.0.1, which Dexie takes for one in development: it would follow every call, and
// print every error that is handled.
Dexie.debug = false;

/** A change that waits to be written to the journal. */
export interface OutboxRow {
  readonly order: number;
  readonly id: string;
  readonly kind: SentChange['kind'];
  /** JSON text. */
  readonly body: string;
  /** True for a change that was in the journal already, and is sent again because the journal lost it. */
  readonly refilled?: true;
  /** True for a change that is too long for the journal: it is in this database only. */
  readonly keptHere?: true;
}

/** A value stored under a name: the profile, the reading position, the cursor. */
export interface KeyedRow {
  readonly key: string;
  readonly value: unknown;
}

/** What other windows do to a database. */
export interface DatabaseEvents {
  /** Another window waits with an upgrade until older windows are closed. */
  readonly onBlocked?: () => void;
  /** A newer window upgraded the database: this one has closed it and must be reloaded. */
  readonly onOutdated?: () => void;
  /** Another window or the browser deletes the database: this one has closed it, and nothing may be written. */
  readonly onRemoved?: () => void;
}

/** Key in the `meta` table: which page writes this database. */
const WRITER_KEY = 'writer';

/** Names this page among all that may have opened a record, in this browser or another one. */
export const THIS_PAGE: string = crypto.randomUUID();

/** One learner's database. Only storage uses it. */
export class LearnerDatabase extends Dexie {
  declare statements: Table<Statement, string>;
  declare projections: Table<KeyedRow, string>;
  declare attempts: Table<Attempt, string>;
  declare noteRevisions: Table<NoteRevision, string>;
  declare latestNotes: Table<NoteRevision, string>;
  /** What is being written, as the revision that it becomes; one row a note. */
  declare drafts: Table<NoteRevision, string>;
  declare outbox: EntityTable<OutboxRow, 'order'>;
  declare meta: Table<KeyedRow, string>;

  constructor(
    name: string,
    factory?: OpenRequests['factory'],
    private readonly page = THIS_PAGE,
  ) {
    // Strict durability: the learner reads "Saved". autoOpen off: after an upgrade elsewhere Dexie would reopen the new
    // database with this old schema.
    super(name, { ...(factory ? { indexedDB: factory } : {}), autoOpen: false, chromeTransactionDurability: 'strict' });
    declareLearnerSchema(this);
  }

  /** Makes this page the one that writes: every other one is refused from then on. @throws StorageError */
  async becomeWriter(): Promise<void> {
    await guarded(() => this.meta.put({ key: WRITER_KEY, value: this.page }));
  }

  /**
   * Runs a transaction that changes these tables and `meta`, provided that no other page has become the writer: one
   * that thaws after another took its record writes nothing.
   *
   * @throws StorageError, `elsewhere` where another page writes; nothing is changed then
   */
  async write<Value>(tables: readonly Table[], work: () => PromiseLike<Value>): Promise<Value> {
    return guarded(() =>
      this.transaction('rw', [...new Set([...tables, this.meta])], async () => {
        // Asked beside the work, not before it: what throws takes the whole transaction back.
        const [writer, value] = await Promise.all([this.meta.get(WRITER_KEY), work()]);
        if (writer !== undefined && writer.value !== this.page)
          throw new StorageError('elsewhere', 'Another page has taken this record.');
        return value;
      }),
    );
  }
}

/**
 * Opens a database, and refuses one of a newer version of the app: Dexie would open it with the old schema and write
 * into it.
 *
 * @param signal cancels the opening, or closes the connection, when aborted: a running upgrade is rolled back as a
 * whole
 * @throws StorageError; the signal's reason
 */
export async function openLearnerDatabase(
  name: string,
  events: DatabaseEvents = {},
  signal?: AbortSignal,
  page = THIS_PAGE,
): Promise<LearnerDatabase> {
  const newest = LEARNER_SCHEMA_VERSION * NATIVE_VERSION_FACTOR;
  await refuseNewer(name, newest);
  signal?.throwIfAborted();
  const requests = watchOpenRequests();
  const database = new LearnerDatabase(name, requests.factory, page);
  signal?.addEventListener('abort', () => {
    requests.cancel();
    database.close({ disableAutoOpen: true });
  });
  database.on('versionchange', ({ newVersion }) => {
    database.close({ disableAutoOpen: true });
    if (newVersion === null) events.onRemoved?.();
    else events.onOutdated?.();
    return false;
  });
  database.on('blocked', () => events.onBlocked?.());
  try {
    await database.open();
  } catch (error) {
    signal?.throwIfAborted();
    throw toStorageError(error);
  }
  if (database.backendDB().version > newest) {
    database.close({ disableAutoOpen: true });
    throw new StorageError('newer', `Database "${name}" was upgraded while it was being opened.`);
  }
  return database;
}

/** True for a database that must be upgraded when it is opened. @throws StorageError */
export async function needsUpgrade(name: string): Promise<boolean> {
  const existing = (await listDatabases()).find((candidate) => candidate.name === name);
  return existing?.version !== undefined && existing.version < LEARNER_SCHEMA_VERSION * NATIVE_VERSION_FACTOR;
}

/** Refuses a database whose version in IndexedDB is above the newest that this app knows. @throws StorageError */
export async function refuseNewer(name: string, newest: number): Promise<void> {
  const existing = (await listDatabases()).find((candidate) => candidate.name === name);
  if (existing?.version !== undefined && existing.version > newest) {
    throw new StorageError('newer', `Database "${name}" has version ${existing.version}, this app knows ${newest}.`);
  }
}

/** Every database of this origin, with its version. @throws StorageError */
export async function listDatabases(): Promise<IDBDatabaseInfo[]> {
  return guarded(() => indexedDB.databases());
}
