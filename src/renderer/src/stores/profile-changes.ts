import { changedLearner, newerProfile, type Learner, type LearnerChange } from '../../../domain/learner';
import type { LearnerSession } from '../storage/learner-session';

/** Saves a change of the profile and returns the whole profile as saved. @throws StorageError; nothing was saved then */
export type SaveProfileChange = (opened: LearnerSession, current: Learner, change: LearnerChange, stamp: { readonly now: string; readonly changeId: string }) => Promise<Learner>;

/**
 * Makes the one way to save changes of a profile. A change that comes while another is being saved builds on that one: two settings changed within a moment must
 * both stand. The database keeps them in the order of the calls.
 */
export function createProfileChanges(): SaveProfileChange {
  let underWay: { readonly opened: LearnerSession; readonly profile: Learner } | null = null;
  return async (opened, current, change, { now, changeId }) => {
    const base = underWay?.opened === opened ? newerProfile(underWay.profile, current) : current;
    const mine = { opened, profile: changedLearner(base, change, now) };
    underWay = mine;
    try {
      await opened.profile.saveLearner(mine.profile, changeId);
      return mine.profile;
    } finally {
      if (underWay === mine) underWay = null;
    }
  };
}
