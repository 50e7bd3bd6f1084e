import { shallowRef, type ShallowRef } from 'vue';
import type { Learner } from '../../../domain/learner';
import { LearnerRegistry, type RegisteredLearner } from '../storage/learner-registry';

/** The learners whom this browser lists, as this window last read them. */
export interface LearnerDirectory {
  /** Last opened first. */
  readonly known: ShallowRef<readonly RegisteredLearner[]>;
  /** Reads the list anew. @throws StorageError */
  readonly listKnown: () => Promise<void>;
  /** Enters a learner, or brings the entry up to date. @throws StorageError */
  readonly enter: (profile: Learner, lastOpenedAt: string, isProtected: boolean) => Promise<void>;
}

/** The list of learners, not read yet. */
export function createLearnerDirectory(): LearnerDirectory {
  const known = shallowRef<readonly RegisteredLearner[]>([]);

  async function listKnown(): Promise<void> {
    known.value = await new LearnerRegistry().list();
  }

  async function enter(profile: Learner, lastOpenedAt: string, isProtected: boolean): Promise<void> {
    await new LearnerRegistry().save({ id: profile.id, learner: profile, lastOpenedAt, isProtected });
    await listKnown();
  }

  return { known, listKnown, enter };
}
