import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import * as v from 'valibot';
import {
  type Cursor,
  type JournalChange,
  type JournalEntry,
  type JournalState,
  learnerIdSchema,
} from '../../../contract/journal-entry';
import { learnersIn, serialiseByKey } from '../files';
import { journalUnreadable, learnerRemoved } from './journal-failure';
import { type JournalCopy, JournalFile, type NewEpoch } from './journal-file';
import type { LearnerRemovals } from './learner-removals';
import { Turn } from './turn';

/**
 * The journals of this computer: every committed change of every learner, on disk outside the browser's database. A
 * removed learner isn't listed, and everything but `remove` throws `learner-removed`. What takes a page throws
 * `opened-elsewhere` where another one took the turn since.
 */
export interface Journal {
  /**
   * All journals, by learner id; `learner` is the newest profile's body. One that can't be read has no state. Throws
   * `journal-unreadable` where the folder can't be read.
   */
  list(): Promise<ListedJournal[]>;
  /** A journal's state. Throws `journal-unreadable`. */
  state(learnerId: string): Promise<JournalState>;
  /** Gives a page the turn, and returns its number. */
  take(learnerId: string, page: string): Promise<number>;
  /**
   * Gives a page the turn, or lets it keep the one of that number, and then as `JournalFile.open`. The turn is taken
   * also where the journal can't be read.
   */
  open(
    learnerId: string,
    page: string,
    cursor: Cursor | null,
    turn: 'take' | number,
  ): Promise<{ turn: number; state: JournalState; holdsCursor: boolean }>;
  /** As `JournalFile.append`. Throws `disk-full`, `read-only`, `journal-unwritable` or `journal-unreadable`. */
  append(learnerId: string, page: string, cursor: Cursor, changes: readonly JournalChange[]): Promise<JournalState>;
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
  rewrite(
    learnerId: string,
    page: string,
    bodies: ReadonlyMap<string, string>,
  ): Promise<{ state: JournalState; dropped: number }>;
  /** As `JournalFile.beginEpoch`, now. */
  beginEpoch(learnerId: string, page: string, epoch: Omit<NewEpoch, 'at' | 'unique'>): Promise<JournalState>;
  /** Deletes a journal with its damaged files and its turn, where there is one. */
  remove(learnerId: string): Promise<void>;
}

/** A journal in the list of all. */
export interface ListedJournal {
  readonly learnerId: string;
  readonly state: JournalState | null;
  readonly learner: string | null;
}

/** What `createJournal` may be given. */
export interface JournalOptions {
  readonly removals?: Pick<LearnerRemovals, 'find'>;
  /** Milliseconds since 1970. */
  readonly now?: () => number;
  /** A new UUID. */
  readonly newId?: () => string;
}

const SUFFIX = '.jsonl';

/** Opens the journals in a folder (created at the first append). One learner's calls run one after another. */
export function createJournal(
  folder: string,
  { removals, now = () => Date.now(), newId = randomUUID }: JournalOptions = {},
): Journal {
  const learners = new Map<string, { readonly file: JournalFile; readonly turn: Turn }>();
  const inTurn = serialiseByKey();

  /**
   * The id is checked here too, for every caller: it becomes part of a path. Lower case, since some file systems don't
   * tell case apart.
   */
  function enqueue<Value>(learnerId: string, task: (file: JournalFile, turn: Turn) => Promise<Value>): Promise<Value> {
    const id = v.parse(learnerIdSchema, learnerId).toLowerCase();
    const { file, turn } = learners.get(id) ?? {
      file: new JournalFile(join(folder, `${id}${SUFFIX}`), id),
      turn: new Turn(join(folder, `${id}.turn.json`), id),
    };
    learners.set(id, { file, turn });
    return inTurn(id, () => task(file, turn));
  }

  /** The mark is read in the learner's own turn: earlier calls end before a removal, and later ones find the mark. */
  function enqueuePresent<Value>(
    learnerId: string,
    task: (file: JournalFile, turn: Turn) => Promise<Value>,
  ): Promise<Value> {
    return enqueue(learnerId, async (file, turn) => {
      if (await removals?.find(learnerId)) throw learnerRemoved(learnerId);
      return task(file, turn);
    });
  }

  /** For what only the page may do that took the turn last. */
  function enqueueOwn<Value>(
    learnerId: string,
    page: string,
    task: (file: JournalFile) => Promise<Value>,
  ): Promise<Value> {
    return enqueuePresent(learnerId, async (file, turn) => {
      await turn.check(page);
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
        if (await removals?.find(learnerId).catch(() => null)) continue;
        const found = await enqueue(learnerId, async (file) => ({
          state: await file.state(),
          learner: await file.learner(),
        })).catch(() => null);
        journals.push({ learnerId, state: found?.state ?? null, learner: found?.learner ?? null });
      }
      return journals;
    },
    state: (learnerId) => enqueuePresent(learnerId, (file) => file.state()),
    take: (learnerId, page) => enqueuePresent(learnerId, (_, turn) => turn.take(page)),
    open: (learnerId, page, cursor, given) =>
      enqueuePresent(learnerId, async (file, turn) => {
        if (given !== 'take') await turn.check(page, given);
        const number = given === 'take' ? await turn.take(page) : given;
        return { turn: number, ...(await file.open(cursor)) };
      }),
    append: (learnerId, page, cursor, changes) => enqueueOwn(learnerId, page, (file) => file.append(cursor, changes)),
    read: (learnerId, afterSequence, limit) => enqueuePresent(learnerId, (file) => file.read(afterSequence, limit)),
    copy: (learnerId) => enqueuePresent(learnerId, (file) => file.copy()),
    rewrite: (learnerId, page, bodies) => enqueueOwn(learnerId, page, (file) => file.rewrite(bodies)),
    beginEpoch: (learnerId, page, epoch) =>
      enqueueOwn(learnerId, page, (file) =>
        file.beginEpoch({ ...epoch, at: new Date(now()).toISOString(), unique: newId() }),
      ),
    remove: (learnerId) =>
      enqueue(learnerId, async (file, turn) => {
        await turn.remove();
        await file.remove();
      }),
  };
}
