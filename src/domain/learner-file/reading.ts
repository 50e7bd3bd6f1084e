import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex } from '@noble/hashes/utils.js';
import { FileLines } from './file-lines';
import { LEARNER_FILE_VERSION, LearnerFileError, MAXIMUM_KEY_LENGTH } from './learner-file';
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
import { parseJson } from '../json/json-value';
import { harmless, nestsTooDeep } from '../json/untrusted-json';

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
  private readonly lines = new FileLines();
  private header: LearnerFileHeader | null = null;
  private learner: Learner | null = null;
  private position: ReadingPosition | null = null;
  private seal: LearnerFileSeal | null = null;

  /** Reads the next bytes of the file. @throws LearnerFileError */
  push(bytes: Uint8Array): void {
    for (const line of this.lines.push(bytes)) this.takeLine(line);
  }

  /** Ends the file, and returns what it holds. @throws LearnerFileError */
  finish(): LearnerFileContents {
    if (this.lines.isEmpty) throw new LearnerFileError('empty');
    const header = this.header;
    // A first line without an end: a file of one line, or not a learner file at all.
    if (!header) {
      this.takeLine(this.lines.take());
      throw new LearnerFileError('truncated');
    }
    if (!this.seal) throw new LearnerFileError('truncated');
    if (this.lines.hasRest) throw this.refused('after-end', this.lines.number + 1);
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

  private takeLine(bytes: Uint8Array): void {
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
    const value = parseJson(text);
    if (value === undefined) throw this.refused(this.header ? 'not-json' : 'foreign');
    return harmless(value);
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

  private refused(problem: LearnerFileProblem, line = this.lines.number): LearnerFileError {
    return new LearnerFileError(problem, line);
  }
}
