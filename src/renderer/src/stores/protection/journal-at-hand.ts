import type { LearnerSession } from '../../storage';

/**
 * Sends what waits, and resolves where the host has the journal at hand. A change of the PIN that only this browser has
 * could be lost, and what the host has stored is rewritten.
 *
 * @throws StorageError; HostError where the host doesn't answer
 */
export async function journalAtHand({ sync }: LearnerSession): Promise<void> {
  await sync.flush();
  await sync.open();
}
