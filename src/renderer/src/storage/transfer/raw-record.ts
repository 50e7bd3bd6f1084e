import { GatheredRecord } from '../../../../domain/learner-file/gathered-record';
import type { Learner } from '../../../../domain/learner/learner';
import { learnerDatabaseName, listLearnerDatabases } from '../database/generations';
import type { KeyedRow, OutboxRow } from '../database/learner-database';
import { withTimeout } from '../database/with-timeout';
import { KEYS_KEY } from '../protection/protection-store';
import { pagesOf, type JournalPort } from '../sync/port';

/** Milliseconds that the browser may take until a database is open: an upgrade that hangs blocks it for good. */
const TIMEOUT = 5_000;

/** Gets a change: its kind, and its body as JSON text. */
type Take = (kind: string, body: string) => void;

/**
 * Gathers a learner's record without opening it: the lines of the journal, and what plain IndexedDB can read of the
 * newest database. Nothing is upgraded, written or created. A source that can't be read is left out.
 *
 * @param timeout milliseconds
 */
export async function gatherRawRecord(
  owner: Learner,
  journal: Pick<JournalPort, 'read'>,
  timeout = TIMEOUT,
): Promise<GatheredRecord> {
  const record = new GatheredRecord(owner);
  const take: Take = (kind, body) => {
    record.add(kind, body);
  };
  // The journal first: its lines have checksums, so that its copy of a row is preferred to the database's.
  await readJournal(owner.id, journal, take).catch(() => undefined);
  await readDatabase(owner.id, take, timeout).catch(() => undefined);
  return record;
}

async function readJournal(learnerId: string, journal: Pick<JournalPort, 'read'>, take: Take): Promise<void> {
  for await (const { changes } of pagesOf((after) => journal.read(learnerId, after)))
    for (const { kind, body } of changes) take(kind, body);
}

async function readDatabase(learnerId: string, take: Take, timeout: number): Promise<void> {
  const generation = (await withTimeout(listLearnerDatabases(), timeout)).get(learnerId);
  if (generation === undefined) return;
  const opening = openAsItIs(learnerDatabaseName(learnerId, generation));
  const takeRow = (kind: string) => (row: unknown) => {
    take(kind, textOf(row));
  };
  const readers: Readonly<Record<string, (row: never) => void>> = {
    meta: ({ key, value }: KeyedRow) => {
      if (key === 'learner' || key === 'position') takeRow(key)(value);
      if (key === KEYS_KEY && Array.isArray(value)) value.forEach(takeRow('key'));
    },
    statements: takeRow('statement'),
    noteRevisions: takeRow('note'),
    drafts: takeRow('note'),
    outbox: ({ kind, body }: OutboxRow) => {
      take(kind, body);
    },
  };
  try {
    const database = await withTimeout(opening, timeout);
    for (const [table, takeEach] of Object.entries(readers)) {
      const rows = await readTable(database, table).catch((error: unknown) => {
        // Without the keys it isn't known whether a note may stand in a file in clear. Any other table that can't be
        // read doesn't keep the rest from being saved.
        if (table === 'meta') throw error;
        return [];
      });
      for (const row of rows) takeEach(row as never);
    }
  } finally {
    // An answer that comes too late leaves no connection open.
    void opening.then(
      (database) => {
        database.close();
      },
      () => undefined,
    );
  }
}

/** Of whatever version; closed when somebody else needs the database. One that was deleted meanwhile isn't created. */
function openAsItIs(name: string): Promise<IDBDatabase> {
  const request = indexedDB.open(name);
  request.onupgradeneeded = () => {
    request.transaction?.abort();
  };
  return answerOf(request).then((database) => {
    database.onversionchange = () => {
      database.close();
    };
    return database;
  });
}

/** All rows; a missing table has none. */
async function readTable(database: IDBDatabase, table: string): Promise<readonly unknown[]> {
  if (!database.objectStoreNames.contains(table)) return [];
  return answerOf<unknown[]>(database.transaction(table, 'readonly').objectStore(table).getAll());
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
