import { type FileHandle, mkdir } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { JournalChange, JournalEntry } from '../../../contract/journal-entry';
import { writeFileAtomically } from '../files';
import { decodeJournalLine, encodeJournalLine } from './journal-line';
import { openForReading } from './own-file';

/**
 * Replaces a journal file atomically, and returns what another process appended to the old one meanwhile. No lock is
 * needed (decision 004): an appender checks after its write whether its file is still in place; if it checked before
 * the replacement, its line is in the old file when that is read once more here.
 * @param end first byte of the old file that the caller hasn't read as a whole line; null where there is no file
 * @throws OperationFailure with a file code; the old file is then unchanged
 */
export async function replaceJournal(
  path: string,
  end: number | null,
  entries: AsyncIterable<JournalEntry>,
): Promise<JournalChange[]> {
  await mkdir(dirname(path), { recursive: true, mode: 0o700 });
  // Windows can't rename onto an open file; there the first process's open handles refuse a second process anyway.
  const old = end === null || process.platform === 'win32' ? null : await openForReading(path);
  try {
    await writeFileAtomically(path, lines(entries));
    return old && end !== null ? await changesFrom(old, end) : [];
  } finally {
    await old?.close();
  }
}

const CHUNK_LENGTH = 256 * 1024;

/** Lines in pieces of a quarter of a megabyte: a system call for each would be slow. */
async function* lines(entries: AsyncIterable<JournalEntry>): AsyncGenerator<Buffer> {
  let text = '';
  for await (const entry of entries) {
    text += encodeJournalLine(entry);
    if (text.length < CHUNK_LENGTH) continue;
    yield Buffer.from(text);
    text = '';
  }
  yield Buffer.from(text);
}

async function changesFrom(file: FileHandle, start: number): Promise<JournalChange[]> {
  const { size } = await file.stat();
  if (size <= start) return [];
  const bytes = Buffer.alloc(size - start);
  await file.read(bytes, 0, bytes.length, start);
  return bytes
    .toString('utf8')
    .split('\n')
    .flatMap((line) => decodeJournalLine(line)?.change ?? []);
}
