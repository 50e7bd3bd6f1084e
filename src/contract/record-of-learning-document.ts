import * as v from 'valibot';
import { LANGUAGES } from '../domain/text/language';
import { certificateIdSchema, certificateKindSchema, printedNamesSchema, revisionSchema } from './certificate-document';
import { printedWeight } from './printed-weight';

const shortText = v.pipe(v.string(), v.maxLength(400));
const day = v.pipe(v.string(), v.isoDate());
const share = v.pipe(v.number(), v.minValue(0), v.maxValue(1));
const count = v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(999_999));
const moduleNumber = v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(99));
const minutes = v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(100_000));

/** Most weight of all certificates' titles together: a thousand of 100 Latin letters. */
const MAXIMUM_TITLE_WEIGHT = 100_000;

/**
 * Everything that a record of learning prints, as the domain sums it up (`domain/certificate/record-of-learning.ts`).
 * The host typesets exactly this and adds nothing, so the same document always gives the same bytes. It holds no notes
 * and no answers.
 */
export const recordOfLearningDocumentSchema = v.strictObject({
  /** Language of the printed text. */
  language: v.picklist(LANGUAGES),
  learner: printedNamesSchema,
  seriesTitle: shortText,
  /** Who organises the series. */
  organiser: shortText,
  /** ISO 8601 instant at which the record was summed up; also the PDF's creation date. */
  madeAt: v.pipe(v.string(), v.isoTimestamp()),
  /** Calendar day of that where the learner was, `YYYY-MM-DD`; so are all other days. */
  madeOn: day,
  /** Every module of the series, in order, whether it was begun or not. */
  modules: v.pipe(
    v.array(
      v.strictObject({
        number: moduleNumber,
        title: shortText,
        sectionsRead: count,
        sections: count,
        /** First and last day on which something of the module was read or answered; null before. */
        firstStudiedOn: v.nullable(day),
        lastStudiedOn: v.nullable(day),
        /**
         * Best score of a counted attempt, 0-1, and the day on which it was first reached; null before the first
         * attempt.
         */
        bestScore: v.nullable(share),
        bestScoreOn: v.nullable(day),
        /** Submitted counted attempts at the quiz. */
        attempts: count,
        /** Study load as the content states it, not time measured on this learner. */
        studyMinutes: minutes,
        completedOn: v.nullable(day),
      }),
    ),
    v.minLength(1),
    v.maxLength(40),
  ),
  sequences: v.pipe(
    v.array(
      v.strictObject({
        title: shortText,
        /** Numbers of its modules, in order. */
        modules: v.pipe(v.array(moduleNumber), v.maxLength(40)),
        completeModules: count,
        completedOn: v.nullable(day),
      }),
    ),
    v.maxLength(20),
  ),
  /**
   * Every revision of every certificate, oldest first. Each is a line to typeset: the limits bound the work that a
   * hostile learner file causes.
   */
  certificates: v.pipe(
    v.array(
      v.strictObject({
        certificateId: certificateIdSchema,
        revision: revisionSchema,
        kind: certificateKindSchema,
        title: shortText,
        issuedOn: day,
        /** True where the record holds a later revision. */
        replaced: v.boolean(),
      }),
    ),
    v.maxLength(1_000),
    v.check(
      (certificates) => certificates.reduce((sum, { title }) => sum + printedWeight(title), 0) <= MAXIMUM_TITLE_WEIGHT,
      'The titles are too long for one document.',
    ),
  ),
  /** Number of oldest revisions that are not listed. */
  unlistedCertificates: v.exactOptional(count),
  /** The titles in a second language, whose texts stand below those of the first; in their order. */
  beside: v.exactOptional(
    v.strictObject({
      language: v.picklist(LANGUAGES),
      seriesTitle: shortText,
      moduleTitles: v.pipe(v.array(shortText), v.maxLength(40), v.readonly()),
      sequenceTitles: v.pipe(v.array(shortText), v.maxLength(20), v.readonly()),
    }),
  ),
  totals: v.strictObject({
    completeModules: count,
    sectionsRead: count,
    sections: count,
    attempts: count,
    /** Mean of the complete modules' best scores, 0-1; null while none is complete. */
    meanScore: v.nullable(share),
    /** Study load of the complete modules, as the content states it. */
    studyMinutes: minutes,
    /** Days on which something was read or answered. */
    studyDays: count,
    /** Day on which the last module of the series was completed. */
    completedOn: v.nullable(day),
  }),
});

export type RecordOfLearningDocument = v.InferOutput<typeof recordOfLearningDocumentSchema>;
