import type { JournalEntry } from '../../../../contract/journal-entry';
import { JOURNAL_FORMAT } from '../../../../contract/journal-format';
import type { Result } from '../../../../contract/result';
import type { AppContext } from '../../app-context';
import type { HostClient } from '../../host/host-client';
import { StorageError, type JournalPage, type JournalPort, type JournalState } from '../../storage';
import { HostError, valueOf } from './host-error';

/** Entries of a page: the most that the host gives at once (`contract/operations.ts`). */
export const ENTRIES_PER_PAGE = 2_000;

/** A journal on this computer, as the host lists it. */
export interface ListedJournal {
  readonly learnerId: string;
  /** Null where it can't be read: the learner exists nevertheless. */
  readonly state: JournalState | null;
  /** Newest profile as JSON text, or null. */
  readonly learner: string | null;
}

/** All journals of this computer. @throws HostError */
export async function listJournals(host: HostClient): Promise<readonly ListedJournal[]> {
  const result = valueOf(await host.invoke('journal.list', {}));
  return result.journals;
}

/** What an operation on a journal answered. @throws HostError; StorageError for what storage distinguishes */
function answerOf<Value>(result: Result<Value>): Value {
  if (result.ok) return result.value;
  const { code, message } = result.error;
  if (code === 'journal-moved') throw new StorageError('moved', message);
  if (code === 'opened-elsewhere') throw new StorageError('elsewhere', message);
  if (code === 'learner-removed') throw new StorageError('removed', message);
  throw new HostError(result.error);
}

/** Entries that the host read after a sequence, as a page. */
export function pageOf(entries: readonly JournalEntry[], afterSequence: number): JournalPage {
  return { changes: entries.map(({ change }) => change), lastSequence: entries.at(-1)?.sequence ?? afterSequence };
}

/** The journal port of storage, over the host's operations. */
export function createJournalPort({ host, pageId: page }: Pick<AppContext, 'host' | 'pageId'>): JournalPort {
  return {
    page,
    async open(learnerId, cursor, turn) {
      const input = { learnerId, page, format: JOURNAL_FORMAT, cursor, turn };
      const opened = await host.invoke('journal.open', input);
      // Where the database has the record, a journal that can't be read for good is made anew: the host refuses that
      // for one that may be whole.
      if (cursor && !opened.ok && opened.error.code === 'journal-unreadable') {
        const renewed = await host.invoke('journal.renew', { learnerId, page, reason: 'rebuilt', above: cursor.epoch });
        if (renewed.ok) return answerOf(await host.invoke('journal.open', input));
      }
      return answerOf(opened);
    },
    async append(learnerId, cursor, changes) {
      return answerOf(await host.invoke('journal.append', { learnerId, page, cursor, changes }));
    },
    async read(learnerId, afterSequence) {
      const input = { learnerId, afterSequence, limit: ENTRIES_PER_PAGE };
      const { entries, state } = answerOf(await host.invoke('journal.read', input));
      return { ...pageOf(entries, afterSequence), epoch: state.epoch };
    },
    async renew(learnerId, reason, above) {
      return answerOf(await host.invoke('journal.renew', { learnerId, page, reason, above }));
    },
    async takeSnapshot(learnerId, reason) {
      answerOf(await host.invoke('snapshot.take', { learnerId, reason }));
    },
  };
}
