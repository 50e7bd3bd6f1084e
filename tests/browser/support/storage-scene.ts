import { Dexie } from 'dexie';
import { afterEach, beforeAll } from 'vitest';
import { learnerDatabaseName } from '../../../src/renderer/src/storage/database/generations';
import {
  openLearnerDatabase,
  type DatabaseEvents,
  type LearnerDatabase,
} from '../../../src/renderer/src/storage/database/learner-database';
import {
  openLearnerSession,
  type LearnerSession,
  type SessionEvents,
} from '../../../src/renderer/src/storage/learner-session';
import type { NoteStore } from '../../../src/renderer/src/storage/record/note-store';
import { StatementStore } from '../../../src/renderer/src/storage/record/statement-store';
import { journalPort } from './journal-port';
import { compareRevisions, type NoteRevision } from '../../../src/domain/notes/note';
import type { Learner } from '../../../src/domain/learner/learner';
import { FIRST_MINUTE, identifier, learner } from '../../support/builders/statement-builders';
import type { InMemoryHost } from '../../support/hosts/in-memory-host';

/** Rounds of derivation of a key, the fewest that there may be: with the app's they are most of such a test's time. */
export const FEW_ROUNDS = 1_000;

let learners = 0;

/** A learner whom no other test knows. */
export function newLearner(overrides: Partial<Learner> = {}): Learner {
  learners += 1;
  return learner({ id: identifier(1_000_000 + learners, FIRST_MINUTE + learners), ...overrides });
}

const closers: (() => unknown)[] = [];

/** Runs at the end of the test, before databases are deleted. */
export function closeAfterTest(close: () => unknown): void {
  closers.push(close);
}

/** Opens a learner's database of the first generation; closed after the test. */
export async function openDatabase(learnerId: string, events: DatabaseEvents = {}): Promise<LearnerDatabase> {
  const database = await openLearnerDatabase(learnerDatabaseName(learnerId, 1), events);
  closeAfterTest(() => {
    database.close({ disableAutoOpen: true });
  });
  return database;
}

/** A new learner's database and the statements in it. */
export async function openStatementStore() {
  const database = await openDatabase(newLearner().id);
  return { database, store: new StatementStore(database) };
}

/** Opens a learner's session on the host's journal; closed after the test. */
export async function openSession(
  learnerId: string,
  host: InMemoryHost,
  events: SessionEvents = {},
): Promise<LearnerSession> {
  const session = await openLearnerSession(learnerId, journalPort(host), events);
  closeAfterTest(session.close);
  return session;
}

/** A session whose profile is stored and in the journal, as after first run. */
export async function beginLearner(owner: Learner, host: InMemoryHost): Promise<LearnerSession> {
  const session = await openSession(owner.id, host);
  await session.profile.saveLearner(owner, identifier(77, FIRST_MINUTE));
  await session.sync.flush();
  return session;
}

/** Opens a database as it is, whatever made it: to look at rows, or to do damage to them. */
export async function lookInto<Value>(
  learnerId: string,
  look: (database: Dexie) => PromiseLike<Value>,
  generation = 1,
): Promise<Value> {
  const database = new Dexie(learnerDatabaseName(learnerId, generation));
  await database.open();
  try {
    return await look(database);
  } finally {
    database.close();
  }
}

/** Every row of every table, to compare a database with itself. */
export async function contents(learnerId: string, generation = 1): Promise<Readonly<Record<string, unknown>>> {
  return lookInto(
    learnerId,
    async (database) => {
      const tables = await Promise.all(
        database.tables.map(async (table) => [table.name, await table.toArray()] as const),
      );
      return { version: database.backendDB().version, ...Object.fromEntries(tables) };
    },
    generation,
  );
}

/** Adds revisions of notes as they are, by the write that the app's own changes take; those that are there stay. */
export async function saveNotes(store: NoteStore | undefined, revisions: readonly NoteRevision[]): Promise<void> {
  if (!store) throw new Error('No record is open.');
  await store.save(revisions);
}

/** Every state of a note that a session can open, oldest first. */
export async function historyOf(session: LearnerSession | null, noteId: string): Promise<NoteRevision[]> {
  if (!session) throw new Error('No record is open.');
  const states = await lookInto(
    session.learnerId,
    (database) => database.table<NoteRevision>('noteRevisions').where({ noteId }).toArray(),
    session.generation,
  );
  const opened = await Promise.all(states.map((state) => session.cipher()?.openNote(state) ?? state));
  return opened.filter((state) => state !== null).sort(compareRevisions);
}

/** Resolves when the condition holds, looked at again and again. */
export async function until(condition: () => boolean | Promise<boolean>): Promise<void> {
  while (!(await condition())) await new Promise((resolve) => setTimeout(resolve, 5));
}

/** Resolves when nothing is being written to a record, a journal or the list of learners. */
export async function nothingUnderWay(): Promise<void> {
  // A record that is open has a lock of its own.
  await until(
    async () => (await navigator.locks.query()).held?.every(({ name }) => name?.includes('-record-')) ?? false,
  );
}

/** Deletes every database of the app in this browser. */
export async function deleteDatabases(): Promise<void> {
  const names = (await indexedDB.databases())
    .map(({ name }) => name ?? '')
    .filter((name) => name.startsWith('child-justice-series'));
  await Promise.all(names.map((name) => settled(indexedDB.deleteDatabase(name))));
}

/** Deletes a learner's database, as a browser that cleans up does. */
export async function deleteLearnerDatabase(learnerId: string, generation = 1): Promise<void> {
  await settled(indexedDB.deleteDatabase(learnerDatabaseName(learnerId, generation)));
}

/** The result of a request of plain IndexedDB. */
export function settled<Value>(request: IDBRequest<Value>): Promise<Value> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => {
      resolve(request.result);
    };
    request.onerror = () => {
      reject(request.error ?? new Error('The request failed.'));
    };
  });
}

// Test files take turns in a browser's profile: what another file's page did in its last moments must not be found.
beforeAll(deleteDatabases);

afterEach(async () => {
  for (const close of closers.splice(0)) await close();
  await deleteDatabases();
});
