import * as v from 'valibot';
import { isDay } from '../text/calendar-day';
import { isInstant } from '../json/json-value';
import { MAXIMUM_NAME_LENGTH, normaliseName } from '../learner/learner';

/** Says in the file what it is. */
export const PROGRESS_REPORT_FORMAT = 'child-justice-progress-report';

/** The only version that there is. */
export const PROGRESS_REPORT_VERSION = 1;

/** Largest file of a report, in bytes. One with everything that is allowed in it is smaller. */
export const MAXIMUM_REPORT_BYTES = 200_000;

/** Most certificates in a report, the newest; whoever corrects a name on all of them has 26. */
export const MAXIMUM_REPORTED_CERTIFICATES = 300;

/** Id of a part of the course. */
export const PART_ID = /^[a-z0-9][a-z0-9-]{0,79}$/u;

/** SHA-256, hexadecimal. */
export const DIGEST = /^[0-9a-f]{64}$/u;

const day = v.custom<string>(isDay);
const instant = v.custom<string>(isInstant);
const digest = v.pipe(v.string(), v.regex(DIGEST));
const uuid = v.pipe(v.string(), v.uuid());
const partId = v.pipe(v.string(), v.regex(PART_ID));
const count = v.pipe(v.number(), v.safeInteger(), v.minValue(0), v.maxValue(999_999));

/** A text as this app stores names: nothing in it hides, and nothing turns the direction of what stands beside it. */
const name = v.pipe(
  v.string(),
  v.maxLength(MAXIMUM_NAME_LENGTH),
  v.check((text) => text.isWellFormed() && normaliseName(text) === text && !/\p{Cc}/u.test(text)),
);

/** A report as the page makes it: what stands in it besides what the host adds. */
export const reportDraftSchema = v.strictObject({
  format: v.literal(PROGRESS_REPORT_FORMAT),
  version: v.literal(PROGRESS_REPORT_VERSION),
  reportId: uuid,
  /** ISO 8601 instant, and the calendar day of it where the learner was; so are all other days. */
  madeAt: instant,
  madeOn: day,
  /** Version of the app. */
  app: v.pipe(v.string(), v.regex(/^[0-9A-Za-z.+-]{1,40}$/u)),
  course: v.strictObject({ id: partId, edition: v.pipe(v.string(), v.regex(/^[0-9A-Za-z.-]{1,20}$/u)) }),
  learner: v.strictObject({
    /** `reportedLearnerId`: never the learner's own id. */
    id: digest,
    /** Empty where the learner has none; so are the others. */
    latinName: name,
    khmerName: name,
    organisation: name,
    group: name,
  }),
  /** Every module of the course, in order, whether it was begun or not. */
  modules: v.pipe(
    v.array(
      v.strictObject({
        id: partId,
        number: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(99)),
        sectionsRead: count,
        sections: count,
        /** Submitted counted attempts at the quiz. */
        attempts: count,
        completedOn: v.nullable(day),
        /** Best score of a counted attempt, 0-1; only where the learner wants it in, and there was an attempt. */
        bestScore: v.exactOptional(v.pipe(v.number(), v.minValue(0), v.maxValue(1))),
      }),
    ),
    v.maxLength(40),
  ),
  sequences: v.pipe(v.array(v.strictObject({ id: partId, completedOn: v.nullable(day) })), v.maxLength(20)),
  series: v.strictObject({ completedOn: v.nullable(day) }),
  /** Each revision of each certificate, oldest first. */
  certificates: v.pipe(
    v.array(
      v.strictObject({
        id: uuid,
        revision: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(999)),
        kind: v.picklist(['module', 'sequence', 'series']),
        /** Id of the module, sequence or series. */
        objectId: partId,
        issuedOn: day,
        /** SHA-256 of the signed credential's text, hexadecimal. */
        digest,
      }),
    ),
    v.maxLength(MAXIMUM_REPORTED_CERTIFICATES),
  ),
  /** Each in the version that was agreed to last, where an earlier one was too. */
  protocols: v.pipe(
    v.array(v.strictObject({ id: partId, moduleId: partId, version: digest, agreedOn: day })),
    v.maxLength(40),
  ),
});

/** In a function, so that a bundler sees that nobody needs it: the page checks no schemas as it is loaded. */
/* @__NO_SIDE_EFFECTS__ */
function numberedSchema() {
  return v.strictObject({
    ...reportDraftSchema.entries,
    /** Counts the reports of a computer and only grows: a later report of a learner has a higher one. */
    serial: v.pipe(v.number(), v.safeInteger(), v.minValue(1)),
  });
}

/**
 * A progress report: what a learner hands to whoever organises their study. It holds no note, no answer and no reading
 * time.
 */
export const progressReportSchema = numberedSchema();

export type ReportDraft = v.InferOutput<typeof reportDraftSchema>;
export type ProgressReport = v.InferOutput<typeof progressReportSchema>;
