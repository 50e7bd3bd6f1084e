import { newId, nowIso, type AppContext } from '../../app-context';
import { newLearner, type Learner } from '../../../../domain/learner/learner';
import { type JournalPort, openLearnerSession, type LearnerSession, type SessionEvents } from '../../storage';

/** Makes a learner with a record that holds their profile. @throws StorageError; nothing stays open then */
export async function beginRecord(
  context: AppContext,
  port: JournalPort,
  eventsOf: (learnerId: string) => SessionEvents,
  names: { readonly latinName: string; readonly khmerName: string },
): Promise<{ readonly opened: LearnerSession; readonly profile: Learner }> {
  const profile = newLearner(newId(context), names, nowIso(context));
  const opened = await openLearnerSession(profile.id, port, eventsOf(profile.id));
  try {
    await opened.profile.saveLearner(profile, newId(context));
  } catch (error) {
    opened.close();
    throw error;
  }
  return { opened, profile };
}
