import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';
import type { LearnerFileContents } from '../../../src/domain/learner-file/learner-file';
import { LearnerFileReader } from '../../../src/domain/learner-file/reading';
import { LearnerFileWriter } from '../../../src/domain/learner-file/writing';

/** The text of a learner file. */
export function learnerFile({ createdAt, learner, position, statements, notes, keys }: LearnerFileContents): string {
  const writer = new LearnerFileWriter();
  return [
    writer.header({
      learnerId: learner.id,
      createdAt,
      counts: { learner: 1, statement: statements.length, note: notes.length, position: position ? 1 : 0 },
      ...(keys ? { keys } : {}),
    }),
    writer.change({ kind: 'learner', body: learner }),
    ...(position ? [writer.change({ kind: 'position', body: position })] : []),
    ...statements.map((body) => writer.change({ kind: 'statement', body })),
    ...notes.map((body) => writer.change({ kind: 'note', body })),
    writer.seal(),
  ].join('');
}

/** Reads a file in pieces of a size. @throws LearnerFileError */
export function readInPieces(file: string | Uint8Array, size = 65_536): LearnerFileContents {
  const bytes = typeof file === 'string' ? new TextEncoder().encode(file) : file;
  const reader = new LearnerFileReader();
  for (let at = 0; at < bytes.length; at += size) reader.push(bytes.subarray(at, at + size));
  return reader.finish();
}

/**
 * Puts a right checksum to lines that were changed on purpose: what the checksum lets pass, the other rules must catch.
 */
export function resealed(lines: readonly string[], seal: Readonly<Record<string, unknown>> = {}): string {
  const text = lines.map((line) => `${line}\n`).join('');
  const digest = bytesToHex(sha256(utf8ToBytes(text)));
  return `${text}${JSON.stringify({ end: true, changes: lines.length - 1, loose: 0, sha256: digest, ...seal })}\n`;
}

/** The lines before the seal. */
export function unsealed(file: string): string[] {
  return file.split('\n').slice(0, -2);
}
