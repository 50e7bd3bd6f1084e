import { watch } from 'vue';

/**
 * Locks the other windows of the same learner. Each learner has a channel, so that a lock never reaches the windows of
 * others. The message is empty.
 *
 * @param learnerId whose record is open in this window; null where none is
 * @param onLocked another window of the learner was locked, or its PIN changed
 * @returns locks the other windows
 */
export function createLockChannel(learnerId: () => string | null, onLocked: () => void): () => void {
  let channel: BroadcastChannel | null = null;
  watch(
    learnerId,
    (id) => {
      channel?.close();
      channel = id === null ? null : new BroadcastChannel(`child-justice-series-lock-${id}`);
      if (channel) channel.onmessage = onLocked;
    },
    { immediate: true, flush: 'sync' },
  );
  return () => channel?.postMessage('');
}
