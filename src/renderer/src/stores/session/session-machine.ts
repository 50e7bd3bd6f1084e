import { defineStore } from 'pinia';
import { computed, ref, shallowRef } from 'vue';
import { useAnnouncements } from '../host/announcements';
import { recordOf, type HeldRecord, type SessionState } from './session-state';

/** The state of this window's session. Written by the files of this folder alone; everything else reads it through `useSession`. */
export const useSessionMachine = defineStore('session-machine', () => {
  const announcements = useAnnouncements();
  const state = shallowRef<SessionState>({ phase: 'opening' });
  const record = computed(() => recordOf(state.value));

  /** Enters a state. A record that it doesn't hold any more is closed, and the notices of a learner who isn't at work any more go. */
  function enter(next: SessionState): void {
    const before = record.value;
    const after = recordOf(next);
    if (before && before.session !== after?.session) before.session.close();
    state.value = next;
    if (before && (!after || next.phase === 'locked')) announcements.clear();
  }

  /** Changes what is known of the record that is held; nothing where it isn't held any more. */
  function change({ session }: Pick<HeldRecord, 'session'>, changed: Partial<Omit<HeldRecord, 'session'>>): void {
    const now = state.value;
    if ('record' in now && now.record?.session === session)
      state.value = { ...now, record: { ...now.record, ...changed } };
  }

  /** Counts changes that came from elsewhere than this window's own actions; the stores read again at each. */
  const changes = ref(0);
  function recordChanged(): void {
    changes.value += 1;
  }

  /** True where a learner's record is held, whether it is open or locked. */
  const holds = (learnerId: string): boolean => record.value?.session.learnerId === learnerId;

  return { state, record, changes, enter, change, recordChanged, holds };
});
