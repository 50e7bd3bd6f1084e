import * as v from 'valibot';
import { plainIssue } from '../../src/authoring/reading/plain-issue';

/** By this a file is known that a page of the desk saved. */
export const READING_FORMAT = 'child-justice-series-khmer-reading';

const textSchema = v.strictObject({
  /** Of both texts as the page showed them. */
  hash: v.pipe(v.string(), v.regex(/^[0-9a-f]{16}$/u)),
  /** Absent where the reader hasn't marked the text yet. */
  state: v.optional(v.picklist(['read', 'disputed'])),
  /** The text as the reader would have it; absent where it stays. */
  khmer: v.optional(v.pipe(v.string(), v.maxLength(20_000))),
  remark: v.optional(v.pipe(v.string(), v.maxLength(4_000))),
});

const readingSchema = v.strictObject({
  format: v.literal(READING_FORMAT),
  version: v.literal(1),
  part: v.string(),
  /** Initials of the reader. */
  by: v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(20)),
  /** Day, `YYYY-MM-DD`. */
  on: v.pipe(v.string(), v.isoDate()),
  texts: v.record(v.string(), textSchema),
});

/** What a reader said of the texts of a part. */
export type Reading = v.InferOutput<typeof readingSchema>;

/** Reads a saved file. @throws RangeError that says what is wrong with it */
export function parseReading(text: string): Reading {
  let value: unknown;
  try {
    value = JSON.parse(text.replace(/^\uFEFF/u, ''));
  } catch {
    throw new RangeError('This is not a file that a page of the desk saved.');
  }
  const parsed = v.safeParse(readingSchema, value);
  if (parsed.success) return parsed.output;
  throw new RangeError(`This file can’t be taken: ${plainIssue(parsed.issues[0])}`);
}
