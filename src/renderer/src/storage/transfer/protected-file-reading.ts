import { fromBase64 } from '../../../../domain/json/base64';
import {
  LearnerFileError,
  MAXIMUM_FILE_BYTES,
  MAXIMUM_LINE_BYTES,
  type LearnerFileContents,
  type LearnerFileProblem,
} from '../../../../domain/learner-file/learner-file';
import type { LearnerFileReader } from '../../../../domain/learner-file/reading';
import { chunkBinding, fileKeyBinding, type ProtectedFileHeader } from '../../../../domain/learner-file/protected-file';
import { decryptBytes } from '../protection/encrypted-bytes';
import { importKey } from '../protection/key-derivation';
import type { RecordKey } from '../protection/record-cipher';

const LINE_FEED = 0x0a;

/**
 * Reads a protected file piece by piece; its contents go through the reader of unprotected files and get the same
 * checks. Every method rejects with `LearnerFileError`; discard the reader after that.
 */
export class ProtectedFileReader {
  private pieces: Uint8Array[] = [];
  private pieceBytes = 0;
  private bytes = 0;
  private line = 0;
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
    this.bytes += bytes.length;
    if (this.bytes > MAXIMUM_FILE_BYTES) throw new LearnerFileError('too-large');
    let from = 0;
    for (let end = bytes.indexOf(LINE_FEED); end >= 0; end = bytes.indexOf(LINE_FEED, from)) {
      this.buffer(bytes.subarray(from, end));
      from = end + 1;
      await this.takeLine();
    }
    if (from < bytes.length) this.buffer(bytes.slice(from));
  }

  /** Ends the file, and returns what it holds. */
  async finish(): Promise<LearnerFileContents> {
    if (this.held === null || this.pieceBytes > 0) throw new LearnerFileError('truncated');
    await this.open(this.held, true);
    const contents = this.inner.finish();
    if (contents.learner.id !== this.header.learnerId || contents.createdAt !== this.header.createdAt)
      throw new LearnerFileError('other-learner');
    return contents;
  }

  private buffer(bytes: Uint8Array): void {
    this.pieces.push(bytes);
    this.pieceBytes += bytes.length;
    if (this.pieceBytes > MAXIMUM_LINE_BYTES) throw new LearnerFileError('line-too-long', this.line + 1);
  }

  private async takeLine(): Promise<void> {
    const text = new TextDecoder().decode(await new Blob(this.pieces as BlobPart[]).arrayBuffer());
    this.pieces = [];
    this.pieceBytes = 0;
    this.line += 1;
    if (this.line === 1) return this.begin(text);
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
