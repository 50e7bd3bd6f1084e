import { useIntervalFn } from '@vueuse/core';
import { computed, ref, type ComputedRef } from 'vue';

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
  const { pause, resume } = useIntervalFn(
    () => {
      now.value = performance.now();
      if (now.value < end.value) return;
      pause();
      over();
    },
    500,
    { immediate: false },
  );

  function begin(milliseconds: number): void {
    pause();
    now.value = performance.now();
    end.value = now.value + milliseconds;
    if (milliseconds > 0) resume();
  }

  return { seconds: computed(() => Math.ceil(Math.max(0, end.value - now.value) / 1000)), begin };
}

/** A text of the interface with its values. */
export type TextWithValues = readonly [key: string, values: Readonly<Record<string, number>>];

/** Seconds from which a wait is shown in minutes too: nobody works out what 900 seconds are. */
const MINUTES_FROM = 120;

/** How long until the next try of a PIN is taken. @param seconds whole ones that are left */
export function waitText(seconds: number): TextWithValues {
  return seconds < MINUTES_FROM
    ? ['lock.wait', { seconds }]
    : ['lock.waitMinutes', { minutes: Math.floor(seconds / 60), seconds: seconds % 60 }];
}
