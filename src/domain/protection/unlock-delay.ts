import { isNumber, isObject, isWhole } from '../json/json-value';

/** A reading of the host's clock, which nobody can set. Readings of different runs can't be compared. */
export interface SteadyReading {
  readonly run: string;
  /** Since that run began. */
  readonly milliseconds: number;
}

/**
 * Wrong tries at a key since it was last opened; counted by the host and in the learner's database, so that reloading
 * the page doesn't clear them.
 */
export interface UnlockTries {
  readonly failures: number;
  /** Milliseconds since 1970 of the last wrong one, by this computer's clock; 0 where there was none. */
  readonly lastAt: number;
  /** The steady clock at that moment; absent where it couldn't be read. */
  readonly steady?: SteadyReading;
}

export const NO_TRIES: UnlockTries = { failures: 0, lastAt: 0 };

/**
 * Seconds to wait after so many wrong tries: four are free, since everybody mistypes; then each costs more, an hour at
 * most.
 */
const WAITS: readonly number[] = [0, 0, 0, 0, 0, 30, 60, 120, 300, 900];
const LONGEST_WAIT = 3_600;

/** Tries as they were stored, or none where that can't be read. */
export function readTries(value: unknown): UnlockTries {
  const fits =
    isObject(value) &&
    isWhole(value['failures'], 0, 1_000_000) &&
    isNumber(value['lastAt'], 0, Number.MAX_SAFE_INTEGER) &&
    (!Object.hasOwn(value, 'steady') || isReading(value['steady']));
  return fits ? (value as unknown as UnlockTries) : NO_TRIES;
}

function isReading(value: unknown): boolean {
  return isObject(value) && isRunName(value['run']) && isNumber(value['milliseconds'], 0, Number.MAX_SAFE_INTEGER);
}

function isRunName(value: unknown): boolean {
  return typeof value === 'string' && value.length > 0 && value.length <= 200;
}

/** One more wrong try; `now` is in milliseconds since 1970, `steady` null where that clock can't be read. */
export function afterWrongTry(tries: UnlockTries, now: number, steady: SteadyReading | null): UnlockTries {
  return { failures: tries.failures + 1, lastAt: now, ...(steady ? { steady } : {}) };
}

/**
 * The higher of two counts of the same tries, counted in two places. A try that an earlier run dated ahead of the clock
 * tells nothing of when it was: the clock was wrong then, or is now. Where no other date is known, its wait begins now;
 * the caller saves that, or it would begin anew each time and keep even the right PIN out for as long as the clock was
 * ahead.
 */
export function presentTries(
  one: UnlockTries,
  other: UnlockTries,
  now: number,
  steady: SteadyReading | null,
): UnlockTries {
  const isAhead = (tries: UnlockTries): boolean => tries.lastAt > now && !isOfRun(tries, steady);
  const lastAt = (tries: UnlockTries): number => (isAhead(tries) ? -1 : tries.lastAt);
  const isFirst = one.failures === other.failures ? lastAt(one) >= lastAt(other) : one.failures > other.failures;
  const worse = isFirst ? one : other;
  return isAhead(worse) ? { failures: worse.failures, lastAt: now, ...(steady ? { steady } : {}) } : worse;
}

function isOfRun({ steady: then }: UnlockTries, steady: SteadyReading | null): boolean {
  return then !== undefined && steady !== null && then.run === steady.run;
}

/** Seconds that so many wrong tries cost. */
export function waitAfter(failures: number): number {
  return WAITS[failures] ?? LONGEST_WAIT;
}

/**
 * Milliseconds until the next try is taken, 0 where it is accepted now. Within one run of the host its own clock
 * counts. After a restart only the computer's clock is left: set back, it can't make the wait longer than it was; set
 * forward, it allows one early try. What protects the notes is the cost of a try.
 */
export function waitLeft(
  { failures, lastAt, steady: then }: UnlockTries,
  now: number,
  steady: SteadyReading | null,
): number {
  const wait = waitAfter(failures) * 1000;
  const passed =
    then && steady && then.run === steady.run ? Math.max(0, steady.milliseconds - then.milliseconds) : now - lastAt;
  return Math.min(wait, Math.max(0, wait - passed));
}
