import { unnamedLearner, type Learner } from '../../../../domain/learner/learner';
import type { AppContext } from '../../app-context';
import { listLearnerDatabases, openLearnerSession, type OpeningOptions, type SessionEvents } from '../../storage';
import { createJournalPort, listJournals, type ListedJournal } from '../host/journal-client';

/** How databases are opened to find their owners; `onBlocked` is called where another window blocks an upgrade. */
export type Discovering = Pick<OpeningOptions, 'signal' | 'onStep'> & Pick<SessionEvents, 'onBlocked'>;

/**
 * Learners of this computer whom the browser's registry doesn't list: from the host's journals, then from databases.
 * Only when registry, journals and databases are all empty is there no learner here.
 *
 * @param isKnown true for ids to skip: listed, or being removed
 * @throws HostError when the journals can't be listed; StorageError when a database can't be read; the signal's reason
 */
export async function discoverLearners(
  context: Pick<AppContext, 'host' | 'pageId'>,
  isKnown: (learnerId: string) => boolean,
  { onBlocked, ...options }: Discovering = {},
): Promise<readonly Learner[]> {
  const journals = await listJournals(context.host);
  const found = journals
    .map(learnerOf)
    .filter((candidate) => candidate !== null)
    .filter(({ id }) => !isKnown(id));
  const unlisted = [...(await listLearnerDatabases()).keys()].filter(
    (id) => !isKnown(id) && !found.some((candidate) => candidate.id === id),
  );
  for (const id of unlisted) {
    const opened = await openLearnerSession(id, createJournalPort(context), onBlocked ? { onBlocked } : {}, options);
    try {
      const profile = await opened.profile.learner();
      if (profile) found.push(profile);
      else if (!(await opened.isEmpty())) found.push(unnamedLearner(id));
    } finally {
      opened.close();
    }
  }
  return found;
}

/**
 * The learner that a journal belongs to, or null for an empty one. Without a readable name or journal the learner is
 * unnamed, not missing.
 */
export function learnerOf({ learner, learnerId, state }: ListedJournal): Learner | null {
  const nothing = state?.count === 0 && state.damagedLines.length === 0;
  if (learner === null) return nothing ? null : unnamedLearner(learnerId);
  try {
    const value = JSON.parse(learner) as Learner | null;
    return value?.id === learnerId && typeof value.updatedAt === 'string' ? value : unnamedLearner(learnerId);
  } catch {
    return unnamedLearner(learnerId);
  }
}
