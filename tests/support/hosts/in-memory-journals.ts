import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';
import type { Cursor, JournalChange, JournalEntry, JournalState } from '../../../src/contract/journal-entry';

/** A line of a journal: an entry, or null for one that can't be read any more. */
type Line = JournalEntry | null;

/**
 * Journals in memory that behave as the real host's: they give the sequences, skip what a journal holds, count what
 * reads well and name the lines that don't.
 */
export class InMemoryJournals {
  protected readonly journals = new Map<string, Line[]>();

  /** What can be read of a journal, in order. */
  entriesOf(learnerId: string): readonly JournalEntry[] {
    const entries: JournalEntry[] = [];
    const ids = new Set<string>();
    for (const line of this.journals.get(learnerId) ?? []) {
      // As the file's reader: a sequence that doesn't rise and a change that is held already are damage.
      if (!line || line.sequence <= (entries.at(-1)?.sequence ?? 0) || ids.has(line.change.id)) continue;
      entries.push(line);
      ids.add(line.change.id);
    }
    return entries;
  }

  /** The learners who have a journal. */
  journalIds(): readonly string[] {
    return [...this.journals.keys()];
  }

  /** Ids of the changes in a journal, in order. */
  idsOf(learnerId: string): readonly string[] {
    return this.entriesOf(learnerId).map(({ change }) => change.id);
  }

  /** Makes a line unreadable; positions from 0, negative ones from the end. */
  damageLine(learnerId: string, position: number): void {
    const lines = this.journals.get(learnerId) ?? [];
    lines[position < 0 ? lines.length + position : position] = null;
  }

  /** Cuts the last lines off, without a trace. */
  cutOff(learnerId: string, count: number): void {
    this.journals.get(learnerId)?.splice(-count, count);
  }

  /** Deletes a journal's file. */
  deleteJournal(learnerId: string): void {
    this.journals.delete(learnerId);
  }

  /**
   * Appends without a cursor, as a program does that writes to the file behind the app's back. What the journal holds
   * already is skipped.
   */
  async append(learnerId: string, changes: readonly JournalChange[]): Promise<void> {
    this.write(learnerId, changes);
  }

  /** Appends the changes that the journal doesn't hold. */
  protected write(learnerId: string, changes: readonly JournalChange[]): void {
    const lines = this.journals.get(learnerId) ?? [];
    this.journals.set(learnerId, lines);
    const ids = new Set(this.idsOf(learnerId));
    let sequence = this.entriesOf(learnerId).at(-1)?.sequence ?? 0;
    for (const change of changes) {
      if (ids.has(change.id)) continue;
      ids.add(change.id);
      lines.push(entry((sequence += 1), change));
    }
  }

  /** How far a journal is, and which lines of it are damaged. */
  stateOf(learnerId: string): JournalState {
    const entries = this.entriesOf(learnerId);
    const readable = new Set<Line>(entries);
    const damagedLines = (this.journals.get(learnerId) ?? [])
      .flatMap((line, index) => (readable.has(line) ? [] : [index + 1]))
      .slice(0, 100);
    return { learnerId, count: entries.length, damagedLines, ...cursorAfter(entries) };
  }

  /** Whether the journal has that point, as the host answers a page that opens it. */
  protected holdsCursor(learnerId: string, cursor: Cursor | null): boolean {
    const entries = this.entriesOf(learnerId);
    if (!cursor) return entries.length === 0;
    const upTo = entries.filter(({ sequence }) => sequence <= cursor.lastSequence);
    const { lastSequence, chain } = cursorAfter(upTo);
    return (
      lastSequence === cursor.lastSequence && chain === cursor.chain && this.stateOf(learnerId).epoch === cursor.epoch
    );
  }

  /** Gives changes other bodies, without the damaged lines; answers how many of these there were. */
  protected rewriteJournal(learnerId: string, bodies: ReadonlyMap<string, string>): number {
    const lines = this.journals.get(learnerId);
    if (!lines) return 0;
    const entries = this.entriesOf(learnerId);
    this.journals.set(learnerId, withBodies(entries, bodies));
    return lines.length - entries.length;
  }

  /** The body of the learner's newest profile, or null. */
  protected learnerOf(learnerId: string): string | null {
    return this.entriesOf(learnerId).findLast(({ change }) => change.kind === 'learner')?.change.body ?? null;
  }
}

/** The entries with other bodies, by the id of the change; the others as they are. */
export function withBodies(entries: readonly JournalEntry[], bodies: ReadonlyMap<string, string>): JournalEntry[] {
  return entries.map(({ sequence, change }) =>
    entry(sequence, { ...change, body: bodies.get(change.id) ?? change.body }),
  );
}

function cursorAfter(entries: readonly JournalEntry[]): Cursor {
  return {
    epoch: entries.findLast(({ change }) => change.kind === 'epoch')?.change.id ?? '',
    lastSequence: entries.at(-1)?.sequence ?? 0,
    chain: entries.reduce((chain, { checksum }) => digest(chain + checksum), ''),
  };
}

function entry(sequence: number, change: JournalChange): JournalEntry {
  const { id, kind, body } = change;
  return { sequence, change: { ...change }, checksum: digest(`${sequence}\n${id}\n${kind}\n${body}`) };
}

function digest(text: string): string {
  return bytesToHex(sha256(utf8ToBytes(text))).slice(0, 16);
}
