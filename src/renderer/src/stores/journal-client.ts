import type { HostClient } from '../host/host-client';
import type { JournalPort, JournalState } from '../storage/journal-port';
import { HostError } from './host-error';

const PAGE = 2_000;

/** A journal on this computer, as the host lists it. */
export interface ListedJournal {
  readonly state: JournalState;
  /** Newest profile as JSON text, or null. */
  readonly learner: string | null;
}

/** All journals of this computer. @throws HostError */
export async function listJournals(host: HostClient): Promise<readonly ListedJournal[]> {
  const result = await host.invoke('journal.list', {});
  if (!result.ok) throw new HostError(result.error);
  return result.value.journals;
}

/** The journal as storage wants it, over the host's operations. */
export function createJournalPort(host: HostClient): JournalPort {
  return {
    async state(learnerId) {
      const journals = await listJournals(host);
      return journals.find(({ state }) => state.learnerId === learnerId)?.state ?? null;
    },
    async append(learnerId, changes) {
      const result = await host.invoke('journal.append', { learnerId, changes: changes.map((change) => ({ ...change })) });
      if (!result.ok) throw new HostError(result.error);
      return result.value;
    },
    async read(learnerId, afterSequence) {
      const result = await host.invoke('journal.read', { learnerId, afterSequence, limit: PAGE });
      if (!result.ok) throw new HostError(result.error);
      const { entries } = result.value;
      return {
        changes: entries.map(({ change }) => change),
        lastSequence: entries.at(-1)?.sequence ?? afterSequence,
      };
    },
  };
}
