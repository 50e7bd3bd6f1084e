import { setImmediate as nextTurn } from 'node:timers/promises';
import { GatheredRecord } from '../../../domain/learner-file/gathered-record';
import { displayName, unnamedLearner } from '../../../domain/learner/learner';
import type { ExportFiles } from '../files';
import type { Journal } from '../journal';

/** How many records were saved, and how many were not. Those whose dialog was cancelled aren't counted. */
export interface RescuedRecords {
  readonly saved: number;
  /** Records that can be read, whose files couldn't be saved: a full disk, say. */
  readonly notSaved: number;
  readonly unreadable: number;
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
    const record = new GatheredRecord(unnamedLearner(learnerId));
    for (let after = 0; ;) {
      const { entries } = await journal.read(learnerId, after, PAGE);
      for (const { change } of entries) record.add(change.kind, change.body);
      const last = entries.at(-1);
      if (!last) return record;
      after = last.sequence;
    }
  }

  async function saveRecord(record: GatheredRecord): Promise<keyof RescuedRecords | 'cancelled'> {
    if (record.isEmpty) return 'unreadable';
    const exportId = exportFiles.begin('learner-file', displayName(record.learner));
    for (const piece of record.pieces(new Date(now()).toISOString())) {
      exportFiles.append(exportId, piece);
      // Windows and requests are answered between the pieces.
      await nextTurn();
    }
    const { outcome } = await exportFiles.finish(exportId);
    return outcome === 'cancelled' ? 'cancelled' : 'saved';
  }

  return {
    async save() {
      const counts = { saved: 0, notSaved: 0, unreadable: 0, cancelled: 0 };
      for (const { learnerId } of await journal.list()) {
        const record = await gather(learnerId).catch(() => null);
        // One that can't be saved keeps none of the others from it.
        counts[record ? await saveRecord(record).catch(() => 'notSaved' as const) : 'unreadable'] += 1;
      }
      const { cancelled: _, ...records } = counts;
      return records;
    },
  };
}
