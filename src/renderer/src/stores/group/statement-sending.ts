import { defineStore } from 'pinia';
import { computed, ref, shallowRef, watch } from 'vue';
import type { Halt, Sending } from '../../../../contract/learning-record-store';
import type { GroupStatement } from '../../../../domain/exports/group-statements';
import { useAppContext } from '../../app-context';
import { failureOf, valueOf, type Failure } from '../host/host-error';
import { useSession } from '../session/session';
import { NOTHING_SENT, sendInBatches, type SendingCounts, type SendingPause } from './sending-loop';

/** How a sending stands; `halted` where the store ended it, with something left. */
export type SendingWork =
  | { readonly phase: 'idle' | 'sent' | 'cancelled' }
  | { readonly phase: 'sending'; readonly pause: SendingPause | null }
  | { readonly phase: 'halted'; readonly reason: Halt['reason'] }
  | ({ readonly phase: 'failed' } & Failure);

/** The sending of a group's statements to a learning record store. Address and password are kept nowhere. */
export const useStatementSending = defineStore('statement-sending', () => {
  const { host } = useAppContext();
  const sessionStore = useSession();
  const work = shallowRef<SendingWork>({ phase: 'idle' });
  const counts = shallowRef<SendingCounts>(NOTHING_SENT);
  const total = ref(0);
  const isSending = computed(() => work.value.phase === 'sending');
  let running = new AbortController();
  watch(() => sessionStore.current, clear);

  /** Sends statements, one sending at a time. Never rejects. */
  async function send(
    statements: readonly GroupStatement[],
    store: Pick<Sending, 'address' | 'username' | 'password'>,
  ): Promise<void> {
    if (isSending.value) return;
    const mine = new AbortController();
    running = mine;
    const { signal } = mine;
    const sendingId = crypto.randomUUID();
    // The host has a batch that it may be sending in parts.
    signal.addEventListener('abort', () => void host.invoke('learning-record-store.cancel', { sendingId }));
    counts.value = NOTHING_SENT;
    total.value = statements.length;
    work.value = { phase: 'sending', pause: null };
    try {
      const halt = await sendInBatches(statements, {
        send: async (batch) => {
          signal.throwIfAborted();
          return valueOf(
            await host.invoke('learning-record-store.send', { ...store, sendingId, statements: [...batch] }),
          );
        },
        wait: (milliseconds) => wait(milliseconds, signal),
        onProgress: (progress, pause) => {
          if (signal.aborted) return;
          counts.value = progress;
          work.value = { phase: 'sending', pause };
        },
      });
      if (!signal.aborted) work.value = halt === null ? { phase: 'sent' } : { phase: 'halted', reason: halt };
    } catch (error) {
      if (!signal.aborted) work.value = { phase: 'failed', ...failureOf(error) };
    }
  }

  /** Stops, also in the midst of a batch; what arrived all the same can be sent again. */
  function cancel(): void {
    if (!isSending.value) return;
    running.abort();
    work.value = { phase: 'cancelled' };
  }

  /** Stops, and forgets the outcome. */
  function clear(): void {
    cancel();
    work.value = { phase: 'idle' };
    counts.value = NOTHING_SENT;
  }

  return { work, counts, total, isSending, send, cancel, clear };
});

async function wait(milliseconds: number, signal: AbortSignal): Promise<void> {
  signal.throwIfAborted();
  await new Promise<void>((resolve, reject) => {
    const timer = setTimeout(resolve, milliseconds);
    signal.addEventListener('abort', () => {
      clearTimeout(timer);
      reject(signal.reason as Error);
    });
  });
}
