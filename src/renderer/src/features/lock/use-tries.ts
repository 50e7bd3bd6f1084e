import { computed, onMounted, ref, type ComputedRef, type Ref } from 'vue';
import { useCountdown, waitText } from '../../components/protection/use-countdown';
import { HostError } from '../../stores/host/host-error';
import { useAnnouncements } from '../../stores/host/announcements';
import type { TryOutcome } from '../../stores/protection/pin-tries';
import { useUnlock } from '../../stores/protection/unlock';

/** Tries at a lock, and the texts about them. */
export interface Tries {
  readonly state: Ref<'idle' | 'wrong' | 'uncounted' | 'failed'>;
  /** Seconds until the next try is allowed. */
  readonly seconds: ComputedRef<number>;
  readonly busy: ComputedRef<boolean>;
  /** Makes a try unless one is under way or has to wait; true where it opened. */
  readonly attempt: (make: () => Promise<TryOutcome>) => Promise<boolean>;
}

/** After wrong tries the next one is delayed; the remaining time is shown and announced. */
export function useTries(): Tries {
  const unlock = useUnlock();
  const announcements = useAnnouncements();
  const state = ref<'idle' | 'wrong' | 'uncounted' | 'failed'>('idle');
  const { seconds, begin } = useCountdown(() => {
    announcements.say('lock.again');
  });

  function wait(milliseconds: number): void {
    begin(milliseconds);
    if (milliseconds > 0) announcements.say(...waitText(seconds.value));
  }

  async function attempt(make: () => Promise<TryOutcome>): Promise<boolean> {
    if (unlock.busy || seconds.value > 0) return false;
    state.value = 'idle';
    try {
      const result = await make();
      if (result.outcome === 'open') return true;
      if (result.outcome === 'wrong') state.value = 'wrong';
      wait(result.wait);
    } catch (error) {
      // Of the host a try asks nothing but to count it.
      state.value = error instanceof HostError ? 'uncounted' : 'failed';
    }
    return false;
  }

  onMounted(async () => {
    wait(await unlock.wait().catch(() => 0));
  });
  return { state, seconds, busy: computed(() => unlock.busy), attempt };
}
