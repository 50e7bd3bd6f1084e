import * as v from 'valibot';
import { LANGUAGES } from '../domain/text/language';

const shortText = v.pipe(v.string(), v.maxLength(400));

/** A name within the course: part of an address. */
const courseName = v.pipe(v.string(), v.minLength(1), v.maxLength(200));

/** UUID of a certificate; printed, and part of the file's metadata. */
export const certificateIdSchema = v.pipe(v.string(), v.uuid());

/** 1 for the first issue; a correction is 2 and so on. */
export const revisionSchema = v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(999));

/** What a certificate is for. */
export const certificateKindSchema = v.picklist(['module', 'sequence', 'series']);

/** The names that are printed. */
export const printedNamesSchema = v.strictObject({
  /** Name in Latin script, or whatever script the learner types; empty only where `khmerName` is not. */
  latinName: v.pipe(v.string(), v.maxLength(120)),
  khmerName: v.pipe(v.string(), v.maxLength(120)),
});

/**
 * Everything that a certificate prints: a frozen snapshot made by the domain (`domain/certificate/certificate.ts`) at
 * the moment of issue. The host typesets exactly this and adds nothing, so the same document always gives the same
 * bytes.
 */
export const certificateDocumentSchema = v.strictObject({
  certificateId: certificateIdSchema,
  revision: revisionSchema,
  kind: certificateKindSchema,
  /** Language of the printed text. */
  language: v.picklist(LANGUAGES),
  learner: printedNamesSchema,
  /** The series' title, e.g. `CJN Child Justice Series`. */
  seriesTitle: shortText,
  /** What was completed: a module's, sequence's or the series' full title. */
  title: shortText,
  /** The modules covered, in order, with the score reached in each (0-1, best counted attempt). */
  modules: v.pipe(
    v.array(
      v.strictObject({
        number: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(99)),
        title: shortText,
        score: v.pipe(v.number(), v.minValue(0), v.maxValue(1)),
      }),
    ),
    v.minLength(1),
    v.maxLength(40),
  ),
  /** Mean of the modules' best scores, 0-1. */
  score: v.pipe(v.number(), v.minValue(0), v.maxValue(1)),
  /** Study load in minutes as the content states it (not time measured on this learner). */
  studyMinutes: v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(100_000)),
  /** ISO 8601 instant at which the last requirement was met. */
  completedAt: v.pipe(v.string(), v.isoTimestamp()),
  /** ISO 8601 instant of issue; also the PDF's creation date. */
  issuedAt: v.pipe(v.string(), v.isoTimestamp()),
  /** Calendar date of completion where the learner was, `YYYY-MM-DD`: the date that is printed. */
  completedOn: v.pipe(v.string(), v.isoDate()),
  /** Calendar date of issue where the learner was, `YYYY-MM-DD`; a correction retains the first day. */
  issuedOn: v.pipe(v.string(), v.isoDate()),
  /** The titles in a second language, where the page is in both; those of the modules in their order. */
  beside: v.exactOptional(
    v.strictObject({
      language: v.picklist(LANGUAGES),
      seriesTitle: shortText,
      title: shortText,
      moduleTitles: v.pipe(v.array(shortText), v.minLength(1), v.maxLength(40), v.readonly()),
    }),
  ),
  /** What the achievement is named by: the course's edition, and the id of what was completed. */
  course: v.exactOptional(v.strictObject({ edition: courseName, objectId: courseName })),
  /** For a correction: the revision that it replaces, when that was issued, and why. Signed, not printed. */
  supersedes: v.exactOptional(
    v.strictObject({
      revision: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(998)),
      issuedAt: v.pipe(v.string(), v.isoTimestamp()),
      reason: v.pipe(v.string(), v.minLength(1), v.maxLength(200)),
    }),
  ),
});

export type CertificateDocument = v.InferOutput<typeof certificateDocumentSchema>;

/** A character that no bundled font can print: a paper has a box in its place. */
export const replacedCharacterSchema = v.strictObject({
  character: v.string(),
  /** e.g. `U+1F9FF`. */
  codePoint: v.string(),
});

export type ReplacedCharacter = v.InferOutput<typeof replacedCharacterSchema>;

/** The certificate as the learner sees it before exporting: one SVG page from the same template as the PDF. */
export const certificatePreviewSchema = v.strictObject({ svg: v.string() });

export type CertificatePreview = v.InferOutput<typeof certificatePreviewSchema>;
