import { DEFAULT_PREFERENCES, type Learner } from '../../../../domain/learner/learner';
import type { HostClient } from '../../host/host-client';
import { listLearnerDatabases, openLearnerSession, type OpeningOptions, type SessionEvents } from '../../storage';
import { createJournalPort, listJournals, type ListedJournal } from '../host/journal-client';
import { SOURCE_LANGUAGE } from '../../../../domain/text/language';

/** How databases are opened to see whose they are: told where another window stands in the way of an upgrade. */
export type Discovering = Pick<OpeningOptions, 'signal' | 'onStep'> & Pick<SessionEvents, 'onBlocked'>;

/**
 * Learners of whom this computer knows though the browser's registry doesn't list them: from the host's journals, then from databases. Only when registry,
 * journals and databases are all empty is there no learner here.
 *
 * @param isKnown true for ids that needn't be looked for: listed, or being removed
 * @throws HostError when the journals can't be listed; StorageError when a database can't be read; the signal's reason
 */
export async function discoverLearners(
  host: HostClient,
  isKnown: (learnerId: string) => boolean,
  { onBlocked, ...options }: Discovering = {},
): Promise<readonly Learner[]> {
  const journals = await listJournals(host);
  const found = journals
    .map(learnerOf)
    .filter((candidate) => candidate !== null)
    .filter(({ id }) => !isKnown(id));
  const unlisted = [...(await listLearnerDatabases()).keys()].filter(
    (id) => !isKnown(id) && !found.some((candidate) => candidate.id === id),
  );
  for (const id of unlisted) {
    const opened = await openLearnerSession(id, createJournalPort(host), onBlocked ? { onBlocked } : {}, options);
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

/** The learner that a journal belongs to, or null for one in which nothing was ever written. A name, or a journal, that can't be read makes nobody of no one. */
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

/** Stands for a learner whose record is there and whose profile is not; older than any real profile, so that one found later wins. */
export function unnamedLearner(id: string): Learner {
  const never = new Date(0).toISOString();
  return {
    id,
    latinName: '',
    khmerName: '',
    language: SOURCE_LANGUAGE,
    preferences: DEFAULT_PREFERENCES,
    createdAt: never,
    updatedAt: never,
  };
}
