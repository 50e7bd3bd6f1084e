/** The validity times in a credential, as written: none, one or several of each. */
export interface ValidityPeriod {
  readonly from: readonly string[];
  readonly until: readonly string[];
}

/**
 * Validity of a credential at a moment, by its own times.
 * - `open`: valid, without an end
 * - `within`: valid until an end
 * - `not-yet`, `over`
 * - `unclear`: one of the times can't be parsed
 */
export type Validity = 'open' | 'within' | 'not-yet' | 'over' | 'unclear';

/** `xsd:dateTimeStamp`, which has a zone: without one it is another moment on each computer. */
const TIME_STAMP = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(?:\.\d+)?(?:Z|[+-]\d{2}:\d{2})$/u;

/**
 * Judges a credential's own times (Verifiable Credentials Data Model 2.0, 4.9 Validity Period). Where several are
 * given, all must be met. It proves nothing about the signature.
 * @param now milliseconds since 1970
 */
export function validityAt({ from, until }: ValidityPeriod, now: number): Validity {
  const begins = from.map(momentOf);
  const ends = until.map(momentOf);
  if ([...begins, ...ends].some(Number.isNaN)) return 'unclear';
  if (ends.some((end) => now > end)) return 'over';
  if (begins.some((begin) => now < begin)) return 'not-yet';
  return ends.length > 0 ? 'within' : 'open';
}

function momentOf(text: string): number {
  return TIME_STAMP.test(text) ? Date.parse(text) : Number.NaN;
}
