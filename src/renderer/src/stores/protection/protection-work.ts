import { defineStore } from 'pinia';
import { computed, shallowRef, watch } from 'vue';
import { useAppContext } from '../../app-context';
import type { LearnerSession, RecordCipher } from '../../storage';
import { useAnnouncements } from '../host/announcements';
import { failureOf } from '../host/host-error';
import { useSession } from '../session/session';
import { createRewritingPort } from '../host/rewriting-client';

/** Progress of sealing or opening a record. */
export type ProtectionProgress =
  | { readonly phase: 'idle' | 'done' }
  | { readonly phase: 'working'; readonly rows: number }
  | { readonly phase: 'stopped'; readonly code: string };

/** Seals or opens all that is stored of a record until it matches its keys. */
export const useProtectionWork = defineStore('protection-work', () => {
  const context = useAppContext();
  const sessionStore = useSession();
  const announcements = useAnnouncements();
  const progress = shallowRef<ProtectionProgress>({ phase: 'idle' });
  const isWorking = computed(() => progress.value.phase === 'working');
  let running: Promise<void> = Promise.resolve();

  watch(
    () => sessionStore.current?.learnerId,
    () => {
      progress.value = { phase: 'idle' };
    },
    { flush: 'sync' },
  );

  // After a reset the same learner has a new session: the work of the old session is dropped, and resumed here.
  watch(
    () => sessionStore.current,
    (session, before) => {
      if (!session || session.learnerId !== before?.learnerId || !isWorking.value) return;
      progress.value = { phase: 'idle' };
      void resume(session);
    },
  );

  // What the journal brought in after the unlock may be plaintext, where one from before the PIN was put in its place.
  watch(
    () => sessionStore.recordChanged,
    () => {
      if (sessionStore.current?.cipher()) void resume(sessionStore.current);
    },
  );

  /** Call before the keys change: the outcome for the old keys must not be shown for the new ones. */
  function resetProgress(): void {
    if (!isWorking.value) progress.value = { phase: 'idle' };
  }

  /**
   * Seals or opens every note that doesn't match the keys; resolves when work that runs already has ended. An
   * interruption is shown and loses nothing; the next unlock continues.
   */
  function finish(): Promise<void> {
    const session = sessionStore.current;
    const cipher = session?.cipher();
    if (session && cipher && !isWorking.value) running = work(session, cipher);
    return running;
  }

  async function work(session: LearnerSession, cipher: RecordCipher): Promise<void> {
    let rows = 0;
    progress.value = { phase: 'working', rows };
    let failure: unknown = null;
    try {
      await session.reseal(cipher, createRewritingPort(context), (count) => {
        rows += count;
        if (sessionStore.isCurrent(session)) progress.value = { phase: 'working', rows };
      });
    } catch (error) {
      failure = error;
    }
    if (!sessionStore.isCurrent(session)) return;
    // The key of an earlier PIN was found meanwhile.
    const present = session.cipher();
    if (present && present !== cipher) return work(session, present);
    if (failure) {
      progress.value = { phase: 'stopped', code: failureOf(failure).code };
      announcements.notify('warning', cipher.seals ? 'sealingUnfinished' : 'openingUnfinished');
    } else {
      progress.value = { phase: 'done' };
      if (!cipher.seals) session.useCipher(null);
    }
  }

  /** Finishes what is known to be unfinished. Never rejects. */
  async function resume(session: LearnerSession): Promise<void> {
    // Where the state can't be read, the next unlock does the rest.
    const state = await session.protection.state().catch(() => null);
    if (state?.unfinished && sessionStore.isCurrent(session)) await finish();
  }

  return { progress, isWorking, resetProgress, finish, resume };
});
