/** Longest stretch of one statement, in seconds: a day. The record decides how much of it counts. */
const MAXIMUM_STRETCH_SECONDS = 86_400;

/**
 * Whole seconds of a stretch of study, 0 to a day. A clock set back meanwhile would give a negative number, one set
 * forward years, and a learner file with either would be refused.
 *
 * @param milliseconds the difference of two readings of the computer's clock
 */
export function studySeconds(milliseconds: number): number {
  return Math.round(Math.min(Math.max(0, milliseconds / 1000), MAXIMUM_STRETCH_SECONDS));
}
