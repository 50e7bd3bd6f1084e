import { newerProfile } from '../../../../domain/learner/learner';
import type { LearnerSession } from '../../storage';
import type { useSessionMachine } from './session-machine';

/**
 * Shows the profile as another browser changed it. Returns false where another browser set a PIN, or removed the one
 * with which the record was opened: this window's key is not the record's any more.
 *
 * @throws StorageError
 */
export async function followProfileAndKeys(
  session: LearnerSession,
  machine: ReturnType<typeof useSessionMachine>,
): Promise<boolean> {
  const profile = await session.profile.learner();
  const { record } = machine;
  if (profile && machine.state.phase === 'open' && record?.session === session)
    machine.change({ session }, { learner: newerProfile(profile, record.learner) });
  return session.protection.isOpenedWith(session.cipher());
}
