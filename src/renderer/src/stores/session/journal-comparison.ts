import { mergeProfiles } from '../../../../domain/learner/profile-edits';
import type { LearnerSession } from '../../storage';
import type { Announcements } from '../host/announcements';
import { tellComparison } from './record-notices';
import type { SessionMachine } from './session-machine';

/**
 * Compares database and journal until both hold the same, and shows what that changed, unless another session is
 * current by then.
 *
 * @returns true where the record was reset to an earlier state: whoever shows it must open it again
 * @throws StorageError, HostError
 */
export async function reconcileWithJournal(
  session: LearnerSession,
  machine: SessionMachine,
  announcements: Announcements,
): Promise<boolean> {
  const before = machine.record?.session;
  const report = await session.reconcile();
  // An opening that it took too long for shows the record by now.
  if (machine.record?.session !== before && machine.record?.session !== session) return false;
  tellComparison(announcements, report);
  const { unfinished } = await session.protection.state();
  if (report.outcome === 'restored' || report.rebuilt || unfinished) machine.markChanged();
  return report.outcome === 'reset';
}

/** Shows the profile as another browser changed it. @throws StorageError */
export async function followProfile(session: LearnerSession, machine: SessionMachine): Promise<void> {
  const profile = await session.profile.learner();
  const { record } = machine;
  if (profile && machine.state.phase === 'open' && record?.session === session)
    machine.change({ session }, { learner: mergeProfiles(profile, record.learner) });
}
