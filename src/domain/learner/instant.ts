/**
 * The last instant with a four-digit year: later ones would sort before all others, and a learner file with one would
 * be refused.
 */
const LAST_INSTANT = '9999-12-31T23:59:59.999Z';

/**
 * Now, or a millisecond after an earlier instant where the clock was set back: the last change must be the newest,
 * whatever the clock says.
 *
 * @param earlier ISO 8601 instant in UTC of the replaced state
 * @param now ISO 8601 instant in UTC
 */
export function laterThan(earlier: string, now: string): string {
  if (earlier >= LAST_INSTANT) return LAST_INSTANT;
  return now > earlier ? now : new Date(Date.parse(earlier) + 1).toISOString();
}
