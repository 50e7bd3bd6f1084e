/** Longest stretch of one statement, in seconds: a day. How much of it counts is the record's rule. */
const MAXIMUM_STRETCH_SECONDS = 86_400;

/**
 * Whole seconds of a stretch of study, 0 to a day. A clock that is turned back in between would give less than nothing, one that is set forward years, and a statement with
 * either could not be read again from a learner file.
 *
 * @param milliseconds the difference of two readings of the computer's clock
 */
export function studySeconds(milliseconds: number): number {
  return Math.round(Math.min(Math.max(0, milliseconds / 1000), MAXIMUM_STRETCH_SECONDS));
}
