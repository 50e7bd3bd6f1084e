/** A version in IndexedDB that is below the first one of the app: a database of it stands for any that is older. */
export const OLDER_NATIVE_VERSION = 9;

/** Rows of a database, by table. */
export interface OlderRows {
  readonly statements: readonly object[];
  readonly noteRevisions: readonly object[];
  readonly latestNotes: readonly object[];
  readonly outbox: readonly object[];
  readonly meta: readonly object[];
}

/** Creates an older database with these rows, in plain IndexedDB and whole in itself: tests run it in a bare page. */
export function createOlderDatabase(name: string, rows: OlderRows): Promise<void> {
  return new Promise((resolve, reject) => {
    const request = indexedDB.open(name, OLDER_NATIVE_VERSION);
    request.onerror = () => {
      reject(request.error ?? new Error('The database could not be made.'));
    };
    request.onupgradeneeded = () => {
      const database = request.result;
      database.createObjectStore('statements', { keyPath: 'id' }).createIndex('timestamp', 'timestamp');
      database.createObjectStore('noteRevisions', { keyPath: 'id' }).createIndex('noteId', 'noteId');
      const latest = database.createObjectStore('latestNotes', { keyPath: 'noteId' });
      for (const index of ['sectionId', 'moduleId', 'editedAt']) latest.createIndex(index, index);
      database.createObjectStore('outbox', { keyPath: 'order', autoIncrement: true }).createIndex('id', 'id');
      database.createObjectStore('meta', { keyPath: 'key' });
    };
    request.onsuccess = () => {
      const database = request.result;
      const transaction = database.transaction([...database.objectStoreNames], 'readwrite');
      for (const [store, values] of Object.entries(rows) as [string, readonly object[]][]) {
        for (const value of values) transaction.objectStore(store).add(value);
      }
      transaction.oncomplete = () => {
        database.close();
        resolve();
      };
      transaction.onabort = () => {
        reject(transaction.error ?? new Error('The rows could not be added.'));
      };
    };
  });
}

const DAY = '2026-11-20';
const instant = (second: number): string => new Date(Date.UTC(2026, 10, 20, 1, 0, second)).toISOString();
const uuid = (kind: string, number: number): string =>
  `01a1f677-0000-7000-8000-${kind}${number.toString(16).padStart(8, '0')}`;

/** A profile, `statementCount` section reads, and `noteCount` notes of three revisions, every fifth of them deleted. */
export function olderRows(learnerId: string, statementCount: number, noteCount: number): OlderRows {
  const statements = Array.from({ length: statementCount }, (_, index) => ({
    id: uuid('aaaa', index),
    timestamp: instant(index),
    day: DAY,
    verb: 'experienced',
    sectionId: `a/section-${index % 7}`,
    seconds: 1,
  }));
  const revision = (index: number, step: number): object => ({
    id: uuid('bbbb', index * 3 + step),
    noteId: uuid('cccc', index),
    moduleId: 'a',
    sectionId: `a/section-${index % 7}`,
    blockId: null,
    quote: '',
    text: `Note ${index}, state ${step}`,
    createdAt: instant(index),
    editedAt: instant(index + step),
    basedOn: step === 0 ? [] : [uuid('bbbb', index * 3 + step - 1)],
    deleted: step === 2 && index % 5 === 0,
  });
  const learner = {
    id: learnerId,
    latinName: 'Sok Dara',
    khmerName: 'សុខ ដារ៉ា',
    language: 'en',
    preferences: { theme: 'dark', textSize: 125 },
    createdAt: instant(0),
    updatedAt: instant(0),
  };
  return {
    statements,
    noteRevisions: Array.from({ length: noteCount }, (_, index) =>
      [0, 1, 2].map((step) => revision(index, step)),
    ).flat(),
    latestNotes: Array.from({ length: noteCount }, (_, index) => revision(index, 2)),
    outbox: statements
      .slice(0, 3)
      .map((statement) => ({ id: statement.id, kind: 'statement', body: JSON.stringify(statement) })),
    meta: [
      { key: 'learner', value: learner },
      { key: 'rowCounts', value: { statements: statementCount, revisions: noteCount * 3, notes: noteCount } },
    ],
  };
}
