import type { RecordCipher } from './record-cipher';
import { isKeyRecord, keysOf, mergeKeys, type KeyRecord } from '../../../../domain/protection/protection';
import {
  readTriesByKey,
  triesAt,
  withoutTriesAt,
  withTriesAt,
  type TriesByKey,
} from '../../../../domain/protection/tries-by-key';
import type { UnlockTries } from '../../../../domain/protection/unlock-delay';
import {
  hasPlainAnswers,
  hasPlainWords,
  keyTag,
  keyTagsOf,
  keyTagsOfAttempt,
} from '../../../../domain/protection/sealed-words';
import type { NoteRevision } from '../../../../domain/notes/note';
import type { Attempt } from '../../../../domain/quiz/attempt';
import type { Statement } from '../../../../domain/record/statement';
import type { LearnerDatabase, OutboxRow } from '../database/learner-database';
import { plainCopy } from '../database/journal-change';
import { guarded } from '../database/storage-error';

/** Keys in the `meta` table; those of the key records and of the wrong tries are read without Dexie too. */
export const KEYS_KEY = 'key';
export const TRIES_KEY = 'unlockTries';
const UNFINISHED_KEY = 'protectionUnfinished';
const REMOVED_BEFORE_KEY = 'removedBefore';

/** How a learner's record is protected. */
export interface ProtectionState {
  readonly keys: readonly KeyRecord[];
  /**
   * True where rows may not match the keys: a change of the protection began, here or in another browser, and isn't
   * known to be finished.
   */
  readonly unfinished: boolean;
}

/**
 * What the keys say of a cipher.
 * - `valid`: words are still stored as it stores them
 * - `removed`: the key that it seals with was removed, and none is in use: everything is to be opened
 * - `replaced`: anything else; the record must be unlocked again
 */
export type CipherStatus = 'valid' | 'removed' | 'replaced';

/** The key records of a learner, whether all rows match them, and the wrong tries. */
export class ProtectionStore {
  constructor(private readonly database: LearnerDatabase) {}

  /** @throws StorageError */
  async state(): Promise<ProtectionState> {
    return guarded(async () => {
      const [keys, unfinished] = await this.database.meta.bulkGet([KEYS_KEY, UNFINISHED_KEY]);
      return { keys: keyRecords(keys?.value), unfinished: unfinished?.value === true };
    });
  }

  /**
   * The keys one of which must be opened before anything is shown: those in use; where none is, the removed ones while
   * rows are still sealed with them (the removal was interrupted, or made in another browser). Empty for a record
   * without a PIN.
   *
   * @throws StorageError
   */
  async lockedBy(): Promise<readonly KeyRecord[]> {
    const { keys, unfinished } = await this.state();
    if (keys.length === 0) return [];
    const active = keysOf(keys, 'active');
    if (active.length > 0 || !unfinished || keysOf(keys, 'removed').length === 0) return active;
    const inUse = await guarded(() => removedKeysInUse(this.database));
    if (inUse.length === 0) await guarded(() => markFinished(this.database));
    return inUse;
  }

  /**
   * What the keys say of a cipher with which the record was opened: another window or browser may have changed them.
   *
   * @throws StorageError
   */
  async statusOf(cipher: RecordCipher | null): Promise<CipherStatus> {
    const { keys } = await this.state();
    if (!isStoredBy(cipher, keys)) {
      const removed = keysOf(keys, 'active').length === 0 ? keysOf(keys, 'removed') : [];
      return removed.some(({ keyId }) => cipher?.sealsWith(keyId)) ? 'removed' : 'replaced';
    }
    if (cipher?.seals) return 'valid';
    const lockedBy = await this.lockedBy();
    return lockedBy.length === 0 || lockedBy.some(({ keyId }) => cipher?.opens(keyId)) ? 'valid' : 'replaced';
  }

  /**
   * Saves a new state of a key, also for the journal, and marks the rows as unfinished where they have to follow. A key
   * record holds PIN and recovery code: one that is made from an older state would bring back what was replaced in
   * another window or browser.
   *
   * @param from the state that it was made from; null for a first key, which no other may be in use beside
   * @returns false where the stored state is another by now, or another key is in use; nothing is saved then
   * @throws StorageError; nothing is saved then
   */
  async saveKey(record: KeyRecord, from: KeyRecord | null, follow: boolean): Promise<boolean> {
    const { value, body } = plainCopy(record);
    return guarded(() =>
      this.database.transaction('rw', [this.database.meta, this.database.outbox], async () => {
        const stored = await readKeys(this.database);
        if (!isStillSo(stored, from)) return false;
        await putKeys(this.database, [value]);
        if (follow) await markUnfinished(this.database);
        await this.database.outbox.add({ id: keyChangeId(value), kind: 'key', body });
        return true;
      }),
    );
  }

  /** The removed keys that rows are still sealed with: an old file can bring such rows in. @throws StorageError */
  async removedInUse(): Promise<readonly KeyRecord[]> {
    return guarded(() => removedKeysInUse(this.database));
  }

  /** The wrong tries at a key. @throws StorageError */
  async tries(keyId: string): Promise<UnlockTries> {
    return guarded(async () => triesAt(await this.allTries(), keyId));
  }

  /** @throws StorageError */
  async saveTries(keyId: string, tries: UnlockTries): Promise<void> {
    await guarded(() =>
      this.database.transaction('rw', this.database.meta, async () => {
        await this.database.meta.put({ key: TRIES_KEY, value: withTriesAt(await this.allTries(), keyId, tries) });
      }),
    );
  }

  /** Forgets the wrong tries at a key that was opened. @throws StorageError */
  async clearTries(keyId: string): Promise<void> {
    await guarded(() =>
      this.database.transaction('rw', this.database.meta, async () => {
        const others = withoutTriesAt(await this.allTries(), keyId);
        await (others
          ? this.database.meta.put({ key: TRIES_KEY, value: others })
          : this.database.meta.delete(TRIES_KEY));
      }),
    );
  }

  private async allTries(): Promise<TriesByKey> {
    return readTriesByKey((await this.database.meta.get(TRIES_KEY))?.value);
  }
}

function isStillSo(stored: readonly KeyRecord[], from: KeyRecord | null): boolean {
  if (!from) return keysOf(stored, 'active').length === 0;
  const present = stored.find(({ keyId }) => keyId === from.keyId);
  return present !== undefined && JSON.stringify(present) === JSON.stringify(from);
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
  const sound = records.filter(isKeyRecord);
  if (sound.length === 0) return false;
  const before = await readKeys(database);
  const merged = mergeKeys(before, sound);
  if (JSON.stringify(merged) === JSON.stringify(before)) return false;
  await database.meta.put({ key: KEYS_KEY, value: merged });
  // Removal and setting aside may come at once, from two browsers.
  const removed = keysOf([...before, ...sound], 'removed').filter(({ keyId }) =>
    keysOf(merged, 'set-aside').some((key) => key.keyId === keyId),
  );
  if (removed.length > 0) {
    const value = [...new Set([...(await removedBefore(database)), ...removed.map(({ keyId }) => keyId)])];
    await database.meta.put({ key: REMOVED_BEFORE_KEY, value });
  }
  return true;
}

/**
 * Ids of keys that were removed, and set aside since, as a rule by a browser that hadn't heard of the removal. Inside a
 * transaction over `meta`, or outside one.
 */
export async function removedBefore(database: LearnerDatabase): Promise<readonly string[]> {
  return ((await database.meta.get(REMOVED_BEFORE_KEY))?.value as readonly string[] | undefined) ?? [];
}

/** As `putKeys`, also for the journal. Must run inside a transaction over `meta` and the outbox. */
export async function saveKeys(database: LearnerDatabase, records: readonly KeyRecord[]): Promise<void> {
  if (!(await putKeys(database, records))) return;
  await database.outbox.bulkAdd(records.map(keyChange));
}

/**
 * The keys that a journal lacks, as changes for it; `held` are the ids of the changes that it has or is sent. They go
 * before other changes: a journal never holds sealed words without the key that opens them. Inside a transaction over
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

/** Whether rows may not match the keys. Inside a transaction over `meta`, or outside one. */
export async function isUnfinished(database: LearnerDatabase): Promise<boolean> {
  return (await database.meta.get(UNFINISHED_KEY))?.value === true;
}

/** Marks that all rows match the keys. Inside a transaction over `meta`, or outside one. */
export async function markFinished(database: LearnerDatabase): Promise<void> {
  await database.meta.delete(UNFINISHED_KEY);
}

/** Marks that rows may not match the keys. Must run inside a transaction over `meta`. */
export async function markUnfinished(database: LearnerDatabase): Promise<void> {
  await database.meta.put({ key: UNFINISHED_KEY, value: true });
}

/**
 * Whether a cipher stores words as the keys say: sealed with one that is in use, or plain (also with null) where none
 * is. No other may write rows or rewrite the journal: it would seal what another browser opened, or the reverse.
 */
export function isStoredBy(cipher: RecordCipher | null, keys: readonly KeyRecord[]): boolean {
  const active = keysOf(keys, 'active');
  return cipher?.seals ? active.some(({ keyId }) => cipher.sealsWith(keyId)) : active.length === 0;
}

/**
 * Called wherever words are written. Where another window or browser has set or removed a PIN, they don't match the
 * keys: they are saved anyway, and sealed or opened afterwards. Must run inside the transaction that writes them.
 *
 * @param cipher what they were stored with; null for plain words
 * @returns false where they don't match: after the transaction the window must be told
 */
export async function markWords(database: LearnerDatabase, cipher: RecordCipher | null): Promise<boolean> {
  const fits = isStoredBy(cipher, await readKeys(database));
  if (!fits) await markUnfinished(database);
  return fits;
}

/** The removed keys with which rows are still sealed. Inside a transaction over rows and `meta`, or outside one. */
export async function removedKeysInUse(database: LearnerDatabase): Promise<readonly KeyRecord[]> {
  const inUse: KeyRecord[] = [];
  for (const key of keysOf(await readKeys(database), 'removed')) if (await hasRowsOf(database, key)) inUse.push(key);
  return inUse;
}

/** Whether any row holds plain words. Inside a transaction over rows, or outside one. */
export async function hasPlainRows(database: LearnerDatabase): Promise<boolean> {
  return hasRows(database, hasPlainWords, hasPlainAnswers);
}

/**
 * Whether rows are sealed with a key. Those that an abandoned key sealed ask for no other: they would lock a record
 * whose PIN was removed, and any file can bring some.
 */
async function hasRowsOf(database: LearnerDatabase, { keyId }: KeyRecord): Promise<boolean> {
  const tag = keyTag(keyId);
  return hasRows(
    database,
    (row) => keyTagsOf(row).includes(tag),
    (attempt) => keyTagsOfAttempt(attempt).includes(tag),
  );
}

/** Whether there are such rows, also derived ones: these are made anew after the others. */
async function hasRows(
  { latestNotes, noteRevisions, statements, attempts }: LearnerDatabase,
  isSuch: (row: NoteRevision | Statement) => boolean,
  isSuchAttempt: (attempt: Attempt) => boolean,
): Promise<boolean> {
  const found = [
    latestNotes.filter(isSuch),
    noteRevisions.filter(isSuch),
    statements.filter(isSuch),
    attempts.filter(isSuchAttempt),
  ];
  for (const rows of found) if ((await rows.limit(1).count()) > 0) return true;
  return false;
}

function keyRecords(value: unknown): readonly KeyRecord[] {
  return Array.isArray(value) ? value.filter(isKeyRecord) : [];
}
