import type { GatheredContents } from '../../../../domain/learner-file/gathered-record';
import { fileKeys } from '../../../../domain/learner-file/file-keys';
import { LearnerFileWriter } from '../../../../domain/learner-file/writing';
import type { Learner } from '../../../../domain/learner/learner';
import type { NoteRevision } from '../../../../domain/notes/note';
import type { ReadingPosition } from '../../../../domain/record/position';
import type { Statement } from '../../../../domain/record/statement';
import type { LearnerDatabase } from '../database/learner-database';
import { guarded, StorageError } from '../database/storage-error';
import { keysOf, type KeyRecord } from '../../../../domain/protection/protection';
import { readKeys } from '../protection/protection-store';
import type { RecordCipher } from '../protection/record-cipher';
import { protectedFilePieces, type LearnerFilePiece } from './protected-file-writing';

/** Rows read at once: some hundred KB of text. */
const BATCH = 500;

/** The longest piece of text, in UTF-16 units, before it is yielded. */
const PIECE = 400_000;

/**
 * A learner's record as a file: encrypted as a whole where a PIN protects the record, plain otherwise.
 *
 * @throws StorageError
 */
export async function* protectedOrPlainPieces(
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
 * @param cipher opens sealed words; what it can't open is written as it is
 * @throws StorageError; `damaged` where the database lacks the profile, or rows whose ids it had just listed
 */
export async function* learnerFilePieces(
  database: LearnerDatabase,
  createdAt: string,
  cipher: RecordCipher | null = null,
): AsyncGenerator<LearnerFilePiece> {
  const { learner, position, keys, statementIds, revisionIds } = await guarded(() => readIds(database));
  yield* writtenPieces(
    {
      learner,
      // Words of these are written sealed; those of any other key are opened.
      keys: keysOf(keys, 'set-aside'),
      position,
      counts: { statement: statementIds.length, note: revisionIds.length },
      statements: rows(statementIds, (ids) => database.statements.bulkGet(ids)),
      notes: rows(revisionIds, (ids) => database.noteRevisions.bulkGet(ids)),
    },
    createdAt,
    cipher,
  );
}

/**
 * A gathered record as a learner file, piece by piece.
 *
 * @param learner used where no profile was found
 * @param cipher opens sealed words; what it can't open is written as it is, and everything without a cipher
 */
export async function* gatheredPieces(
  { learner: profile, position, statements, notes, keys }: GatheredContents,
  learner: Learner,
  createdAt: string,
  cipher: RecordCipher | null = null,
): AsyncGenerator<LearnerFilePiece> {
  const counts = { statement: statements.length, note: notes.length };
  // What the cipher's key sealed is opened.
  const needed = keys.filter(({ keyId }) => !cipher?.sealsWith(keyId));
  yield* writtenPieces(
    { learner: profile ?? learner, keys: needed, position, counts, statements, notes },
    createdAt,
    cipher,
  );
}

/** The source of a learner file. */
interface FileSource {
  readonly learner: Learner;
  /** The keys of words that stay sealed. */
  readonly keys: readonly KeyRecord[];
  readonly position: ReadingPosition | null | undefined;
  readonly counts: { readonly statement: number; readonly note: number };
  readonly statements: AsyncIterable<Statement> | Iterable<Statement>;
  readonly notes: AsyncIterable<NoteRevision> | Iterable<NoteRevision>;
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
    for await (const body of statements)
      yield writer.change({ kind: 'statement', body: cipher ? await cipher.openStatement(body) : body });
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
  readonly position: ReadingPosition | undefined;
  readonly keys: readonly KeyRecord[];
  readonly statementIds: readonly string[];
  readonly revisionIds: readonly string[];
}> {
  return database.transaction('r', [database.meta, database.statements, database.noteRevisions], async () => {
    const learner = (await database.meta.get('learner'))?.value as Learner | undefined;
    if (!learner) throw new StorageError('damaged', 'The database holds no profile.');
    return {
      learner,
      position: (await database.meta.get('position'))?.value as ReadingPosition | undefined,
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
