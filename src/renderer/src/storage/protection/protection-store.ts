import type { RecordCipher } from './record-cipher';
import {
  changedKey,
  isKeyRecord,
  keysOf,
  lockingKey,
  mergeKeys,
  type KeyRecord,
} from '../../../../domain/protection/protection';
import { keyTag, keyTagOf } from '../../../../domain/protection/note-content';
import type { NoteRevision } from '../../../../domain/notes/note';
import type { LearnerDatabase, OutboxRow } from '../database/learner-database';
import { guarded } from '../database/storage-error';

/** Keys in the `meta` table, which are read without Dexie too. */
export const KEYS_KEY = 'key';

/** How a learner's record is protected. */
export interface ProtectionState {
  readonly keys: readonly KeyRecord[];
  /** True where setting or removing the PIN began and isn't known to be finished. */
  readonly unfinished: boolean;
}

/** The key records of a learner. */
export class ProtectionStore {
  constructor(private readonly database: LearnerDatabase) {}

  /** @throws StorageError */
  async state(): Promise<ProtectionState> {
    const keys = await guarded(() => readKeys(this.database));
    return { keys, unfinished: keys.some(({ begun }) => begun) };
  }

  /** The key that locks the record (`lockingKey`). @throws StorageError */
  async lockedBy(): Promise<KeyRecord | null> {
    return lockingKey((await this.state()).keys);
  }

  /** Saves a state of a key, also for the journal. @throws StorageError; nothing is saved then */
  async saveKey(record: KeyRecord): Promise<void> {
    await guarded(() =>
      this.database.write([this.database.meta, this.database.outbox], async () => saveKeys(this.database, [record])),
    );
  }

  /**
   * The keys that a cipher lacks and that notes are sealed with, whatever their status: any file can bring such notes.
   *
   * @throws StorageError
   */
  async missingKeys(cipher: RecordCipher | null): Promise<readonly KeyRecord[]> {
    const closed = (await this.state()).keys.filter(({ keyId }) => !cipher?.opens(keyId));
    if (closed.length === 0) return [];
    const tags = new Set<string | null>();
    await guarded(() => this.database.noteRevisions.each((note) => void tags.add(keyTagOf(note))));
    return closed.filter(({ keyId }) => tags.has(keyTag(keyId)));
  }
}

/** Id of a key's state as a change of the journal. */
export function keyChangeId({ keyId, updatedAt }: KeyRecord): string {
  return `key-${keyId}-${updatedAt}`;
}

/** The key records of a database. Inside a transaction over `meta`, or outside one. */
export async function readKeys(database: LearnerDatabase): Promise<readonly KeyRecord[]> {
  return keyRecords((await database.meta.get(KEYS_KEY))?.value);
}

/**
 * Merges key records, the newest state of each; true where that changed something. Must run inside a transaction over
 * `meta`.
 */
export async function putKeys(database: LearnerDatabase, records: readonly unknown[]): Promise<boolean> {
  const before = await readKeys(database);
  const merged = mergeKeys(before, records.filter(isKeyRecord));
  if (JSON.stringify(merged) === JSON.stringify(before)) return false;
  await database.meta.put({ key: KEYS_KEY, value: merged });
  return true;
}

/** As `putKeys`, also for the journal. Must run inside a transaction over `meta` and the outbox. */
export async function saveKeys(database: LearnerDatabase, records: readonly KeyRecord[]): Promise<void> {
  if (await putKeys(database, records)) await database.outbox.bulkAdd(records.map(keyChange));
}

/**
 * Setting the PIN counts as begun again in this database, where plaintext came back: a journal from before it was put
 * in place. Must run inside a transaction over `meta`.
 */
export async function beginAgain(database: LearnerDatabase): Promise<void> {
  const finished = keysOf(await readKeys(database), 'active').filter(({ begun }) => !begun);
  await putKeys(
    database,
    finished.map((key) => changedKey(key, { begun: true }, key.updatedAt)),
  );
}

/**
 * Removing a PIN counts as begun again in this database, where notes that wait are still sealed with its key: the PIN
 * was removed elsewhere meanwhile. Must run inside a transaction over `meta` and the outbox.
 */
export async function beginOpeningAgain(database: LearnerDatabase): Promise<void> {
  const finished = keysOf(await readKeys(database), 'removed').filter(({ begun }) => !begun);
  if (finished.length === 0) return;
  const waiting = await database.outbox.filter(({ kind }) => kind === 'note').toArray();
  const tags = new Set(waiting.map(({ body }) => keyTagOf(JSON.parse(body) as NoteRevision)));
  await putKeys(
    database,
    finished
      .filter(({ keyId }) => tags.has(keyTag(keyId)))
      .map((key) => changedKey(key, { begun: true }, key.updatedAt)),
  );
}

/** Setting or removing the PIN is finished. Must run inside a transaction over `meta` and the outbox. */
export async function markFinished(database: LearnerDatabase): Promise<void> {
  const begun = (await readKeys(database)).filter((key) => key.begun);
  await saveKeys(
    database,
    begun.map((key) => changedKey(key, { begun: false }, key.updatedAt)),
  );
}

/**
 * The keys that a journal lacks, as changes for it; `held` are the ids of the changes that it has or is sent. They go
 * before other changes: a journal never holds sealed notes without the key that opens them. Inside a transaction over
 * `meta`, or outside one.
 */
export async function missingKeyChanges(
  database: LearnerDatabase,
  held: ReadonlySet<string>,
): Promise<Omit<OutboxRow, 'order'>[]> {
  return (await readKeys(database)).map(keyChange).filter(({ id }) => !held.has(id));
}

function keyChange(record: KeyRecord): Omit<OutboxRow, 'order'> {
  return { id: keyChangeId(record), kind: 'key', body: JSON.stringify(record) };
}

function keyRecords(value: unknown): readonly KeyRecord[] {
  return Array.isArray(value) ? value.filter(isKeyRecord) : [];
}
