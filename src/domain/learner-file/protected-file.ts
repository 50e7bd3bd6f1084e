import * as v from 'valibot';
import { isBase64 } from '../json/base64';
import { LearnerFileError, type LEARNER_FILE_FORMAT } from './learner-file';
import { claimsLearnerFile } from './shapes';
import { isKeyWrap, type KeyRecord } from '../protection/protection';
import { isInstant, isUuid } from '../json/json-value';
import { readUntrusted } from '../json/untrusted-json';

/**
 * The learner file of a record with a PIN: a plain header, then the lines of an unprotected learner file (version 1),
 * encrypted in chunks of one base64 line each. `docs/decisions/009-pin-and-encryption.md` says why.
 */
export const PROTECTED_FILE_VERSION = 2;

/** Bytes of a chunk before it is encrypted: as base64 it stays below the longest line (`MAXIMUM_LINE_BYTES`). */
export const CHUNK_BYTES = 256 * 1024;

/** Bytes within which the header of a protected file ends. */
export const HEADER_BYTES = 16 * 1024;

/** First line of a protected file. */
export interface ProtectedFileHeader {
  readonly format: typeof LEARNER_FILE_FORMAT;
  readonly version: typeof PROTECTED_FILE_VERSION;
  readonly protected: true;
  /** UUID of the learner whose record it is. */
  readonly learnerId: string;
  /** ISO instant at which the file was made. */
  readonly createdAt: string;
  /** The learner's key, locked with their PIN and with their recovery code. */
  readonly key: Pick<KeyRecord, 'keyId' | 'pin' | 'recovery'>;
  /** The file's own key, sealed with the learner's; base64. */
  readonly fileKey: string;
}

const header = v.object({
  version: v.literal(PROTECTED_FILE_VERSION),
  protected: v.literal(true),
  learnerId: v.custom(isUuid),
  createdAt: v.custom(isInstant),
  key: v.object({ keyId: v.custom(isUuid), pin: v.custom(isKeyWrap), recovery: v.custom(isKeyWrap) }),
  fileKey: v.custom((value) => isBase64(value, 200)),
});

/**
 * The header of a protected file from its first line, or null where the line isn't one: the reader of unprotected files
 * judges it. The work that a header may ask for is bounded here, before any key is derived.
 *
 * @throws LearnerFileError `wrong-shape` where it claims to be protected but is malformed
 */
export function readProtectedHeader(line: string): ProtectedFileHeader | null {
  const value = readUntrusted(line);
  if (!claimsLearnerFile(value) || value.version !== PROTECTED_FILE_VERSION) return null;
  if (!v.is(header, value)) throw new LearnerFileError('wrong-shape', 1);
  return value as unknown as ProtectedFileHeader;
}

/**
 * What a chunk is bound to: this header, its position, and whether it is the last. A chunk that is moved, left out,
 * repeated or truncated doesn't decrypt.
 */
export function chunkBinding(headerLine: string, number: number, isLast: boolean): string {
  return [headerLine, number, isLast ? 'last' : 'more'].join('\n');
}

/** What a file's own key is bound to. */
export function fileKeyBinding({ learnerId, createdAt }: Pick<ProtectedFileHeader, 'learnerId' | 'createdAt'>): string {
  return ['learner-file', learnerId, createdAt].join('\n');
}
