import { fromBase64 } from '../../../../domain/json/base64';
import { FileLines } from '../../../../domain/learner-file/file-lines';
import {
  LearnerFileError,
  type LearnerFileContents,
  type LearnerFileProblem,
} from '../../../../domain/learner-file/learner-file';
import type { LearnerFileReader } from '../../../../domain/learner-file/reading';
import { chunkBinding, fileKeyBinding, type ProtectedFileHeader } from '../../../../domain/learner-file/protected-file';
import { decryptBytes } from '../protection/encrypted-bytes';
import { importKey } from '../protection/key-derivation';
import type { RecordKey } from '../protection/record-cipher';

/**
 * Reads a protected file piece by piece; its contents go through the reader of unprotected files and get the same
 * checks. Every method rejects with `LearnerFileError`; discard the reader after that.
 */
export class ProtectedFileReader {
  private readonly lines = new FileLines();
  private chunk = 0;
  private headerLine = '';
  private key: CryptoKey | null = null;
  /** The last line that was read: only another one shows that it isn't the end. */
  private held: string | null = null;

  constructor(
    private readonly header: ProtectedFileHeader,
    private readonly learnerKey: RecordKey,
    private readonly inner: LearnerFileReader,
  ) {}

  /** Reads the next bytes of the file. */
  async push(bytes: Uint8Array): Promise<void> {
    for (const line of this.lines.push(bytes)) await this.takeLine(new TextDecoder().decode(line.subarray(0, -1)));
  }

  /** Ends the file, and returns what it holds. */
  async finish(): Promise<LearnerFileContents> {
    if (this.held === null || this.lines.hasRest) throw new LearnerFileError('truncated');
    await this.open(this.held, true);
    const contents = this.inner.finish();
    if (contents.learner.id !== this.header.learnerId || contents.createdAt !== this.header.createdAt)
      throw new LearnerFileError('other-learner');
    return contents;
  }

  private async takeLine(text: string): Promise<void> {
    if (!this.key) return this.begin(text);
    if (this.held !== null) await this.open(this.held, false);
    this.held = text;
  }

  private async begin(headerLine: string): Promise<void> {
    const sealed = fromBase64(this.header.fileKey);
    const raw = sealed && (await decryptBytes(this.learnerKey.key, sealed, fileKeyBinding(this.header)));
    if (!raw) throw new LearnerFileError('wrong-checksum', 1);
    this.headerLine = headerLine;
    this.key = await importKey(raw);
  }

  private async open(text: string, isLast: boolean): Promise<void> {
    const sealed = fromBase64(text);
    if (!sealed || !this.key) throw this.refused('wrong-shape');
    const plain = await decryptBytes(this.key, sealed, chunkBinding(this.headerLine, this.chunk, isLast));
    if (!plain)
      throw this.refused(
        (await this.opensAs(sealed, !isLast)) ? (isLast ? 'truncated' : 'after-end') : 'wrong-checksum',
      );
    this.chunk += 1;
    try {
      this.inner.push(plain);
    } catch (error) {
      // Line numbers inside the encrypted part don't help the learner.
      throw error instanceof LearnerFileError ? new LearnerFileError(error.problem) : error;
    }
  }

  private async opensAs(sealed: Uint8Array<ArrayBuffer>, isLast: boolean): Promise<boolean> {
    return (
      this.key !== null &&
      (await decryptBytes(this.key, sealed, chunkBinding(this.headerLine, this.chunk, isLast))) !== null
    );
  }

  private refused(problem: LearnerFileProblem): LearnerFileError {
    return new LearnerFileError(problem, problem === 'truncated' ? 0 : this.chunk + 2);
  }
}
