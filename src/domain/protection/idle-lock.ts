/** Minutes without input after which a protected record locks itself, as offered; 0 means never. */
export const AUTO_LOCK_CHOICES: readonly number[] = [5, 15, 30, 60, 0];

/** Minutes where the learner chose none. */
export const DEFAULT_AUTO_LOCK_MINUTES = 15;

/**
 * A moment by two clocks, in milliseconds: the computer's, which runs on during sleep and can be set, and one that
 * can't be set and may stop during sleep.
 */
export interface Moment {
  readonly wall: number;
  readonly steady: number;
}

/**
 * Milliseconds between two moments: the longer of the two clocks' times, so that neither sleep nor a clock set back
 * keeps a record open.
 */
function timeBetween(since: Moment, now: Moment): number {
  return Math.max(0, now.wall - since.wall, now.steady - since.steady);
}

/** True where there was no input for as long as the learner chose. */
export function isIdleTooLong(lastInput: Moment, now: Moment, minutes: number): boolean {
  return minutes > 0 && timeBetween(lastInput, now) >= minutes * 60_000;
}

/** The learner's choice, or the default where there is none or it is invalid. */
export function autoLockMinutes({ autoLockMinutes: chosen }: { readonly autoLockMinutes?: number }): number {
  return chosen !== undefined && AUTO_LOCK_CHOICES.includes(chosen) ? chosen : DEFAULT_AUTO_LOCK_MINUTES;
}
