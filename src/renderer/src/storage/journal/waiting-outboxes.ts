import { JournalMirror } from './journal-mirror';
import type { JournalPort } from './journal-port';
import { learnerDatabaseName, listLearnerDatabases } from '../database/learner-database';
import { withLearnerDatabase } from '../database/bare-database';
import { NATIVE_VERSION_FACTOR, LEARNER_SCHEMA_VERSION } from '../database/schema-versions';

/**
 * Sends what learners who aren't at work left waiting for the journal, e.g. since the host was away when they stopped: it must not wait until they come back.
 * A database of another version is left for the start that opens it. What can't be sent now waits on.
 *
 * @param isElsewhere true for a learner who needn't be looked after: at work in this window, or being removed
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
    // Not as a session: a database that can't be read is left aside by its own learner's start, never by somebody else's.
    await withLearnerDatabase(learnerId, async (database) => {
      const mirror = new JournalMirror(database, learnerId, port);
      if ((await mirror.waiting()) > 0) await mirror.flush();
    });
  } catch {
    // Nobody here can do anything about another learner's record; their own next start tells them.
  }
}
