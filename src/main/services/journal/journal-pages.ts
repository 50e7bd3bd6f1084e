import type { FileHandle } from 'node:fs/promises';
import type { JournalEntry } from '../../../contract/journal-entry';
import type { EntryPlace } from './journal-index';
import { decodeJournalLine } from './journal-line';

/** Upper bound of one page, in bytes of the file; a page holds at least one entry whatever its size. */
const MAXIMUM_PAGE_BYTES = 8 * 1024 * 1024;

/** As many of the places, from the first on, as make one page. */
export function fitPage(places: readonly EntryPlace[]): readonly EntryPlace[] {
  const first = places[0];
  if (!first) return places;
  const tooFar = places.findIndex(({ start, length }) => start + length - first.start > MAXIMUM_PAGE_BYTES);
  return tooFar < 0 ? places : places.slice(0, Math.max(1, tooFar));
}

/** Reads the entries at neighbouring places with one call; null where the file does not hold them there any more. */
export async function readPlaces(file: FileHandle, places: readonly EntryPlace[]): Promise<JournalEntry[] | null> {
  const first = places[0];
  const last = places.at(-1);
  if (!first || !last) return [];
  const bytes = Buffer.alloc(last.start + last.length - first.start);
  await file.read(bytes, 0, bytes.length, first.start);
  const entries = places.map(({ start, length, sequence }) => {
    const entry = decodeJournalLine(bytes.toString('utf8', start - first.start, start - first.start + length));
    return entry?.sequence === sequence ? entry : null;
  });
  return entries.every((entry) => entry !== null) ? entries : null;
}
