import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import * as v from 'valibot';
import { learnerIdSchema, type JournalChange, type JournalEntry, type JournalState } from '../../contract/journal-entry';
import { journalUnreadable } from './journal-failure';
import { JournalFile } from './journal-file';
import { systemErrorCode } from './write-failure';

/** The journals of this computer: every committed change of every learner, on disk outside the browser's database. */
export interface Journal {
  /** All journals, by learner id; `learner` is the newest profile's body. Throws `journal-unreadable` rather than leave one out. */
  list(): Promise<{ state: JournalState; learner: string | null }[]>;
  /** Appends, in order, what is not held yet; answers after fsync. Throws `disk-full`, `read-only`, `journal-unwritable` or `journal-unreadable`. */
  append(learnerId: string, changes: readonly JournalChange[]): Promise<JournalState>;
  /** A page of entries after a sequence. A page may be shorter than `limit`: the end is reached when it holds `state.lastSequence`. */
  read(
    learnerId: string,
    afterSequence: number,
    limit: number,
  ): Promise<{ entries: JournalEntry[]; state: JournalState }>;
}

const SUFFIX = '.jsonl';

/** Opens the journals in a folder (made at the first append). Several windows may call at once; one learner's calls run one after another. */
export function createJournal(folder: string): Journal {
  const files = new Map<string, { readonly file: JournalFile; last: Promise<unknown> }>();

  /** The id is checked here too, whoever calls: it becomes part of a path. Lower case, since some file systems don't tell case apart. */
  function enqueue<Value>(learnerId: string, task: (file: JournalFile) => Promise<Value>): Promise<Value> {
    const id = v.parse(learnerIdSchema, learnerId).toLowerCase();
    let entry = files.get(id);
    if (!entry) {
      entry = { file: new JournalFile(join(folder, `${id}${SUFFIX}`), id), last: Promise.resolve() };
      files.set(id, entry);
    }
    const { file } = entry;
    const result = entry.last.then(() => task(file));
    // A failed call must not fail the calls behind it.
    entry.last = result.catch(() => undefined);
    return result;
  }

  return {
    async list() {
      const journals = [];
      for (const learnerId of await learnersIn(folder)) {
        journals.push(
          await enqueue(learnerId, async (file) => ({ state: await file.state(), learner: await file.learner() })),
        );
      }
      return journals;
    },
    append: (learnerId, changes) => enqueue(learnerId, (file) => file.append(changes)),
    read: (learnerId, afterSequence, limit) => enqueue(learnerId, (file) => file.read(afterSequence, limit)),
  };
}

async function learnersIn(folder: string): Promise<string[]> {
  let names: string[];
  try {
    names = await readdir(folder);
  } catch (error) {
    if (systemErrorCode(error) === 'ENOENT') return [];
    throw journalUnreadable(error);
  }
  return names
    .filter((name) => name.endsWith(SUFFIX))
    .map((name) => name.slice(0, -SUFFIX.length))
    .filter((id) => v.is(learnerIdSchema, id) && id === id.toLowerCase())
    .sort();
}
