import * as v from 'valibot';
import { LANGUAGES, type Language } from '../../../domain/text/language';

const text = v.pipe(v.string(), v.minLength(1));

const textsSchema = v.object({
  /** Set while a reader of the language has yet to check the wording; never printed. */
  review: v.optional(text),
  kind: text,
  madeOn: text,
  /** A part of a whole: `6 of 8`. */
  of: text,
  hours: text,
  minutes: text,
  page: text,
  facts: v.object({ modules: text, sections: text, meanScore: text, attempts: text, material: text, days: text }),
  modules: v.object({
    heading: text,
    /** Head of the column of module numbers. */
    number: text,
    module: text,
    sections: text,
    studied: text,
    bestScore: text,
    attempts: text,
    material: text,
    completed: text,
    /** In place of the day of completion. */
    started: text,
    new: text,
  }),
  courses: v.object({ heading: text, title: text, modules: text, complete: text, completed: text }),
  certificates: v.object({
    heading: text,
    none: text,
    issued: text,
    kind: text,
    title: text,
    revision: text,
    id: text,
    /** A revision that a later one replaced. */
    replaced: text,
    /** Below a table that doesn't list every certificate. */
    unlisted: text,
    kinds: v.object({ module: text, sequence: text, series: text }),
  }),
  about: v.object({ heading: text, figures: text, origin: text }),
});

/** The fixed words of a record of learning in one language, from `resources/certificate/record-texts.json`. */
export type RecordTexts = v.InferOutput<typeof textsSchema>;

const fileSchema = v.object(v.entriesFromList(LANGUAGES, textsSchema));

/**
 * Reads the texts file.
 * @throws SyntaxError or ValiError when the file is no JSON or lacks a text.
 */
export function parseRecordTexts(json: string): Readonly<Record<Language, RecordTexts>> {
  return v.parse(fileSchema, JSON.parse(json));
}
