import * as v from 'valibot';

const text = v.pipe(v.string(), v.minLength(1));

/** What `resources/certificate/record-texts.json` has in each language. */
export const recordTextsSchema = v.object({
  /** Printed while no reader of the language has signed the wording off. */
  draft: v.optional(text),
  kind: text,
  madeOn: text,
  /** A part of a whole: `6 of 8`. */
  of: text,
  hours: text,
  minutes: text,
  page: text,
  /** What the attached report is. */
  report: text,
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

/** The fixed words of a record of learning in one language. */
export type RecordTexts = v.InferOutput<typeof recordTextsSchema>;
