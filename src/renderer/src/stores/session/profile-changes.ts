import { newId, nowIso, type AppContext } from '../../app-context';
import { changedLearner, newerProfile, type Learner, type LearnerChange } from '../../../../domain/learner/learner';
import type { LearnerSession } from '../../storage';

/** A record at work, with its profile. */
export interface RecordAtWork {
  readonly opened: LearnerSession;
  readonly profile: Learner;
}

/**
 * Makes the one way to save changes of the profile at work. A change that comes while another is being saved builds on that one: two settings changed within a moment
 * must both stand. The database keeps them in the order of the calls. What it returns throws StorageError; nothing was saved then.
 *
 * @param atWork the record that is open, or null where none is
 * @param kept is told the whole profile as saved
 */
export function createProfileChanges(
  context: AppContext,
  {
    atWork,
    kept,
  }: {
    readonly atWork: () => RecordAtWork | null;
    readonly kept: (opened: LearnerSession, saved: Learner) => Promise<void>;
  },
): (change: LearnerChange) => Promise<void> {
  let underWay: RecordAtWork | null = null;
  return async (change) => {
    const present = atWork();
    if (!present) return;
    const { opened, profile } = present;
    const base = underWay?.opened === opened ? newerProfile(underWay.profile, profile) : profile;
    const mine = { opened, profile: changedLearner(base, change, nowIso(context)) };
    underWay = mine;
    try {
      await opened.profile.saveLearner(mine.profile, newId(context));
    } finally {
      if (underWay === mine) underWay = null;
    }
    await kept(opened, mine.profile);
  };
}
