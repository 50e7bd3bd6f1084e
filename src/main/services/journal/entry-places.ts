import type { FileHandle } from 'node:fs/promises';
import type { JournalEntry } from '../../../contract/journal-entry';
import { decodeJournalLine } from './journal-line';
import { openForReading } from './own-file';

/** Where an entry is in the file, in bytes, without its line feed. */
export interface EntryPlace {
  readonly sequence: number;
  readonly start: number;
  readonly length: number;
  /** Of the readable lines up to this one (`contract/journal-entry.ts`). */
  readonly chain: string;
}

/** Upper bound of one page, in bytes of the file; a page holds at least one entry whatever its size. */
const MAXIMUM_PAGE_BYTES = 8 * 1024 * 1024;

const PAGE_ENTRIES = 1_000;

/** Reads the first entries at neighbouring places, as many as make one page. @throws as `readEntries` */
export async function readPage(path: string, places: readonly EntryPlace[]): Promise<JournalEntry[]> {
  const page = fitPage(places);
  if (page.length === 0) return [];
  const file = await openForReading(path);
  try {
    return await readPlaces(file, page);
  } finally {
    await file.close();
  }
}

/**
 * Reads the entries at these places, page by page; a replacement of the file on the way doesn't change them.
 * @throws the system's error, or one without a code where the file doesn't hold them there
 */
export async function* readEntries(path: string, places: readonly EntryPlace[]): AsyncGenerator<JournalEntry> {
  if (places.length === 0) return;
  const file = await openForReading(path);
  // Closed with the last entry: Windows can't rename onto a file that is open.
  try {
    for (let at = 0; at < places.length;) {
      const page = fitPage(places.slice(at, at + PAGE_ENTRIES));
      yield* await readPlaces(file, page);
      at += page.length;
    }
  } finally {
    await file.close();
  }
}

function fitPage(places: readonly EntryPlace[]): readonly EntryPlace[] {
  const first = places[0];
  if (!first) return places;
  const tooFar = places.findIndex(({ start, length }) => start + length - first.start > MAXIMUM_PAGE_BYTES);
  return tooFar < 0 ? places : places.slice(0, Math.max(1, tooFar));
}

async function readPlaces(file: FileHandle, places: readonly EntryPlace[]): Promise<JournalEntry[]> {
  const from = places[0]?.start ?? 0;
  const last = places.at(-1);
  const bytes = Buffer.alloc(last ? last.start + last.length - from : 0);
  await file.read(bytes, 0, bytes.length, from);
  return places.map(({ start, length, sequence }) => {
    const entry = decodeJournalLine(bytes.toString('utf8', start - from, start - from + length));
    if (entry?.sequence !== sequence) throw new Error('The file changed while it was read.');
    return entry;
  });
}
