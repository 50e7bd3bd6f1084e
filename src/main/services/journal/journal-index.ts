import type { FileHandle } from 'node:fs/promises';
import type { JournalEntry, JournalState } from '../../../contract/journal-entry';
import { decodeJournalLine } from './journal-line';

/** Where an entry is in the file, in bytes, without its line feed. */
export interface EntryPlace {
  readonly sequence: number;
  readonly start: number;
  readonly length: number;
}

/** All damaged lines are counted, but only so many are named. */
const MAXIMUM_NAMED_DAMAGED_LINES = 100;

/**
 * The index of one journal file in memory: which changes it holds and where. Bodies stay on disk.
 *
 * An entry counts where its checksum holds, its sequence is above every entry before it, and its change isn't held
 * already. So two processes that append to one file at the same moment need no lock: both lines are whole (one `write`
 * in append mode), the second of two equal sequences is void, and its writer notices and appends it again
 * (`journal-file.ts`).
 */
export class JournalIndex {
  readonly places: EntryPlace[] = [];
  lastSequence = 0;
  /** The newest `learner` change's place, or null. */
  learnerPlace: EntryPlace | null = null;
  /** Id of the newest `restored` change, or empty. */
  epoch = '';
  /** How many lines can't be read. */
  damagedCount = 0;
  private readonly changeIds = new Set<string>();
  private readonly damagedLines: number[] = [];
  private lineCount = 0;

  /** True where the journal holds that change. */
  holds(changeId: string): boolean {
    return this.changeIds.has(changeId);
  }

  /** Adds the next line of the file; `text` is empty for a line too long to be an entry. */
  addLine(text: string, start: number, length: number): void {
    this.lineCount += 1;
    // A repaired torn end leaves an empty line, with which nothing was lost.
    if (length === 0) return;
    const entry = decodeJournalLine(text);
    if (entry === null) {
      this.damagedCount += 1;
      if (this.damagedLines.length < MAXIMUM_NAMED_DAMAGED_LINES) this.damagedLines.push(this.lineCount);
      return;
    }
    if (entry.sequence <= this.lastSequence || this.changeIds.has(entry.change.id)) return;
    const place = { sequence: entry.sequence, start, length };
    this.places.push(place);
    this.changeIds.add(entry.change.id);
    this.lastSequence = entry.sequence;
    if (entry.change.kind === 'learner') this.learnerPlace = place;
    if (entry.change.kind === 'restored') this.epoch = entry.change.id;
  }

  /** Position in `places` of the first entry after a sequence. */
  firstAfter(sequence: number): number {
    let low = 0;
    let high = this.places.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((this.places[middle]?.sequence ?? Infinity) <= sequence) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  /** The state in the contract's terms. */
  state(learnerId: string): JournalState {
    return {
      learnerId,
      count: this.places.length,
      lastSequence: this.lastSequence,
      damagedLines: [...this.damagedLines],
      epoch: this.epoch,
    };
  }
}

/** Upper bound of one page, in bytes of the file; a page holds at least one entry whatever its size. */
const MAXIMUM_PAGE_BYTES = 8 * 1024 * 1024;

/** The first places that make one page. */
export function fitPage(places: readonly EntryPlace[]): readonly EntryPlace[] {
  const first = places[0];
  if (!first) return places;
  const tooFar = places.findIndex(({ start, length }) => start + length - first.start > MAXIMUM_PAGE_BYTES);
  return tooFar < 0 ? places : places.slice(0, Math.max(1, tooFar));
}

/** Reads the entries at neighbouring places with one call; null where the file doesn't hold them there. */
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
