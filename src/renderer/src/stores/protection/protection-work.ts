import { defineStore } from 'pinia';
import { computed, shallowRef, watch } from 'vue';
import { useAppContext } from '../../app-context';
import { type LearnerSession, toStorageError } from '../../storage';
import { useAnnouncements } from '../host/announcements';
import { HostError } from '../host/host-error';
import { useSession } from '../session/session';
import { createRewritingPort } from '../host/rewriting-client';

/** How far the sealing or opening of a record is. */
export type ProtectionProgress =
  | { readonly phase: 'idle' | 'done' }
  | { readonly phase: 'working'; readonly rows: number }
  | { readonly phase: 'stopped'; readonly code: string };

/** Brings a record into the state that its keys say. */
export const useProtectionWork = defineStore('protection-work', () => {
  const context = useAppContext();
  const sessionStore = useSession();
  const announcements = useAnnouncements();
  const progress = shallowRef<ProtectionProgress>({ phase: 'idle' });
  const isWorking = computed(() => progress.value.phase === 'working');

  watch(
    () => sessionStore.current?.learnerId,
    () => {
      progress.value = { phase: 'idle' };
    },
    { flush: 'sync' },
  );

  // A record that was set back is open anew under the same learner: of what was begun before nothing more is heard, and what it left is done here.
  watch(
    () => sessionStore.current,
    (session, before) => {
      if (!session || session.learnerId !== before?.learnerId || !isWorking.value) return;
      progress.value = { phase: 'idle' };
      void goOn(session);
    },
  );

  // What came from the journal may have been written in clear by a browser that didn't know of the PIN yet.
  watch(
    () => sessionStore.recordChanged,
    () => void sealWhatCame(),
  );

  /** To be called before the keys change: what was done last was done for the keys before, and must not be told as done for the new ones. */
  function beginAnew(): void {
    if (!isWorking.value) progress.value = { phase: 'idle' };
  }

  /** Seals or opens whatever doesn't stand as it should. Stopped, it is told, nothing is lost, and the next unlock goes on. */
  async function finish(): Promise<void> {
    const session = sessionStore.current;
    const cipher = session?.cipher();
    if (!session || !cipher || isWorking.value) return;
    let rows = 0;
    progress.value = { phase: 'working', rows };
    try {
      await session.conform(cipher, createRewritingPort(context.host), (count) => {
        rows += count;
        if (sessionStore.isCurrent(session)) progress.value = { phase: 'working', rows };
      });
      if (!sessionStore.isCurrent(session)) return;
      progress.value = { phase: 'done' };
      if (!cipher.seals) session.useCipher(null);
    } catch (error) {
      if (!sessionStore.isCurrent(session)) return;
      const code = error instanceof HostError ? error.code : toStorageError(error).code;
      progress.value = { phase: 'stopped', code };
      announcements.notify('warning', cipher.seals ? 'sealingUnfinished' : 'openingUnfinished');
    }
  }

  async function sealWhatCame(): Promise<void> {
    const session = sessionStore.current;
    if (session?.cipher()?.seals) await goOn(session);
  }

  async function goOn(session: LearnerSession): Promise<void> {
    // Where that can't be told, the next unlock sees to it.
    const state = await session.protection.state().catch(() => null);
    if (state?.unfinished && sessionStore.isCurrent(session)) await finish();
  }

  return { progress, isWorking, beginAnew, finish };
});
