import type { FileHandle } from 'node:fs/promises';
import type { JournalIndex } from './journal-index';

const CHUNK_BYTES = 1024 * 1024;

/**
 * Longest line that can be an entry: a body of 262,144 characters, each at most 6 bytes in JSON, twice escaped at
 * worst.
 */
const MAXIMUM_LINE_BYTES = 4 * 1024 * 1024;

const LINE_FEED = 0x0a;

/**
 * Reads the file's lines into the index, chunk by chunk, so that a large journal is never in memory as a whole. An
 * unterminated last line is read too: where only its line feed is missing, its checksum is valid and it counts.
 * Returns whether the file ends within a line: the next append must start on a fresh one.
 */
export async function scanJournal(file: FileHandle, index: JournalIndex): Promise<boolean> {
  const chunk = Buffer.allocUnsafe(CHUNK_BYTES);
  let pending: Buffer[] = [];
  let pendingLength = 0;
  let lineStart = 0;
  let position = 0;

  const finishLine = (): void => {
    index.addLine(Buffer.concat(pending).toString('utf8'), lineStart, pendingLength);
    lineStart += pendingLength + 1;
    pending = [];
    pendingLength = 0;
  };

  const addPart = (part: Buffer): void => {
    pendingLength += part.length;
    // Past the limit the bytes are only counted, and the line has no text; one broken line would fill the memory.
    if (pendingLength <= MAXIMUM_LINE_BYTES) pending.push(Buffer.from(part));
    else pending = [];
  };

  for (;;) {
    const { bytesRead } = await file.read(chunk, 0, CHUNK_BYTES, position);
    if (bytesRead === 0) break;
    position += bytesRead;
    let partStart = 0;
    for (;;) {
      const lineFeed = chunk.subarray(0, bytesRead).indexOf(LINE_FEED, partStart);
      if (lineFeed < 0) break;
      addPart(chunk.subarray(partStart, lineFeed));
      finishLine();
      partStart = lineFeed + 1;
    }
    addPart(chunk.subarray(partStart, bytesRead));
  }

  const isTorn = pendingLength > 0;
  if (isTorn) finishLine();
  return isTorn;
}
