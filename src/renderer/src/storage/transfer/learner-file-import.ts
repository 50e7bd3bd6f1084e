import type { Learner } from '../../../../domain/learner/learner';
import { mergeProfiles } from '../../../../domain/learner/profile-edits';
import type { KnownThings } from '../../../../domain/learner-file/dates-ahead';
import { broughtKey, isBroughtByFile } from '../../../../domain/learner-file/file-keys';
import type { LearnerFileContents } from '../../../../domain/learner-file/learner-file';
import { isProfile } from '../../../../domain/learner-file/shapes';
import type { NoteRevision } from '../../../../domain/notes/note';
import type { KeyRecord } from '../../../../domain/protection/protection';
import { newerPosition } from '../../../../domain/record/position';
import { withLearnerDatabase } from '../database/generations';
import type { LearnerDatabase, OutboxRow } from '../database/learner-database';
import { addMerges, mergesOf } from '../import/note-merging';
import { addUnsentRevisions } from '../record/note-store';
import { plainCopy } from '../database/journal-change';
import { readKeys, saveKeys } from '../protection/protection-store';
import type { RecordCipher } from '../protection/record-cipher';
import { profileChangeId, putMerged, readLearner, readPosition } from '../record/profile-store';
import { rebuildProjections } from '../record/projections';
import { countRows } from '../database/row-counts';
import { allKeys, batches } from '../database/each-row';
import { guarded } from '../database/storage-error';
import type { Amount } from '../sync/synchronise';

/** What an import did. */
export interface MergeResult extends Amount {
  /** Notes whose text was changed here and in the file: the earlier text is a note of its own. */
  readonly conflictCopies: number;
}

/** What a learner calls themselves, and where they belong. */
const NAME_FIELDS = ['latinName', 'khmerName', 'organisation', 'group'] as const;

type NameField = (typeof NAME_FIELDS)[number];

/** What of the profile and the reading place a file holds that is newer than the record's. */
export interface NewerParts {
  /** The names that it changes, as they become; an empty one is removed. */
  readonly names: readonly { readonly field: NameField; readonly name: string }[];
  /** The language too. */
  readonly preferences: boolean;
  readonly position: boolean;
}

/** How a file is merged. */
export interface MergeOptions {
  /** Replaces the file's own. */
  readonly profile?: Learner;
  /** Seals what is added to a protected record. */
  readonly cipher?: RecordCipher | null;
  /** Undoes everything when aborted. */
  readonly signal?: AbortSignal;
  /** Called with the share done, 0-1. */
  readonly onProgress?: (done: number) => void;
}

/** Rows written at once, so that the page stays responsive. */
const BATCH = 250;

/** What a file holds that the record lacks. Nothing is changed. @throws StorageError */
export async function missingFromRecord(learnerId: string, contents: LearnerFileContents): Promise<Amount> {
  return guarded(() =>
    withLearnerDatabase(learnerId, async (database) => {
      const [statements, notes] = [await allKeys(database.statements), await allKeys(database.noteRevisions)];
      const lacking = (facts: readonly { readonly id: string }[], held: ReadonlySet<string>): number =>
        facts.filter(({ id }) => !held.has(id)).length;
      return { statements: lacking(contents.statements, statements), notes: lacking(contents.notes, notes) };
    }),
  );
}

/** As `mergeIntoDatabase`, into a learner's newest database. @throws as it */
export async function mergeIntoRecord(
  learnerId: string,
  contents: LearnerFileContents,
  options: MergeOptions = {},
): Promise<MergeResult> {
  return withLearnerDatabase(learnerId, (database) => mergeIntoDatabase(database, contents, options));
}

/**
 * Adds what a file holds and the database lacks: union by id. Notes that were changed on both sides are merged
 * (`mergesOf`), profiles too, and the newer position wins. Projections are rebuilt, and what was added goes to the
 * outbox and from there to the journal. One transaction: all of it or nothing.
 *
 * @throws StorageError; the signal's reason
 */
export async function mergeIntoDatabase(
  database: LearnerDatabase,
  contents: LearnerFileContents,
  options: MergeOptions = {},
): Promise<MergeResult> {
  const { signal, onProgress, profile = contents.learner, cipher = null } = options;
  const { statements } = contents;
  const notes = await asStored(contents.notes, cipher, signal);
  const merges = await guarded(() => mergesWithFile(database, contents, cipher));
  signal?.throwIfAborted();
  let aborted = false;
  const added = { statements: 0, notes: 0 };
  let conflictCopies = 0;
  try {
    // By its person's act, also into a record that another page wrote last.
    await guarded(() =>
      database.transaction('rw', database.tables, async () => {
        const total = statements.length + notes.length + 1;
        let done = 0;
        const step = (size: number): void => {
          aborted = signal?.aborted ?? false;
          signal?.throwIfAborted();
          done += size;
          onProgress?.(done / total);
        };
        await addFoundKeys(database, contents.keys ?? []);
        const held = await allKeys(database.statements);
        for (const batch of batches(statements, BATCH)) {
          step(batch.length);
          added.statements += await addStatements(
            database,
            batch.filter(({ id }) => !held.has(id)),
          );
        }
        for (const batch of batches(notes, BATCH)) {
          step(batch.length);
          added.notes += (await addUnsentRevisions(database, batch)).length;
        }
        conflictCopies = await addMerges(database, merges);
        await mergeSingles(database, profile, contents);
        if (added.statements > 0) await rebuildProjections(database);
        step(1);
      }),
    );
  } catch (error) {
    if (aborted) signal?.throwIfAborted();
    throw error;
  }
  return { ...added, conflictCopies };
}

/**
 * Which single values a file would replace, by the rules of `mergeIntoDatabase`. Nothing is changed. @throws
 * StorageError
 */
export async function newerThanRecord(
  learnerId: string,
  { learner, position }: LearnerFileContents,
): Promise<NewerParts> {
  return guarded(() =>
    withLearnerDatabase(learnerId, async (database) => {
      const before = await readLearner(database);
      const place = await readPosition(database);
      const after = before ? withProfileOfFile(before, learner) : learner;
      const placeAfter = place && position ? newerPosition(place, position) : (place ?? position);
      return {
        names: NAME_FIELDS.map((field) => ({ field, name: after[field] ?? '' })).filter(
          ({ field, name }) => (before?.[field] ?? '') !== name,
        ),
        preferences:
          before?.language !== after.language ||
          JSON.stringify(before.preferences) !== JSON.stringify(after.preferences),
        position: place?.blockId !== placeAfter?.blockId || place?.sentence !== placeAfter?.sentence,
      };
    }),
  );
}

/** What the record has already. @throws StorageError */
export async function thingsOf(learnerId: string): Promise<KnownThings> {
  return guarded(() =>
    withLearnerDatabase(learnerId, async (database) => ({
      facts: new Set([...(await allKeys(database.statements)), ...(await allKeys(database.noteRevisions))]),
      notes: await allKeys(database.latestNotes),
      attempts: await allKeys(database.attempts),
      profile: await readLearner(database),
      position: await readPosition(database),
    })),
  );
}

/** Notes as they are to be stored, sealed before the transaction where a PIN protects the record. */
async function asStored(
  notes: readonly NoteRevision[],
  cipher: RecordCipher | null,
  signal?: AbortSignal,
): Promise<readonly NoteRevision[]> {
  if (!cipher) return notes;
  const stored: NoteRevision[] = [];
  for (const batch of batches(notes, BATCH)) {
    signal?.throwIfAborted();
    stored.push(...(await Promise.all(batch.map((note) => cipher.storeNote(note)))));
  }
  return stored;
}

/**
 * Keys of sealed notes that the record lacks, set aside: they open these notes with their PIN, under Settings, and lock
 * nothing. A file never changes a key that the record has, and what the record's own journal says of one, in any
 * state, is newer: whoever makes a file must not put another PIN before a record, or take its PIN away. Of two files
 * that lock one key differently, one is forged: until the key was opened here, the last one counts, so that the other
 * can be brought in again. Before the notes, for the journal's sake.
 */
async function addFoundKeys(database: LearnerDatabase, keys: readonly KeyRecord[]): Promise<void> {
  const known = await readKeys(database);
  const found: KeyRecord[] = [];
  for (const key of keys) {
    const all = [...known, ...found];
    const present = all.find(({ keyId }) => keyId === key.keyId);
    if (!present || (isUnopened(present) && !isLockedAlike(present, key))) found.push(broughtKey(key, all));
  }
  await saveKeys(database, found);
}

function isUnopened(key: KeyRecord): boolean {
  return key.status === 'set-aside' && isBroughtByFile(key);
}

function isLockedAlike(a: KeyRecord, b: KeyRecord): boolean {
  return JSON.stringify([a.pin, a.recovery]) === JSON.stringify([b.pin, b.recovery]);
}

/**
 * No copies, unlike elsewhere: a file's contents are plain JSON already, and two hundred thousand copies burden the
 * garbage collector.
 */
async function addStatements(database: LearnerDatabase, lacking: LearnerFileContents['statements']): Promise<number> {
  if (lacking.length === 0) return 0;
  await database.statements.bulkAdd(lacking);
  await countRows(database, { statements: lacking.length });
  await database.outbox.bulkAdd(
    lacking.map((each): Omit<OutboxRow, 'order'> => ({ id: each.id, kind: 'statement', body: JSON.stringify(each) })),
  );
  return lacking.length;
}

/** What ends the forks of the notes that the file goes on with. */
async function mergesWithFile(
  database: LearnerDatabase,
  { notes }: LearnerFileContents,
  cipher: RecordCipher | null,
): Promise<readonly NoteRevision[]> {
  const held = await allKeys(database.noteRevisions);
  const lacking = notes.filter(({ id }) => !held.has(id));
  return mergesOf(
    database,
    lacking.map(({ noteId }) => noteId),
    cipher,
    lacking,
  );
}

/** Merges the profile and saves the newer position; what changed goes to the journal. */
async function mergeSingles(
  database: LearnerDatabase,
  profile: Learner,
  { position }: LearnerFileContents,
): Promise<void> {
  const before = [await bodyOf(database, 'learner'), await bodyOf(database, 'position')];
  await putMerged(database, 'learner', [plainCopy(profile).value], withProfileOfFile);
  await putMerged(database, 'position', position ? [plainCopy(position).value] : [], newerPosition);
  const [learnerBody, positionBody] = [await bodyOf(database, 'learner'), await bodyOf(database, 'position')];
  if (learnerBody !== before[0])
    await database.outbox.add({ id: profileChangeId(), kind: 'learner', body: learnerBody });
  if (positionBody !== before[1] && position)
    await database.outbox.add({ id: `position-${position.at}`, kind: 'position', body: positionBody });
}

/**
 * A profile merged with a file's. Both together may hold more than one may: then the record's own stays as it is, or no
 * version would read the learner's next file.
 */
function withProfileOfFile(profile: Learner, ofFile: Learner): Learner {
  const merged = mergeProfiles(profile, ofFile);
  return isProfile(merged) ? merged : profile;
}

async function bodyOf(database: LearnerDatabase, key: 'learner' | 'position'): Promise<string> {
  return JSON.stringify((await database.meta.get(key))?.value ?? null);
}
