import { learnerFilePieces, type LearnerFilePiece } from '../../storage/transfer/learner-file-export';
import type { LearnerDatabase } from '../../storage/database/learner-database';
import { readKeys } from '../../storage/protection/protection-store';
import type { RecordCipher } from '../../storage/protection/record-cipher';
import { StorageError } from '../../storage/database/storage-error';

/** A learner's record as a file: encrypted as a whole where a PIN protects the record, plain otherwise. @throws StorageError */
export async function* filePieces(
  database: LearnerDatabase,
  createdAt: string,
  cipher: RecordCipher | null,
): AsyncGenerator<LearnerFilePiece> {
  const pieces = learnerFilePieces(database, createdAt, cipher);
  const key = cipher?.presentKey;
  if (!cipher || !key) return yield* pieces;
  const record = (await readKeys(database)).find(({ keyId }) => keyId === key.keyId);
  // Never plain where it is to be sealed.
  if (!record) throw new StorageError('damaged', 'The key of the record is not in its database.');
  const { protectedFilePieces } = await import('../../storage/transfer/protected-file-writing');
  yield* protectedFilePieces(pieces, { learnerId: cipher.learnerId, createdAt, record, key });
}
