import { renameSync } from 'node:fs';
import type { FileHandle } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { JournalChange, JournalEntry } from '../../../contract/journal-entry';
import { makeOwnFolder, nodeSystem, systemErrorCode, writeFileAtomically } from '../files';
import { decodeJournalLine, encodeJournalLine } from './journal-line';
import { fileIdAt, openForReading } from './own-file';

/** A journal file as its reader knows it. */
export interface KnownFile {
  /** Its identity (`fileIdOf`). */
  readonly file: string;
  /** First byte that the reader hasn't read as part of a whole line. */
  readonly end: number;
}

/**
 * Replaces a journal file atomically, and returns what another process appended to the old one meanwhile; null, with
 * nothing replaced, where another process has put a file of its own in place. No lock is needed (decision 004): an
 * appender checks after its write whether its file is still in place; if it checked before the replacement, its line is
 * in the old file when that is read once more here.
 * @param known the old file; null where there is none
 * @throws OperationFailure with a file code; in place is then one of the two, whole. What another process appended to
 * the old one is in its browser's database still, whose next comparison appends it again
 */
export async function replaceJournal(
  path: string,
  known: KnownFile | null,
  entries: AsyncIterable<JournalEntry>,
): Promise<JournalChange[] | null> {
  await makeOwnFolder(dirname(path));
  const isOvertaken = (): boolean => fileIdAt(path) !== (known?.file ?? null);
  let isRenamed = false;
  const system = {
    ...nodeSystem,
    // The two calls follow each other without an await: what another process puts in place between them would be lost.
    rename: async (from: string, to: string) => {
      if (isOvertaken()) throw new Error('Another process has replaced the journal.');
      renameSync(from, to);
      isRenamed = true;
    },
  };
  // Windows can't rename onto an open file. What another process appends there in this moment stays in its browser's
  // database, whose next comparison appends it again.
  const old = known === null || process.platform === 'win32' ? null : await openIfThere(path);
  try {
    await writeFileAtomically(path, lines(entries), system);
    return old && known ? await changesFrom(old, known.end) : [];
  } catch (error) {
    // The entries can't be read either where they come from a file that was replaced.
    if (!isRenamed && isOvertaken()) return null;
    throw error;
  } finally {
    await old?.close();
  }
}

async function openIfThere(path: string): Promise<FileHandle | null> {
  return openForReading(path).catch((error: unknown) => {
    if (systemErrorCode(error) === 'ENOENT') return null;
    throw error;
  });
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
