import { hasFields, isNumber, isWhole } from './shape-check';

/** Wrong tries since the last right one; kept in the learner's database, so that loading the page again doesn't forget them. */
export interface UnlockTries {
  readonly failures: number;
  /** Milliseconds since 1970 of the last wrong one, by this computer's clock; 0 where there was none. */
  readonly lastAt: number;
}

export const NO_TRIES: UnlockTries = { failures: 0, lastAt: 0 };

/** Seconds to wait after so many wrong tries: four are free, since fingers slip; then each costs more, an hour at most. */
const WAITS: readonly number[] = [0, 0, 0, 0, 0, 30, 60, 120, 300, 900];
const LONGEST_WAIT = 3_600;

/** Tries as they were stored, or none where that can't be read. */
export function readTries(value: unknown): UnlockTries {
  const fits = hasFields({ failures: isWhole(0, 1_000_000), lastAt: isNumber(0, Number.MAX_SAFE_INTEGER) })(value);
  return fits ? (value as UnlockTries) : NO_TRIES;
}

/** One more wrong try. */
export function afterWrongTry(tries: UnlockTries, now: number): UnlockTries {
  return { failures: tries.failures + 1, lastAt: now };
}

/** Seconds that so many wrong tries cost. */
export function waitAfter(failures: number): number {
  return WAITS[failures] ?? LONGEST_WAIT;
}

/**
 * Milliseconds until the next try is taken, 0 where it is taken now. A clock that was set back can't make the wait longer than it was to begin with. One set forward
 * ends it early, by one try: within a page the wait is counted by a clock that can't be set (`features/lock`), and what keeps the notes is the cost of a try.
 */
export function waitLeft({ failures, lastAt }: UnlockTries, now: number): number {
  const wait = waitAfter(failures) * 1000;
  return Math.min(wait, Math.max(0, lastAt + wait - now));
}
