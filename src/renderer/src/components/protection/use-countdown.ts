import { computed, onScopeDispose, ref, type ComputedRef } from 'vue';

/** A wait that runs down by a clock that can't be set. */
export interface Countdown {
  /** Whole seconds left, 0 when it is over. */
  readonly seconds: ComputedRef<number>;
  /** Begins a wait of so many milliseconds. */
  readonly begin: (milliseconds: number) => void;
}

/** Counts a wait down, second by second; `over` is called when it ends. */
export function useCountdown(over: () => void): Countdown {
  const end = ref(0);
  const now = ref(performance.now());
  let timer: ReturnType<typeof setInterval> | undefined;

  function tick(): void {
    now.value = performance.now();
    if (now.value < end.value) return;
    clearInterval(timer);
    over();
  }

  function begin(milliseconds: number): void {
    clearInterval(timer);
    now.value = performance.now();
    end.value = now.value + milliseconds;
    if (milliseconds > 0) timer = setInterval(tick, 500);
  }

  onScopeDispose(() => {
    clearInterval(timer);
  });
  return { seconds: computed(() => Math.ceil(Math.max(0, end.value - now.value) / 1000)), begin };
}
