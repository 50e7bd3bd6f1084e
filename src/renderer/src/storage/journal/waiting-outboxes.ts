import { JournalMirror } from './mirror';
import type { JournalPort } from './port';
import { learnerDatabaseName, listLearnerDatabases, withLearnerDatabase } from '../database/generations';
import { readKeys } from '../protection/protection-store';
import { NATIVE_VERSION_FACTOR, LEARNER_SCHEMA_VERSION } from '../database/schema-versions';

/**
 * Sends the outboxes of learners whose record isn't open, e.g. because the host was unreachable when they stopped: that
 * shouldn't wait until they return. A database of another version, or one whose sealing isn't finished, is left to
 * its own learner's next start. What can't be sent now stays in the outbox.
 *
 * @param isElsewhere true for a learner to skip: open in this window, or being removed
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
    // Not as a session: the next generation of a damaged database is started only when its own learner opens it.
    await withLearnerDatabase(learnerId, async (database) => {
      // What waits may still have to be sealed, which takes a PIN.
      if ((await readKeys(database)).some(({ begun }) => begun)) return;
      const mirror = new JournalMirror(database, learnerId, port);
      if ((await mirror.waiting()) > 0) await mirror.flush();
    });
  } catch {
    // The current learner can't do anything about another one's record; their own next start reports it.
  }
}
