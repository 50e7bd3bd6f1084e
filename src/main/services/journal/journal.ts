import { join } from 'node:path';
import * as v from 'valibot';
import {
  type JournalChange,
  type JournalEntry,
  type JournalState,
  learnerIdSchema,
} from '../../../contract/journal-entry';
import { learnersIn, serialiseByKey } from '../files';
import type { JournalCopy } from './copy';
import { journalUnreadable } from './journal-failure';
import { JournalFile } from './journal-file';
import { type LearnerRemovals, learnerRemoved } from './learner-removals';

/**
 * The journals of this computer: every committed change of every learner, on disk outside the browser's database. A
 * removed learner isn't listed, and everything but `remove` throws `learner-removed`.
 */
export interface Journal {
  /**
   * All journals, by learner id; `learner` is the newest profile's body. One that can't be read has no state. Throws
   * `journal-unreadable` where the folder can't be read.
   */
  list(): Promise<ListedJournal[]>;
  /** A journal's state. Throws `journal-unreadable`. */
  state(learnerId: string): Promise<JournalState>;
  /**
   * Appends, in order, the changes that aren't held yet; resolves after fsync. Throws `disk-full`, `read-only`,
   * `journal-unwritable` or `journal-unreadable`; and `journal-restored` where an epoch is given that isn't the
   * journal's.
   */
  append(learnerId: string, changes: readonly JournalChange[], epoch?: string): Promise<JournalState>;
  /**
   * A page of entries after a sequence. A page may be shorter than `limit`: the end is reached when it holds
   * `state.lastSequence`.
   */
  read(
    learnerId: string,
    afterSequence: number,
    limit: number,
  ): Promise<{ entries: JournalEntry[]; state: JournalState }>;
  /** As `JournalFile.copy`. */
  copy(learnerId: string): Promise<JournalCopy>;
  /** As `JournalFile.rewrite`. */
  rewrite(learnerId: string, bodies: ReadonlyMap<string, string>): Promise<{ state: JournalState; dropped: number }>;
  /** As `JournalFile.replace`. */
  replace(learnerId: string, ...wanted: Parameters<JournalFile['replace']>): Promise<JournalState | null>;
  /** Deletes a journal with its damaged files, where there is one. */
  remove(learnerId: string): Promise<void>;
}

/** A journal in the list of all. */
export interface ListedJournal {
  readonly learnerId: string;
  readonly state: JournalState | null;
  readonly learner: string | null;
}

const SUFFIX = '.jsonl';

/**
 * Opens the journals in a folder (created at the first append). Several windows may call at once; one learner's calls
 * run one after another.
 */
export function createJournal(folder: string, removals?: Pick<LearnerRemovals, 'removedAt'>): Journal {
  const files = new Map<string, JournalFile>();
  const inTurn = serialiseByKey();

  /**
   * The id is checked here too, for every caller: it becomes part of a path. Lower case, since some file systems don't
   * tell case apart.
   */
  function enqueue<Value>(learnerId: string, task: (file: JournalFile) => Promise<Value>): Promise<Value> {
    const id = v.parse(learnerIdSchema, learnerId).toLowerCase();
    const file = files.get(id) ?? new JournalFile(join(folder, `${id}${SUFFIX}`), id, () => refuseRemoved(id));
    files.set(id, file);
    return inTurn(id, () => task(file));
  }

  async function refuseRemoved(learnerId: string): Promise<void> {
    if (await removals?.removedAt(learnerId)) throw learnerRemoved(learnerId);
  }

  /** The mark is read in the learner's own turn: earlier calls end before a removal, and later ones find the mark. */
  function enqueuePresent<Value>(learnerId: string, task: (file: JournalFile) => Promise<Value>): Promise<Value> {
    return enqueue(learnerId, async (file) => {
      await refuseRemoved(learnerId);
      return task(file);
    });
  }

  return {
    async list() {
      const idIn = (name: string): string => (name.endsWith(SUFFIX) ? name.slice(0, -SUFFIX.length) : '');
      const learnerIds = await learnersIn(folder, idIn).catch((error: unknown) => {
        throw journalUnreadable(error);
      });
      const journals: ListedJournal[] = [];
      for (const learnerId of learnerIds) {
        // One that can't be read, or whose mark can't, must not hide the others.
        if (await removals?.removedAt(learnerId).catch(() => null)) continue;
        const found = await enqueue(learnerId, async (file) => ({
          state: await file.state(),
          learner: await file.learner(),
        })).catch(() => null);
        journals.push({ learnerId, state: found?.state ?? null, learner: found?.learner ?? null });
      }
      return journals;
    },
    state: (learnerId) => enqueuePresent(learnerId, (file) => file.state()),
    append: (learnerId, changes, epoch) => enqueuePresent(learnerId, (file) => file.append(changes, epoch)),
    read: (learnerId, afterSequence, limit) => enqueuePresent(learnerId, (file) => file.read(afterSequence, limit)),
    copy: (learnerId) => enqueuePresent(learnerId, (file) => file.copy()),
    rewrite: (learnerId, bodies) => enqueuePresent(learnerId, (file) => file.rewrite(bodies)),
    replace: (learnerId, known, entries) => enqueuePresent(learnerId, (file) => file.replace(known, entries)),
    remove: (learnerId) => enqueue(learnerId, (file) => file.remove()),
  };
}
