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

/** Seals or opens the rows of a record until they match its keys. */
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

  // Changes from the journal may be plain, written by a browser that didn't know of the PIN; or that one removed it.
  watch(
    () => sessionStore.recordChanged,
    () => void followChanges(),
  );

  /** Call before the keys change: the outcome for the old keys must not be shown for the new ones. */
  function resetProgress(): void {
    if (!isWorking.value) progress.value = { phase: 'idle' };
  }

  /**
   * Seals or opens every row that doesn't match the keys; resolves when work that runs already has ended. An
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
    const outcome = await session
      .reseal(cipher, createRewritingPort(context), (count) => {
        rows += count;
        if (sessionStore.isCurrent(session)) progress.value = { phase: 'working', rows };
      })
      .then(
        (isDone) => ({ isDone, error: null }),
        (error: unknown) => ({ isDone: false, error }),
      );
    if (!sessionStore.isCurrent(session)) return;
    // Keys were changed or found meanwhile: what is stored has to match these.
    const present = session.cipher();
    if (present && present !== cipher) return work(session, present);
    if (outcome.error) {
      progress.value = { phase: 'stopped', code: failureOf(outcome.error).code };
      announcements.notify('warning', cipher.seals ? 'sealingUnfinished' : 'openingUnfinished');
    } else if (outcome.isDone) {
      progress.value = { phase: 'done' };
      if (!cipher.seals) session.useCipher(null);
    } else progress.value = { phase: 'idle' };
  }

  async function followChanges(): Promise<void> {
    const session = sessionStore.current;
    if (session?.cipher()) await resume(session);
  }

  async function resume(session: LearnerSession): Promise<void> {
    // Where the state can't be read, the next unlock does the rest.
    const state = await session.protection.state().catch(() => null);
    if (state?.unfinished && sessionStore.isCurrent(session)) await finish();
  }

  return { progress, isWorking, resetProgress, finish };
});
