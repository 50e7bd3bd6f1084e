import { shallowRef, type ShallowRef } from 'vue';
import type { Learner } from '../../../../domain/learner/learner';
import { LearnerRegistry, type RegisteredLearner, toStorageError } from '../../storage';
import type { useAnnouncements } from '../host/announcements';

/** The learners whom this browser lists, as this window last read them. */
export interface LearnerDirectory {
  /** Last opened first. */
  readonly known: ShallowRef<readonly RegisteredLearner[]>;
  /** Reads the list anew. @throws StorageError */
  readonly listKnown: () => Promise<void>;
  /** Enters a learner, or brings the entry up to date. It is a directory only: where it can't be written the record is open all the same, and the failure is told. */
  readonly enter: (profile: Learner, lastOpenedAt: string, isProtected: boolean) => Promise<void>;
}

/** The list of learners, not read yet. */
export function createLearnerDirectory({
  notify,
}: Pick<ReturnType<typeof useAnnouncements>, 'notify'>): LearnerDirectory {
  const known = shallowRef<readonly RegisteredLearner[]>([]);

  async function listKnown(): Promise<void> {
    known.value = await new LearnerRegistry().list();
  }

  async function enter(profile: Learner, lastOpenedAt: string, isProtected: boolean): Promise<void> {
    try {
      await new LearnerRegistry().save({ id: profile.id, learner: profile, lastOpenedAt, isProtected });
      await listKnown();
    } catch (error) {
      notify('error', `storage.${toStorageError(error).code}`);
    }
  }

  return { known, listKnown, enter };
}
