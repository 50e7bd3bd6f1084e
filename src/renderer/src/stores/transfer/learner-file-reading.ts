import {
  LearnerFileError,
  MAXIMUM_FILE_BYTES,
  type LearnerFileContents,
} from '../../../../domain/learner-file/learner-file';
import { LearnerFileReader } from '../../../../domain/learner-file/reading';
import {
  HEADER_BYTES,
  readProtectedHeader,
  type ProtectedFileHeader,
} from '../../../../domain/learner-file/protected-file';
import { openKeyByEither } from '../../storage/protection';
import { ProtectedFileReader } from '../../storage/transfer';
import { createPageYield } from '../session/when-idle';

/** Options of a reading; `onProgress` gets the share read, 0-1. */
export interface Reading {
  readonly signal: AbortSignal;
  readonly onProgress: (done: number) => void;
}

/** The header of a file that a PIN protects, or null for any other file. @throws LearnerFileError */
export async function protectedHeaderOf(file: Blob): Promise<ProtectedFileHeader | null> {
  const [line = '', ...rest] = (await file.slice(0, HEADER_BYTES).text()).split('\n');
  return rest.length > 0 ? readProtectedHeader(line) : null;
}

/** Reads an unprotected file to its end. @throws LearnerFileError; the signal's reason */
export async function readLearnerFile(file: Blob, reading: Reading): Promise<LearnerFileContents> {
  const reader = new LearnerFileReader();
  await eachPiece(file, reading, (bytes) => {
    reader.push(bytes);
  });
  return reader.finish();
}

/**
 * Reads a protected file to its end with its PIN or its recovery code; null where the secret is wrong.
 *
 * @throws LearnerFileError; the signal's reason
 */
export async function readProtectedFile(
  file: Blob,
  header: ProtectedFileHeader,
  secret: string,
  reading: Reading,
): Promise<LearnerFileContents | null> {
  if (file.size > MAXIMUM_FILE_BYTES) throw new LearnerFileError('too-large');
  const key = await openKeyByEither({ learnerId: header.learnerId }, header.key, secret);
  if (!key) return null;
  reading.signal.throwIfAborted();
  const reader = new ProtectedFileReader(header, key, new LearnerFileReader());
  await eachPiece(file, reading, (bytes) => reader.push(bytes));
  return reader.finish();
}

/** Bytes processed at once: parsed and checked in some milliseconds. The browser delivers up to some MB. */
const PIECE = 64 * 1024;

async function eachPiece(
  file: Blob,
  { signal, onProgress }: Reading,
  take: (bytes: Uint8Array) => void | Promise<void>,
): Promise<void> {
  if (file.size > MAXIMUM_FILE_BYTES) throw new LearnerFileError('too-large');
  const stream = file.stream().getReader();
  const pageYield = createPageYield();
  let read = 0;
  try {
    for (let piece = await stream.read(); !piece.done; piece = await stream.read()) {
      for (let at = 0; at < piece.value.length; at += PIECE) {
        const bytes = piece.value.subarray(at, at + PIECE);
        signal.throwIfAborted();
        await take(bytes);
        read += bytes.length;
        onProgress(read / Math.max(1, file.size));
        await pageYield();
      }
    }
  } finally {
    void stream.cancel().catch(() => undefined);
  }
}
