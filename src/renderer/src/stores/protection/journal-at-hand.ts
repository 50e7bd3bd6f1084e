import type { HostClient } from '../../host/host-client';
import type { LearnerSession } from '../../storage';
import { createJournalPort } from '../host/journal-client';

/**
 * Sends what waits, and resolves where the host has the journal at hand. A change of the PIN that only this browser has
 * could be lost, and what the host has stored is rewritten.
 *
 * @throws StorageError; HostError where the host doesn't answer
 */
export async function journalAtHand(session: LearnerSession, host: HostClient): Promise<void> {
  await session.mirror.flush();
  await createJournalPort(host).state(session.learnerId);
}
