import type { Learner } from '../../../../domain/learner/learner';
import { LearnerFileWriter } from '../../../../domain/learner-file/writing';
import type { ReadingPosition } from '../../../../domain/record/position';
import type { LearnerDatabase } from '../database/learner-database';
import type { RecordCipher } from '../protection/record-cipher';
import { guarded, StorageError } from '../database/storage-error';

/** A piece of a learner file, with how far it is. */
export interface LearnerFilePiece {
  readonly text: string;
  /** Share of the changes that are written, 0-1. */
  readonly done: number;
}

/** Rows read at once: some hundred KB of text. */
const BATCH = 500;

/** The longest piece of text, in UTF-16 units, before it is given on. */
const PIECE = 400_000;

/**
 * A learner's record as a learner file, piece by piece. What is added while it is made isn't in it: the ids are taken down first, in one transaction.
 *
 * @param cipher opens what is sealed; what it can't open is written as it is
 * @throws StorageError; `damaged` where the database lacks the profile, or rows that it had a moment before
 */
export async function* learnerFilePieces(
  database: LearnerDatabase,
  createdAt: string,
  cipher: RecordCipher | null = null,
): AsyncGenerator<LearnerFilePiece> {
  const held = await guarded(() => takeDown(database));
  const writer = new LearnerFileWriter();
  const total = 2 + held.statementIds.length + held.revisionIds.length;
  let written = 0;
  let text = writer.header({
    learnerId: held.learner.id,
    createdAt,
    counts: {
      learner: 1,
      position: held.position ? 1 : 0,
      statement: held.statementIds.length,
      note: held.revisionIds.length,
    },
  });
  text += writer.change({ kind: 'learner', body: held.learner });
  if (held.position) text += writer.change({ kind: 'position', body: held.position });
  for await (const body of rows(held.statementIds, (ids) => database.statements.bulkGet(ids))) {
    text += writer.change({ kind: 'statement', body: cipher ? await cipher.openStatement(body) : body });
    written += 1;
    if (text.length > PIECE) {
      yield { text, done: written / total };
      text = '';
    }
  }
  for await (const body of rows(held.revisionIds, (ids) => database.noteRevisions.bulkGet(ids))) {
    text += writer.change({ kind: 'note', body: (await cipher?.openNote(body)) ?? body });
    written += 1;
    if (text.length > PIECE) {
      yield { text, done: written / total };
      text = '';
    }
  }
  yield { text: text + writer.seal(), done: 1 };
}

async function takeDown(database: LearnerDatabase): Promise<{
  readonly learner: Learner;
  readonly position: ReadingPosition | undefined;
  readonly statementIds: readonly string[];
  readonly revisionIds: readonly string[];
}> {
  return database.transaction('r', [database.meta, database.statements, database.noteRevisions], async () => {
    const learner = (await database.meta.get('learner'))?.value as Learner | undefined;
    if (!learner) throw new StorageError('damaged', 'The database holds no profile.');
    return {
      learner,
      position: (await database.meta.get('position'))?.value as ReadingPosition | undefined,
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
