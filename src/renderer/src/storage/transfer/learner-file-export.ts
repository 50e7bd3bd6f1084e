import { fileKeys } from '../../../../domain/learner-file/file-keys';
import { LearnerFileWriter } from '../../../../domain/learner-file/writing';
import type { Learner } from '../../../../domain/learner/learner';
import type { NoteRevision } from '../../../../domain/notes/note';
import type { ReadingPosition } from '../../../../domain/record/position';
import type { Statement } from '../../../../domain/record/statement';
import { withLearnerDatabase } from '../database/generations';
import type { LearnerDatabase } from '../database/learner-database';
import { guarded, StorageError } from '../database/storage-error';
import type { KeyRecord } from '../../../../domain/protection/protection';
import { keyTag, keyTagOf } from '../../../../domain/protection/note-content';
import { readKeys } from '../protection/protection-store';
import type { RecordCipher } from '../protection/record-cipher';
import { readLearner, readPosition } from '../record/profile-store';
import { protectedFilePieces, type LearnerFilePiece } from './protected-file-writing';

/** Rows read at once: some hundred KB of text. */
const BATCH = 500;

/** The longest piece of text, in UTF-16 units, before it is yielded. */
const PIECE = 400_000;

/**
 * Saves a learner's record as a learner file: encrypted as a whole where a PIN protects it, plain otherwise. `write`
 * gets the pieces.
 *
 * @throws StorageError; errors of `write`
 */
export async function exportRecord<Value>(
  learnerId: string,
  { createdAt, cipher }: { readonly createdAt: string; readonly cipher: RecordCipher | null },
  write: (pieces: AsyncIterable<LearnerFilePiece>) => Promise<Value>,
): Promise<Value> {
  return withLearnerDatabase(learnerId, (database) => write(protectedOrPlainPieces(database, createdAt, cipher)));
}

async function* protectedOrPlainPieces(
  database: LearnerDatabase,
  createdAt: string,
  cipher: RecordCipher | null,
): AsyncGenerator<LearnerFilePiece> {
  const pieces = learnerFilePieces(database, createdAt, cipher);
  const key = cipher?.currentKey;
  if (!cipher || !key) return yield* pieces;
  const record = (await readKeys(database)).find(({ keyId }) => keyId === key.keyId);
  // Never plain where the record is protected.
  if (!record) throw new StorageError('damaged', 'The key of the record is not in its database.');
  yield* protectedFilePieces(pieces, { learnerId: cipher.learnerId, createdAt, record, key });
}

/**
 * A learner's record as a plain learner file, piece by piece. Changes made meanwhile aren't in it: the ids are read
 * first, in one transaction.
 *
 * @param cipher opens sealed notes; what it can't open is written as it is
 * @throws StorageError; `damaged` where the database lacks the profile, or rows whose ids it had just listed
 */
export async function* learnerFilePieces(
  database: LearnerDatabase,
  createdAt: string,
  cipher: RecordCipher | null = null,
): AsyncGenerator<LearnerFilePiece> {
  const { learner, position, keys, statementIds, revisionIds } = await guarded(() => readIds(database));
  const statements = (): AsyncGenerator<Statement> => rows(statementIds, (ids) => database.statements.bulkGet(ids));
  const notes = (): AsyncGenerator<NoteRevision> => rows(revisionIds, (ids) => database.noteRevisions.bulkGet(ids));
  yield* writtenPieces(
    {
      learner,
      keys: await neededKeys(keys, cipher, notes()),
      position,
      counts: { statement: statementIds.length, note: revisionIds.length },
      statements: statements(),
      notes: notes(),
    },
    createdAt,
    cipher,
  );
}

/**
 * The keys of notes that are written sealed: of those that the cipher doesn't open, whatever their status. The rows are
 * read for it only where there is such a key.
 */
async function neededKeys(
  keys: readonly KeyRecord[],
  cipher: RecordCipher | null,
  notes: AsyncIterable<NoteRevision>,
): Promise<readonly KeyRecord[]> {
  const unopened = keys.filter(({ keyId }) => !cipher?.opens(keyId));
  if (unopened.length === 0) return [];
  const tags = new Set<string | null>();
  for await (const note of notes) tags.add(keyTagOf(note));
  return unopened.filter(({ keyId }) => tags.has(keyTag(keyId)));
}

/** The source of a learner file. */
interface FileSource {
  readonly learner: Learner;
  /** The keys of notes that stay sealed. */
  readonly keys: readonly KeyRecord[];
  readonly position: ReadingPosition | null;
  readonly counts: { readonly statement: number; readonly note: number };
  readonly statements: AsyncIterable<Statement>;
  readonly notes: AsyncIterable<NoteRevision>;
}

async function* writtenPieces(
  { learner, keys, position, counts, statements, notes }: FileSource,
  createdAt: string,
  cipher: RecordCipher | null,
): AsyncGenerator<LearnerFilePiece> {
  const writer = new LearnerFileWriter();
  const total = 2 + counts.statement + counts.note;
  let text = writer.header({
    learnerId: learner.id,
    createdAt,
    counts: { learner: 1, position: position ? 1 : 0, ...counts },
    ...(keys.length > 0 ? { keys: fileKeys(keys) } : {}),
  });
  text += writer.change({ kind: 'learner', body: learner });
  if (position) text += writer.change({ kind: 'position', body: position });
  const lines = async function* (): AsyncGenerator<string> {
    for await (const body of statements) yield writer.change({ kind: 'statement', body });
    for await (const body of notes) yield writer.change({ kind: 'note', body: (await cipher?.openNote(body)) ?? body });
  };
  let written = 0;
  for await (const line of lines()) {
    text += line;
    written += 1;
    if (text.length <= PIECE) continue;
    yield { text, done: written / total };
    text = '';
  }
  yield { text: text + writer.seal(), done: 1 };
}

async function readIds(database: LearnerDatabase): Promise<{
  readonly learner: Learner;
  readonly position: ReadingPosition | null;
  readonly keys: readonly KeyRecord[];
  readonly statementIds: readonly string[];
  readonly revisionIds: readonly string[];
}> {
  return database.transaction('r', [database.meta, database.statements, database.noteRevisions], async () => {
    const learner = await readLearner(database);
    if (!learner) throw new StorageError('damaged', 'The database holds no profile.');
    return {
      learner,
      position: await readPosition(database),
      keys: await readKeys(database),
      statementIds: await database.statements.toCollection().primaryKeys(),
      revisionIds: await database.noteRevisions.toCollection().primaryKeys(),
    };
  });
}

async function* rows<Row>(
  ids: readonly string[],
  read: (ids: string[]) => PromiseLike<(Row | undefined)[]>,
): AsyncGenerator<Row> {
  for (let at = 0; at < ids.length; at += BATCH) {
    for (const row of await guarded(async () => read(ids.slice(at, at + BATCH)))) {
      if (row === undefined) throw new StorageError('damaged', 'A row that was there is gone.');
      yield row;
    }
  }
}
