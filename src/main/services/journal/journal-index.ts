import type { Cursor, JournalState } from '../../../contract/journal-entry';
import type { EntryPlace } from './entry-places';
import { chainAfter, decodeJournalLine } from './journal-line';

/** All damaged lines are counted, but only so many are named. */
const MAXIMUM_NAMED_DAMAGED_LINES = 100;

/**
 * The index of one journal file in memory: which changes it holds and where. Bodies stay on disk. A line is an entry
 * where its checksum holds, its sequence is above every entry before it, and its change isn't held already; any other
 * line is damaged.
 */
export class JournalIndex {
  readonly places: EntryPlace[] = [];
  /** The newest `learner` change's place, or null. */
  learnerPlace: EntryPlace | null = null;
  /** Id of the newest `epoch` change, or empty. */
  epoch = '';
  /** How many lines can't be read. */
  damagedCount = 0;
  private readonly changeIds = new Set<string>();
  private readonly damagedLines: number[] = [];
  private lineCount = 0;

  /** Highest sequence; 0 for an empty journal. */
  get lastSequence(): number {
    return this.places.at(-1)?.sequence ?? 0;
  }

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
    if (entry === null || entry.sequence <= this.lastSequence || this.changeIds.has(entry.change.id)) {
      this.damagedCount += 1;
      if (this.damagedLines.length < MAXIMUM_NAMED_DAMAGED_LINES) this.damagedLines.push(this.lineCount);
      return;
    }
    const chain = chainAfter(this.places.at(-1)?.chain ?? '', entry.checksum);
    const place = { sequence: entry.sequence, start, length, chain };
    this.places.push(place);
    this.changeIds.add(entry.change.id);
    if (entry.change.kind === 'learner') this.learnerPlace = place;
    if (entry.change.kind === 'epoch') this.epoch = entry.change.id;
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

  /** True where the journal, of this epoch, has that point. */
  hasPoint({ epoch, lastSequence, chain }: Cursor): boolean {
    const place = this.places[this.firstAfter(lastSequence) - 1];
    return epoch === this.epoch && lastSequence === (place?.sequence ?? 0) && chain === (place?.chain ?? '');
  }

  /** True where that point is the last one. */
  endsAt(cursor: Cursor): boolean {
    return cursor.lastSequence === this.lastSequence && this.hasPoint(cursor);
  }

  /** The state in the contract's terms. */
  state(learnerId: string): JournalState {
    return {
      learnerId,
      count: this.places.length,
      damagedLines: [...this.damagedLines],
      epoch: this.epoch,
      lastSequence: this.lastSequence,
      chain: this.places.at(-1)?.chain ?? '',
    };
  }
}
