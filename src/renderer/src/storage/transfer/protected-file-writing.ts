import { toBase64 } from '../../../../domain/json/base64';
import { LEARNER_FILE_FORMAT } from '../../../../domain/learner-file/learner-file';
import {
  CHUNK_BYTES,
  chunkBinding,
  fileKeyBinding,
  PROTECTED_FILE_VERSION,
  type ProtectedFileHeader,
} from '../../../../domain/learner-file/protected-file';
import type { KeyRecord } from '../../../../domain/protection/protection';
import { encryptBytes } from '../protection/encrypted-bytes';
import { importKey } from '../protection/key-derivation';
import type { RecordKey } from '../protection/record-cipher';

/** A piece of a learner file, with the progress. */
export interface LearnerFilePiece {
  readonly text: string;
  /** Share of the changes written, 0-1. */
  readonly done: number;
}

/** Turns a plain learner file into a protected one, piece by piece. */
export async function* protectedFilePieces(
  pieces: AsyncIterable<LearnerFilePiece>,
  file: { readonly learnerId: string; readonly createdAt: string; readonly record: KeyRecord; readonly key: RecordKey },
): AsyncGenerator<LearnerFilePiece> {
  const raw = crypto.getRandomValues(new Uint8Array(32));
  const header: ProtectedFileHeader = {
    format: LEARNER_FILE_FORMAT,
    version: PROTECTED_FILE_VERSION,
    protected: true,
    learnerId: file.learnerId,
    createdAt: file.createdAt,
    key: { keyId: file.record.keyId, pin: file.record.pin, recovery: file.record.recovery },
    fileKey: toBase64(await encryptBytes(file.key.key, raw, fileKeyBinding(file))),
  };
  const headerLine = JSON.stringify(header);
  const key = await importKey(raw);
  let number = 0;
  const chunk = async (bytes: Uint8Array<ArrayBuffer>, isLast: boolean): Promise<string> => {
    const sealed = await encryptBytes(key, bytes, chunkBinding(headerLine, number, isLast));
    number += 1;
    return `${toBase64(sealed)}\n`;
  };
  yield { text: `${headerLine}\n`, done: 0 };
  const encoder = new TextEncoder();
  let rest = new Uint8Array();
  for await (const { text, done } of pieces) {
    rest = joined(rest, encoder.encode(text));
    while (rest.length > CHUNK_BYTES) {
      yield { text: await chunk(rest.slice(0, CHUNK_BYTES), false), done };
      rest = rest.slice(CHUNK_BYTES);
    }
  }
  yield { text: await chunk(rest, true), done: 1 };
}

function joined(a: Uint8Array, b: Uint8Array): Uint8Array<ArrayBuffer> {
  const all = new Uint8Array(a.length + b.length);
  all.set(a);
  all.set(b, a.length);
  return all;
}
