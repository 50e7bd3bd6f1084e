import * as v from 'valibot';
import { inDigits } from '../../../domain/text/digits';
import type { Language } from '../../../domain/text/language';
import { wholePercent } from '../../../domain/text/whole-percent';

const text = v.pipe(v.string(), v.minLength(1));

/** What `resources/certificate/texts.json` has in each language. */
export const certificateTextsSchema = v.object({
  /** Printed while no reader of the language has signed the wording off. */
  draft: v.optional(text),
  /** The same on a page in both languages, in both. */
  draftInBoth: v.optional(text),
  kind: text,
  records: text,
  /** Short form for the file's description. */
  completed: text,
  completedModule: text,
  completedSequence: text,
  completedSeries: text,
  /** Number words for small counts, by digits; a count that is not listed is printed in digits. */
  counts: v.record(v.string(), text),
  module: text,
  moduleScore: text,
  score: text,
  meanScore: text,
  studyLoad: text,
  hours: text,
  minutes: text,
  completedOn: text,
  issuedOn: text,
  certificate: text,
  revision: text,
  /** What the QR code is, for screen readers. */
  credentialMark: text,
  statement: text,
  /** Whose key countersigned it, with the name that the key's owner gives. */
  countersigned: text,
  /** How anybody checks the certificate. */
  check: text,
});

/** The fixed words of a certificate in one language. */
export type CertificateTexts = v.InferOutput<typeof certificateTextsSchema>;

/** The pattern with each `{name}` replaced by its value. */
export function filled(pattern: string, values: Readonly<Record<string, string>>): string {
  return pattern.replace(/\{(\w+)\}/gu, (placeholder, name: string) => values[name] ?? placeholder);
}

/** A score of 0-1 in whole percent. */
export function printedPercent(score: number, language: Language): string {
  return `${inDigits(wholePercent(score), language)}%`;
}

/**
 * Minutes as hours and minutes, without the part that is zero: `3 h` and `20 min`. None of the parts is broken in a
 * narrow column.
 */
export function durationParts(
  minutes: number,
  texts: Pick<CertificateTexts, 'hours' | 'minutes'>,
  language: Language,
): readonly string[] {
  const hours = Math.floor(minutes / 60);
  const rest = minutes % 60;
  const parts = hours > 0 ? [filled(texts.hours, { count: inDigits(hours, language) })] : [];
  if (rest > 0 || hours === 0) parts.push(filled(texts.minutes, { count: inDigits(rest, language) }));
  return parts;
}
