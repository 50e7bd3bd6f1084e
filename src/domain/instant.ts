/**
 * Now, or a millisecond after an earlier instant where the clock was set back: what is changed last must be the newest, whatever the clock says.
 *
 * @param earlier ISO 8601 instant in UTC of the state that is being replaced
 * @param now ISO 8601 instant in UTC
 */
export function laterThan(earlier: string, now: string): string {
  return now > earlier ? now : new Date(Date.parse(earlier) + 1).toISOString();
}
