import * as v from 'valibot';
import { LANGUAGES, type Language } from '../../../domain/text/language';

const text = v.pipe(v.string(), v.minLength(1));

const textsSchema = v.object({
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
  issued: text,
  /** In place of `issued` where the day of issue is known. */
  issuedOn: text,
  certificate: text,
  revision: text,
  /** What the QR code is, for screen readers. */
  credentialMark: text,
  statement: text,
});

/** The fixed words of a certificate in one language, from `resources/certificate/texts.json`. */
export type CertificateTexts = v.InferOutput<typeof textsSchema>;

const fileSchema = v.object(v.entriesFromList(LANGUAGES, textsSchema));

/**
 * Reads the texts file.
 * @throws SyntaxError or ValiError when the file is no JSON or lacks a text.
 */
export function parseCertificateTexts(json: string): Readonly<Record<Language, CertificateTexts>> {
  return v.parse(fileSchema, JSON.parse(json));
}

/** The pattern with each `{name}` replaced by its value. */
export function filled(pattern: string, values: Readonly<Record<string, string>>): string {
  return pattern.replace(/\{(\w+)\}/gu, (placeholder, name: string) => values[name] ?? placeholder);
}
