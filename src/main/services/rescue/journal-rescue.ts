import { setImmediate as nextTurn } from 'node:timers/promises';
import { GatheredRecord } from '../../../domain/learner-file/gathered-record';
import { LearnerFileWriter } from '../../../domain/learner-file/writing';
import { displayName } from '../../../domain/learner/learner';
import type { ExportFiles } from '../files';
import type { Journal } from '../journal';

/** What became of the records. */
export interface RescuedRecords {
  /** Learner files that were saved. */
  readonly saved: number;
  /** Files that couldn't be: a full disk, say. Those whose dialog was cancelled aren't counted. */
  readonly notSaved: number;
  /** Records that can't be read, or have no profile. */
  readonly unreadable: number;
  /** Entries that no saved file holds: words that a PIN hadn't sealed yet, which no file has in clear. */
  readonly withheld: number;
  /** Entries that no saved file holds: this version of the app doesn't know them, or they are damaged. */
  readonly unfit: number;
}

/** Saves records from their journals, which hold everything that was ever shown as saved. */
export interface JournalRescue {
  /**
   * Hands a learner file of each record to the person at the computer. What a PIN protects stays sealed in it, with the
   * key that the PIN opens. Changes nothing.
   * @throws OperationFailure where the list of records can't be made
   */
  save(): Promise<RescuedRecords>;
}

/** Entries read at once. */
const PAGE = 1_000;

/** Changes written at once. */
const PIECE = 500;

/** @param now instant that the files give as their own, in milliseconds */
export function createJournalRescue({
  journal,
  exportFiles,
  now,
}: {
  readonly journal: Pick<Journal, 'list' | 'read'>;
  readonly exportFiles: Pick<ExportFiles, 'begin' | 'append' | 'finish'>;
  readonly now: () => number;
}): JournalRescue {
  async function gather(learnerId: string): Promise<GatheredRecord> {
    const record = new GatheredRecord(learnerId);
    for (let after = 0; ;) {
      const { entries } = await journal.read(learnerId, after, PAGE);
      for (const { change } of entries) record.add(change.kind, change.body);
      const last = entries.at(-1);
      if (!last) return record;
      after = last.sequence;
    }
  }

  async function saveRecord(record: GatheredRecord): Promise<Partial<RescuedRecords>> {
    const { learner, position, statements, notes, keys, withheld } = record.contents();
    if (!learner) return { unreadable: 1 };
    const writer = new LearnerFileWriter();
    const exportId = exportFiles.begin('learner-file', displayName(learner));
    const counts = { learner: 1, position: position ? 1 : 0, statement: statements.length, note: notes.length };
    const createdAt = new Date(now()).toISOString();
    let text = writer.header({ learnerId: learner.id, createdAt, counts, ...(keys.length > 0 ? { keys } : {}) });
    const changes = [
      { kind: 'learner' as const, body: learner },
      ...(position ? [{ kind: 'position' as const, body: position }] : []),
      ...statements.map((body) => ({ kind: 'statement' as const, body })),
      ...notes.map((body) => ({ kind: 'note' as const, body })),
    ];
    for (let at = 0; at < changes.length; at += PIECE) {
      for (const change of changes.slice(at, at + PIECE)) text += writer.change(change);
      exportFiles.append(exportId, text);
      text = '';
      // Windows and requests are answered between the pieces.
      await nextTurn();
    }
    exportFiles.append(exportId, writer.seal());
    const delivery = await exportFiles.finish(exportId);
    return delivery.outcome === 'cancelled' ? {} : { saved: 1, withheld, unfit: record.unfit };
  }

  return {
    async save() {
      const counts = { saved: 0, notSaved: 0, unreadable: 0, withheld: 0, unfit: 0 };
      for (const { learnerId } of await journal.list()) {
        const record = await gather(learnerId).catch(() => null);
        // One that can't be saved keeps none of the others from it.
        const outcome: Partial<RescuedRecords> = record
          ? await saveRecord(record).catch(() => ({ notSaved: 1 }))
          : { unreadable: 1 };
        for (const key of Object.keys(counts) as (keyof RescuedRecords)[]) counts[key] += outcome[key] ?? 0;
      }
      return counts;
    },
  };
}
