import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex } from '@noble/hashes/utils.js';
import {
  LEARNER_FILE_VERSION,
  LearnerFileError,
  MAXIMUM_FILE_BYTES,
  MAXIMUM_KEY_LENGTH,
  MAXIMUM_LINE_BYTES,
} from './learner-file';
import type {
  FileChange,
  LearnerFileContents,
  LearnerFileHeader,
  LearnerFileProblem,
  LearnerFileSeal,
} from './learner-file';
import { claimsLearnerFile, isChange, isHeader, isSeal } from './shapes';
import type { Learner } from '../learner/learner';
import { isKeyRecord } from '../protection/protection';
import { LooseEnds } from '../record/loose-ends';
import type { NoteRevision } from '../notes/note';
import type { ReadingPosition } from '../record/position';
import type { Statement } from '../record/statement';
import { harmless, nestsTooDeep } from '../json/untrusted-json';

const LINE_FEED = 0x0a;

/**
 * Reads a learner file piece by piece, and checks everything before it returns anything. Every method throws
 * `LearnerFileError`; discard the reader after that.
 */
export class LearnerFileReader {
  // `ignoreBOM` leaves the mark in the text, where it is refused: a program that adds one has rewritten the file.
  private readonly decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
  /** Updated line by line: the browser's own digest takes only complete messages. */
  private readonly digest = sha256.create();
  private readonly statements: Statement[] = [];
  private readonly notes: NoteRevision[] = [];
  private readonly ids = new Set<string>();
  private readonly loose = new LooseEnds();
  private pieces: Uint8Array[] = [];
  private pieceBytes = 0;
  private bytes = 0;
  private line = 0;
  private header: LearnerFileHeader | null = null;
  private learner: Learner | null = null;
  private position: ReadingPosition | null = null;
  private seal: LearnerFileSeal | null = null;

  /** Reads the next bytes of the file. @throws LearnerFileError */
  push(bytes: Uint8Array): void {
    this.bytes += bytes.length;
    if (this.bytes > MAXIMUM_FILE_BYTES) throw new LearnerFileError('too-large');
    let from = 0;
    for (let end = bytes.indexOf(LINE_FEED); end >= 0; end = bytes.indexOf(LINE_FEED, from)) {
      this.keep(bytes.subarray(from, end + 1));
      from = end + 1;
      this.takeLine();
    }
    if (from < bytes.length) this.keep(bytes.slice(from));
  }

  /** Ends the file, and returns what it holds. @throws LearnerFileError */
  finish(): LearnerFileContents {
    if (this.bytes === 0) throw new LearnerFileError('empty');
    const header = this.header;
    // A first line without an end: a file of one line, or not a learner file at all.
    if (!header) {
      this.takeLine();
      throw new LearnerFileError('truncated');
    }
    if (!this.seal) throw new LearnerFileError('truncated');
    if (this.pieceBytes > 0) throw new LearnerFileError('after-end', this.line + 1);
    this.checkAgainst(header, this.seal);
    if (!this.learner) throw new LearnerFileError('no-profile');
    const keys =
      header.keys?.filter((key) => isKeyRecord(key) && JSON.stringify(key).length <= MAXIMUM_KEY_LENGTH) ?? [];
    return {
      createdAt: header.createdAt,
      learner: this.learner,
      position: this.position,
      statements: this.statements,
      notes: this.notes,
      ...(keys.length > 0 ? { keys } : {}),
    };
  }

  private checkAgainst(header: LearnerFileHeader, seal: LearnerFileSeal): void {
    if (seal.sha256 !== bytesToHex(this.digest.digest())) throw new LearnerFileError('wrong-checksum');
    const found = {
      learner: this.learner ? 1 : 0,
      statement: this.statements.length,
      note: this.notes.length,
      position: this.position ? 1 : 0,
    };
    const total = found.learner + found.statement + found.note + found.position;
    const asAnnounced = (Object.keys(found) as (keyof typeof found)[]).every(
      (kind) => found[kind] === header.counts[kind],
    );
    if (total !== seal.changes || !asAnnounced) throw new LearnerFileError('wrong-count');
    if (this.loose.count() !== seal.loose) throw new LearnerFileError('loose-end');
  }

  private keep(bytes: Uint8Array): void {
    this.pieces.push(bytes);
    this.pieceBytes += bytes.length;
    // A first line that is too long belongs to another kind of file: `foreign` helps more than `line-too-long`.
    if (this.pieceBytes > MAXIMUM_LINE_BYTES)
      throw this.header ? this.refused('line-too-long', this.line + 1) : new LearnerFileError('foreign', 1);
  }

  private takeLine(): void {
    const bytes = joined(this.pieces, this.pieceBytes);
    this.pieces = [];
    this.pieceBytes = 0;
    this.line += 1;
    if (this.seal) throw this.refused('after-end');
    const value = this.parse(bytes);
    if (!this.header) this.takeHeader(value);
    else if (isSeal(value)) {
      // The seal covers every line before it, not itself.
      this.seal = value;
      return;
    } else if (isChange(value)) this.takeChange(value, this.header);
    else throw this.refused('wrong-shape');
    this.digest.update(bytes);
  }

  private parse(bytes: Uint8Array): unknown {
    const text = this.decode(bytes);
    if (nestsTooDeep(text)) throw this.refused(this.header ? 'too-deep' : 'foreign');
    try {
      return harmless(JSON.parse(text));
    } catch {
      throw this.refused(this.header ? 'not-json' : 'foreign');
    }
  }

  private decode(bytes: Uint8Array): string {
    try {
      const text = this.decoder.decode(bytes);
      if (!text.startsWith('\uFEFF')) return text;
    } catch {
      // Reported below, as the mark is.
    }
    throw this.refused('not-text');
  }

  private takeHeader(value: unknown): void {
    if (!claimsLearnerFile(value)) throw this.refused('foreign');
    if (typeof value.version === 'number' && value.version > LEARNER_FILE_VERSION) throw this.refused('newer-version');
    if (!isHeader(value)) throw this.refused('wrong-shape');
    this.header = value;
  }

  private takeChange(change: FileChange, header: LearnerFileHeader): void {
    switch (change.kind) {
      case 'learner':
        if (this.learner) throw this.refused('duplicate');
        if (change.body.id !== header.learnerId) throw this.refused('other-learner');
        this.learner = change.body;
        return;
      case 'position':
        if (this.position) throw this.refused('duplicate');
        this.position = change.body;
        return;
      case 'statement':
        this.remember(change.body.id);
        this.statements.push(change.body);
        this.loose.add(change.body);
        return;
      case 'note':
        this.remember(change.body.id);
        this.notes.push(change.body);
    }
  }

  private remember(id: string): void {
    if (this.ids.has(id)) throw this.refused('duplicate');
    this.ids.add(id);
  }

  private refused(problem: LearnerFileProblem, line = this.line): LearnerFileError {
    return new LearnerFileError(problem, line);
  }
}

function joined(pieces: readonly Uint8Array[], length: number): Uint8Array {
  const [only] = pieces;
  if (pieces.length === 1 && only) return only;
  const all = new Uint8Array(length);
  let at = 0;
  for (const piece of pieces) {
    all.set(piece, at);
    at += piece.length;
  }
  return all;
}
