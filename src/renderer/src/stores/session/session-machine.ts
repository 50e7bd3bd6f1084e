import { defineStore } from 'pinia';
import { computed, ref, shallowRef } from 'vue';
import type { LearnerSession } from '../../storage';
import { useAnnouncements } from '../host/announcements';
import { nextState, recordOf, type HeldRecord, type SessionEvent, type SessionState } from './session-state';

/**
 * The state of this window's session. Only the files of this folder change it; everything else reads it through
 * `useSession`.
 */
export const useSessionMachine = defineStore('session-machine', () => {
  const announcements = useAnnouncements();
  const state = shallowRef<SessionState>({ phase: 'opening' });
  const record = computed(() => recordOf(state.value));
  /** The current session, also while it is being closed; null for a locked record. */
  const current = computed(() => (state.value.phase === 'locked' ? null : (record.value?.session ?? null)));

  /**
   * Changes the state as the table says. A record that the new state doesn't hold is closed, and its learner's notices
   * are cleared.
   *
   * @throws Error for an event that can't happen in this state
   */
  function send(event: SessionEvent): void {
    const before = record.value;
    const next = nextState(state.value, event);
    const after = recordOf(next);
    if (before && before.session !== after?.session) before.session.close();
    state.value = next;
    if (before && !after) announcements.clear();
  }

  /** Changes the held record; nothing where the state doesn't hold it any more. */
  function change({ session }: Pick<HeldRecord, 'session'>, changed: Partial<Omit<HeldRecord, 'session'>>): void {
    const now = state.value;
    if ('record' in now && now.record?.session === session)
      state.value = { ...now, record: { ...now.record, ...changed } };
  }

  /** Number of changes by something other than the stores (the journal, an import); they read again at each. */
  const changes = ref(0);
  /** Makes the stores read the record again. */
  function markChanged(): void {
    changes.value += 1;
  }

  /**
   * Makes every store and screen start again on the same record, which was set back: to them it is another session.
   */
  function renew(): void {
    const now = state.value;
    if (now.phase === 'open') state.value = { ...now, record: { ...now.record, session: { ...now.record.session } } };
  }

  /**
   * Whether a session, or none (null), is still the current one. Check it after every wait, before showing a result.
   */
  const isCurrent = (mine: LearnerSession | null): boolean => current.value === mine;

  /** True where a learner's record is held, open or locked. */
  const holds = (learnerId: string): boolean => record.value?.session.learnerId === learnerId;

  return { state, record, current, changes, send, change, markChanged, renew, isCurrent, holds };
});
