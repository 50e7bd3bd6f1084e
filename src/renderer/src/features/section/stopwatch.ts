/** Measures time that may be interrupted. */
export interface Stopwatch {
  readonly isRunning: () => boolean;
  readonly run: () => void;
  readonly pause: () => void;
  /** Counts from zero again, running or not as before. */
  readonly reset: () => void;
  /** Subtracts a used part of the time. */
  readonly subtract: (milliseconds: number) => void;
  readonly milliseconds: () => number;
}

/**
 * A stopwatch at zero that doesn't run. It reads the computer's clock, which can be set back: the measured time never
 * decreases.
 */
export function createStopwatch(now: () => number): Stopwatch {
  let counted = 0;
  let since: number | null = null;

  function settle(): void {
    if (since === null) return;
    const at = now();
    counted += Math.max(0, at - since);
    since = at;
  }

  return {
    isRunning: () => since !== null,
    run() {
      since ??= now();
    },
    pause() {
      settle();
      since = null;
    },
    reset() {
      settle();
      counted = 0;
    },
    subtract(milliseconds) {
      counted = Math.max(0, counted - milliseconds);
    },
    milliseconds() {
      settle();
      return counted;
    },
  };
}
