import { compareEpochs } from '../../../../domain/record/journal-epoch';
import { readTriesByKey, type TriesByKey } from '../../../../domain/protection/tries-by-key';
import { CURSOR_KEY, type Cursor } from '../sync/cursor';
import { KEYS_KEY, TRIES_KEY } from '../protection/protection-store';
import type { KeyedRow, OutboxRow } from '../database/learner-database';
import { learnerDatabaseName, listLearnerDatabases } from '../database/generations';
import { TimeoutError, withTimeout } from '../database/with-timeout';

/**
 * How much of a database could be read: there is none; all of it; a part, or nothing, before it failed; or no answer in
 * time, since something blocks it (an upgrade that runs or hangs).
 */
export type RawReading = 'absent' | 'whole' | 'partly' | 'silent';

/** Options of reading a database. */
export interface RawReadingOptions {
  /**
   * Epoch of the journal, or null where it is unknown. Where the journal was reset meanwhile, what was rolled back is
   * left out.
   */
  readonly epoch: string | null;
  /** Gets a change: its kind, and its body as JSON text. */
  readonly take: (kind: string, body: string) => void;
  /** Gets the database's count of wrong PINs. */
  readonly takeTries: (tries: TriesByKey) => void;
  /** Milliseconds that the browser may take for each answer. */
  readonly timeout: number;
}

/** Rows read at once. */
const BATCH = 500;

/**
 * Reads a learner's newest database as it is, of whatever version, by plain IndexedDB: nothing is upgraded, written or
 * created, and the connection closes when another window needs the database. Never rejects.
 */
export async function readRawRecord(
  learnerId: string,
  { epoch, take, takeTries, timeout }: RawReadingOptions,
): Promise<RawReading> {
  const within = <Value>(answer: Promise<Value>): Promise<Value> => withTimeout(answer, timeout);
  let database: IDBDatabase | null = null;
  try {
    const generation = (await within(listLearnerDatabases())).get(learnerId);
    if (generation === undefined) return 'absent';
    database = await openAsItIs(learnerDatabaseName(learnerId, generation), within);
    if (!database) return 'absent';
    const meta = new Map<string, unknown>();
    await eachRow(database, 'meta', within, (row) => meta.set((row as KeyedRow).key, (row as KeyedRow).value));
    takeTries(readTriesByKey(meta.get(TRIES_KEY)));
    const keys = meta.get(KEYS_KEY);
    for (const key of Array.isArray(keys) ? (keys as readonly unknown[]) : []) take('key', textOf(key));
    const mark = meta.get(CURSOR_KEY) as Cursor | undefined;
    if (epoch !== null && mark && compareEpochs(epoch, mark.epoch) > 0) {
      // Everything is rolled back, except what the journal never had.
      await eachRow(database, 'outbox', within, (row) => {
        const { kind, body, refilled } = row as OutboxRow;
        if (refilled !== true) take(kind, body);
      });
      await eachRow(database, 'drafts', within, (row) => take('note', textOf(row)));
      return 'whole';
    }
    for (const kind of ['learner', 'position']) if (meta.has(kind)) take(kind, textOf(meta.get(kind)));
    await eachRow(database, 'statements', within, (row) => take('statement', textOf(row)));
    for (const notes of ['noteRevisions', 'drafts'])
      await eachRow(database, notes, within, (row) => take('note', textOf(row)));
    return 'whole';
  } catch (error) {
    return error instanceof TimeoutError && !database ? 'silent' : 'partly';
  } finally {
    database?.close();
  }
}

/** Null where it was deleted meanwhile. An answer that comes too late leaves no connection open. */
async function openAsItIs(
  name: string,
  within: <Value>(answer: Promise<Value>) => Promise<Value>,
): Promise<IDBDatabase | null> {
  const request = indexedDB.open(name);
  let isAwaited = true;
  const opened = new Promise<IDBDatabase | null>((resolve, reject) => {
    request.onupgradeneeded = () => {
      request.transaction?.abort();
    };
    request.onsuccess = () => {
      const database = request.result;
      database.onversionchange = () => {
        database.close();
      };
      if (isAwaited) resolve(database);
      else database.close();
    };
    request.onerror = () => {
      if (request.error?.name === 'AbortError') resolve(null);
      else reject(request.error ?? new Error('The database could not be opened.'));
    };
  });
  try {
    return await within(opened);
  } finally {
    isAwaited = false;
  }
}

/** Reads a store in batches, in the order of its keys; a missing one has no rows. */
async function eachRow(
  database: IDBDatabase,
  store: string,
  within: <Value>(answer: Promise<Value>) => Promise<Value>,
  take: (row: unknown) => void,
): Promise<void> {
  if (!database.objectStoreNames.contains(store)) return;
  let range: IDBKeyRange | undefined;
  for (;;) {
    const source = database.transaction(store, 'readonly').objectStore(store);
    const [keys, rows] = await within(
      Promise.all([answerOf(source.getAllKeys(range, BATCH)), answerOf(source.getAll(range, BATCH))]),
    );
    for (const row of rows) take(row);
    const last = keys.at(-1);
    if (last === undefined || keys.length < BATCH) return;
    range = IDBKeyRange.lowerBound(last, true);
  }
}

function answerOf<Value>(request: IDBRequest<Value>): Promise<Value> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => {
      resolve(request.result);
    };
    request.onerror = () => {
      reject(request.error ?? new Error('The request failed.'));
    };
  });
}

/** As JSON text; a value without one isn't a row of this app. */
function textOf(value: unknown): string {
  try {
    return JSON.stringify(value) ?? '';
  } catch {
    return '';
  }
}
