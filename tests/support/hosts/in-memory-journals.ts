import type { Cursor, JournalChange, JournalEntry, JournalState } from '../../../src/contract/journal-entry';

/** A line of a journal: an entry, or null for one that can't be read any more. */
type Line = JournalEntry | null;

/**
 * Journals in memory that behave as the real host's: they give the sequences, skip what a journal holds, count what
 * reads well and name the lines that don't.
 */
export class InMemoryJournals {
  protected readonly journals = new Map<string, Line[]>();
  private lastAppend: Promise<void> = Promise.resolve();

  /** What can be read of a journal, in order. */
  entriesOf(learnerId: string): readonly JournalEntry[] {
    const entries: JournalEntry[] = [];
    const ids = new Set<string>();
    for (const line of this.journals.get(learnerId) ?? []) {
      // As the file's reader: a sequence that doesn't rise and a change that is held already are void.
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

  /** Appends as another browser on this computer would. One append runs after another, as on the real host. */
  async append(learnerId: string, changes: readonly JournalChange[]): Promise<void> {
    const turn = this.lastAppend.then(async () => {
      const entries = this.entriesOf(learnerId);
      const lines = this.journals.get(learnerId) ?? [];
      this.journals.set(learnerId, lines);
      const ids = new Set(entries.map(({ change }) => change.id));
      const last = entries.at(-1)?.sequence ?? 0;
      const fresh = changes.filter(({ id }) => !ids.has(id) && ids.add(id));
      // In one write, as the real host: nobody sees some of them without the others.
      lines.push(...(await Promise.all(fresh.map((change, index) => entry(last + index + 1, change)))));
    });
    this.lastAppend = turn;
    return turn;
  }

  /** The chain over the readable lines of a journal up to each of them. */
  private async chainsOf(learnerId: string): Promise<ReadonlyMap<number, string>> {
    const chains = new Map([[0, '']]);
    let chain = '';
    for (const { sequence, checksum: sum } of this.entriesOf(learnerId)) {
      chain = await digits(`${chain}${sum}`);
      chains.set(sequence, chain);
    }
    return chains;
  }

  /** True where a journal has a cursor's point. */
  protected async holds(learnerId: string, { epoch, lastSequence, chain }: Cursor): Promise<boolean> {
    const here = await this.stateOf(learnerId);
    return here.epoch === epoch && (await this.chainsOf(learnerId)).get(lastSequence) === chain;
  }

  /** Count, last sequence, chain, damaged lines and epoch of a journal. */
  async stateOf(learnerId: string): Promise<JournalState> {
    const entries = this.entriesOf(learnerId);
    const damagedLines = (this.journals.get(learnerId) ?? [])
      .flatMap((line, index) => (line ? [] : [index + 1]))
      .slice(0, 100);
    const epoch = entries.findLast(({ change }) => change.kind === 'epoch')?.change.id ?? '';
    const lastSequence = entries.at(-1)?.sequence ?? 0;
    const chain = (await this.chainsOf(learnerId)).get(lastSequence) ?? '';
    return { learnerId, count: entries.length, lastSequence, epoch, chain, damagedLines };
  }

  /** Gives changes other bodies, without the damaged lines; answers how many of these there were. */
  protected async rewriteJournal(learnerId: string, bodies: ReadonlyMap<string, string>): Promise<number> {
    const lines = this.journals.get(learnerId);
    if (!lines) return 0;
    const entries = this.entriesOf(learnerId);
    this.journals.set(learnerId, await withBodies(entries, bodies));
    return lines.length - entries.length;
  }

  /** The body of the learner's newest profile, or null. */
  protected learnerOf(learnerId: string): string | null {
    return this.entriesOf(learnerId).findLast(({ change }) => change.kind === 'learner')?.change.body ?? null;
  }
}

/** The entries with other bodies, by the id of the change; the others as they are. */
export async function withBodies(
  entries: readonly JournalEntry[],
  bodies: ReadonlyMap<string, string>,
): Promise<JournalEntry[]> {
  return Promise.all(
    entries.map(({ sequence, change }) => entry(sequence, { ...change, body: bodies.get(change.id) ?? change.body })),
  );
}

async function entry(sequence: number, change: JournalChange): Promise<JournalEntry> {
  return { sequence, change: { ...change }, checksum: await checksum(sequence, change) };
}

async function checksum(sequence: number, { id, kind, body }: JournalChange): Promise<string> {
  return digits(`${sequence}\n${id}\n${kind}\n${body}`);
}

async function digits(text: string): Promise<string> {
  const bytes = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text));
  return [...new Uint8Array(bytes).slice(0, 8)].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}
