import { JournalMirror } from './mirror';
import type { JournalPort } from './port';
import { learnerDatabaseName, listLearnerDatabases, withLearnerDatabase } from '../database/generations';
import { NATIVE_VERSION_FACTOR, LEARNER_SCHEMA_VERSION } from '../database/schema-versions';

/**
 * Sends the outboxes of learners who aren't at work, e.g. since the host was away when they stopped: it must not wait until they come back.
 * A database of another version is left for the start that opens it. What can't be sent now waits on.
 *
 * @param isElsewhere true for a learner to be left out: at work in this window, or being removed
 */
export async function sendWaitingOutboxes(
  port: JournalPort,
  isElsewhere: (learnerId: string) => boolean,
): Promise<void> {
  const versions = new Map((await indexedDB.databases()).map(({ name, version }) => [name, version]));
  for (const [learnerId, generation] of await listLearnerDatabases()) {
    const isPresent =
      versions.get(learnerDatabaseName(learnerId, generation)) === LEARNER_SCHEMA_VERSION * NATIVE_VERSION_FACTOR;
    if (isPresent && !isElsewhere(learnerId)) await sendOne(learnerId, port);
  }
}

async function sendOne(learnerId: string, port: JournalPort): Promise<void> {
  try {
    // Not as a session: the next generation of a damaged database is started when its own learner opens it, never by somebody else's start.
    await withLearnerDatabase(learnerId, async (database) => {
      const mirror = new JournalMirror(database, learnerId, port);
      if ((await mirror.waiting()) > 0) await mirror.flush();
    });
  } catch {
    // Nobody here can do anything about another learner's record; their own next start reports it.
  }
}
