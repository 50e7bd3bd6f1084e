import { useIntervalFn } from '@vueuse/core';
import { computed, ref, type ComputedRef } from 'vue';

/** A countdown by a clock that can't be set. */
export interface Countdown {
  /** Whole seconds left, 0 at the end. */
  readonly seconds: ComputedRef<number>;
  /** Starts a countdown of so many milliseconds. */
  readonly begin: (milliseconds: number) => void;
}

/** A countdown in seconds; `over` is called when it ends. */
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

/** Seconds from which a wait is shown in minutes too: "900 seconds" is hard to read. */
const MINUTES_FROM = 120;

/** The text of how long until the next PIN try is allowed. @param seconds whole ones that are left */
export function waitText(seconds: number): TextWithValues {
  return seconds < MINUTES_FROM
    ? ['lock.wait', { seconds }]
    : ['lock.waitMinutes', { minutes: Math.floor(seconds / 60), seconds: seconds % 60 }];
}
