import * as v from 'valibot';

const text = v.pipe(v.string(), v.minLength(1));

/** What `resources/certificate/texts.json` has in each language. */
export const certificateTextsSchema = v.object({
  /** Set while a reader of the language has yet to check the wording; never printed. */
  review: v.optional(text),
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
});

/** The fixed words of a certificate in one language. */
export type CertificateTexts = v.InferOutput<typeof certificateTextsSchema>;

/** The pattern with each `{name}` replaced by its value. */
export function filled(pattern: string, values: Readonly<Record<string, string>>): string {
  return pattern.replace(/\{(\w+)\}/gu, (placeholder, name: string) => values[name] ?? placeholder);
}
