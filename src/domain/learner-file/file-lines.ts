import { LearnerFileError, MAXIMUM_FILE_BYTES, MAXIMUM_LINE_BYTES } from './learner-file';

const LINE_FEED = 0x0a;

/** Cuts a file that comes in pieces into lines, and refuses one that is too large. */
export class FileLines {
  private pieces: Uint8Array[] = [];
  private pieceBytes = 0;
  private bytes = 0;
  private taken = 0;

  /** Number of the last line that was cut, from 1. */
  get number(): number {
    return this.taken;
  }

  /** True before the first byte. */
  get isEmpty(): boolean {
    return this.bytes === 0;
  }

  /** True where bytes wait for the end of their line. */
  get hasRest(): boolean {
    return this.pieceBytes > 0;
  }

  /** The lines that end in the next bytes of the file, each with its line feed. @throws LearnerFileError */
  *push(bytes: Uint8Array): Generator<Uint8Array> {
    this.bytes += bytes.length;
    if (this.bytes > MAXIMUM_FILE_BYTES) throw new LearnerFileError('too-large');
    let from = 0;
    for (let end = bytes.indexOf(LINE_FEED); end >= 0; end = bytes.indexOf(LINE_FEED, from)) {
      this.keep(bytes.subarray(from, end + 1));
      from = end + 1;
      yield this.take();
    }
    if (from < bytes.length) this.keep(bytes.slice(from));
  }

  /** Cuts off what waits, as a line. */
  take(): Uint8Array {
    const line = joined(this.pieces, this.pieceBytes);
    this.pieces = [];
    this.pieceBytes = 0;
    this.taken += 1;
    return line;
  }

  private keep(bytes: Uint8Array): void {
    this.pieces.push(bytes);
    this.pieceBytes += bytes.length;
    // A first line that is too long belongs to another kind of file: `foreign` helps more than `line-too-long`.
    if (this.pieceBytes > MAXIMUM_LINE_BYTES)
      throw new LearnerFileError(this.taken === 0 ? 'foreign' : 'line-too-long', this.taken + 1);
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
