import { isObject, isWhole } from '../json/json-value';

/** A reading of the host's clock, which nobody can set. Readings of different runs can't be compared. */
export interface SteadyReading {
  readonly run: string;
  /** Since that run began. */
  readonly milliseconds: number;
}

/** Wrong tries at a key since it was last opened; counted by the host, so that reloading the page clears none. */
export interface UnlockTries {
  readonly failures: number;
  /** Milliseconds since 1970 of the last wrong one, by this computer's clock. */
  readonly lastAt: number;
  /** The steady clock at that moment. */
  readonly steady: SteadyReading;
}

/**
 * Seconds to wait after so many wrong tries: four are free, since everybody mistypes; then each costs more, an hour at
 * most.
 */
const WAITS: readonly number[] = [0, 0, 0, 0, 0, 30, 60, 120, 300, 900];
const LONGEST_WAIT = 3_600;

/** Tries as they were stored, or null where that can't be read. */
export function readTries(value: unknown): UnlockTries | null {
  const fits =
    isObject(value) &&
    isWhole(value['failures'], 0, 1_000_000) &&
    isWhole(value['lastAt'], 0, Number.MAX_SAFE_INTEGER) &&
    isObject(value['steady']) &&
    typeof value['steady']['run'] === 'string' &&
    isWhole(value['steady']['milliseconds'], 0, Number.MAX_SAFE_INTEGER);
  return fits ? (value as unknown as UnlockTries) : null;
}

/** One more wrong try. @param now milliseconds since 1970 */
export function afterWrongTry(tries: UnlockTries | null, now: number, steady: SteadyReading): UnlockTries {
  return { failures: (tries?.failures ?? 0) + 1, lastAt: now, steady };
}

/** Seconds that so many wrong tries cost. */
export function waitAfter(failures: number): number {
  return WAITS[failures] ?? LONGEST_WAIT;
}

/**
 * Milliseconds until the next try is taken, 0 where it is accepted now. Within one run of the host its own clock
 * counts. After a restart only the computer's clock is left: wherever it was set, it can't make the wait longer than it
 * was, and it allows one early try. What protects the notes is the cost of a try.
 */
export function waitLeft(tries: UnlockTries | null, now: number, steady: SteadyReading): number {
  if (!tries) return 0;
  const { lastAt, steady: then } = tries;
  const passed =
    then.run === steady.run ? Math.max(0, steady.milliseconds - then.milliseconds) : Math.abs(now - lastAt);
  return Math.max(0, waitAfter(tries.failures) * 1000 - passed);
}
