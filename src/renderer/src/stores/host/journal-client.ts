import type { OperationError } from '../../../../contract/result';
import type { HostClient } from '../../host/host-client';
import { type JournalPort, type JournalState, StorageError } from '../../storage';
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

/** Errors that storage distinguishes become a StorageError. */
function refusal(error: OperationError): Error {
  if (error.code === 'journal-restored') return new StorageError('superseded', error.message);
  if (error.code === 'learner-removed') return new StorageError('removed', error.message);
  return new HostError(error);
}

/** The journal port of storage, over the host's operations. */
export function createJournalPort(host: HostClient): JournalPort {
  return {
    async state(learnerId) {
      const result = await host.invoke('journal.state', { learnerId });
      if (!result.ok) throw refusal(result.error);
      return result.value;
    },
    async append(learnerId, changes, epoch) {
      const result = await host.invoke('journal.append', {
        learnerId,
        changes,
        ...(epoch === undefined ? {} : { epoch }),
      });
      if (!result.ok) throw refusal(result.error);
      return result.value;
    },
    async read(learnerId, afterSequence) {
      const result = await host.invoke('journal.read', { learnerId, afterSequence, limit: ENTRIES_PER_PAGE });
      if (!result.ok) throw refusal(result.error);
      const { entries } = result.value;
      return {
        changes: entries.map(({ change }) => change),
        lastSequence: entries.at(-1)?.sequence ?? afterSequence,
      };
    },
    async takeSnapshot(learnerId, reason) {
      const result = await host.invoke('snapshot.take', { learnerId, reason });
      if (!result.ok) throw refusal(result.error);
    },
  };
}
