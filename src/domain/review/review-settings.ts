import type { Preferences } from '../learner/learner';
import type { Series } from '../series/series';
import { isDay } from '../text/calendar-day';

/** How a learner wants to review; every part is kept with their preferences. */
export interface ReviewSettings {
  /** Share of the questions that should still be known when they are asked. */
  readonly retention: number;
  /** Questions in one sitting, at most. */
  readonly sitting: number;
  /** First day on which anything is due again, `YYYY-MM-DD`; null where the review isn't paused. */
  readonly pausedUntil: string | null;
}

/** The shares offered. Below, most is forgotten before it returns; above, each per cent costs many more reviews. */
export const RETENTIONS: readonly number[] = [0.8, 0.85, 0.9, 0.95];

/** The sizes of a sitting offered. */
export const SITTINGS: readonly number[] = [5, 10, 15, 20];

/** The pauses offered, in days. */
export const PAUSES: readonly number[] = [3, 7, 14, 30];

/** Weekly goals offered, in minutes. */
export const WEEK_GOALS: readonly number[] = [30, 60, 90, 120, 180, 240];

/**
 * The settings of a learner, with the defaults. Preferences come from files too: what isn't offered is taken as not
 * set.
 *
 * @param today `YYYY-MM-DD`; a pause that is over is none
 */
export function reviewSettings(preferences: Preferences, today: string): ReviewSettings {
  const { reviewRetention, reviewSitting, reviewPausedUntil } = preferences;
  const isPaused = isDay(reviewPausedUntil) && reviewPausedUntil > today;
  return {
    retention: offered(RETENTIONS, reviewRetention, 0.9),
    sitting: offered(SITTINGS, reviewSitting, 10),
    pausedUntil: isPaused ? reviewPausedUntil : null,
  };
}

/** Minutes that the learner wants to study in a week; null where they set no goal. */
export function weekGoal({ weekGoalMinutes }: Preferences): number | null {
  return offered(WEEK_GOALS, weekGoalMinutes, 0) || null;
}

/** The longest pause between two reviews, in days: once a year nothing is too well known. */
export const LONGEST_INTERVAL = 365;

/** Raised when the schedule of the same reviews changes: other parameters of FSRS, another rule. */
const SCHEDULE_VERSION = 2;

/** Everything but the cards that decides the queue. */
export interface QueueBasis {
  /** Schedule, course and settings, as a text. */
  readonly rules: string;
  /** The learner's calendar day, `YYYY-MM-DD`. */
  readonly day: string;
}

/** By what a queue is made on a day. */
export function queueBasis(
  { bankRevision }: Pick<Series, 'bankRevision'>,
  { retention }: ReviewSettings,
  day: string,
): QueueBasis {
  return { rules: `${SCHEDULE_VERSION} ${bankRevision} ${retention}`, day };
}

/** A basis on which a queue was made, and whether a review of it was dated ahead of its day (`isAhead`). */
export type MadeQueue = QueueBasis & { readonly hasAhead: boolean };

/**
 * True where a queue is as it would be if it were made now. Days pass it by, since what is due stays so; but a clock
 * that was set back undoes days, and a review that was dated ahead counts from another day on.
 */
export function holdsNow(made: MadeQueue, { rules, day }: QueueBasis): boolean {
  return made.rules === rules && (made.hasAhead ? made.day === day : made.day <= day);
}

function offered(values: readonly number[], value: unknown, otherwise: number): number {
  return values.find((each) => each === value) ?? otherwise;
}
