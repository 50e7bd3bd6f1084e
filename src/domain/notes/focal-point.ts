/** The person in the learner's organisation to whom a concern about a child is reported. A field may be empty. */
export interface FocalPoint {
  readonly name: string;
  readonly telephone: string;
  /** Who stands in, with a number. */
  readonly deputy: string;
  /** Hours, a number for the night, the services nearby; may have several lines. */
  readonly more: string;
}

/** The fields in the order of the note's lines. */
export const FOCAL_POINT_FIELDS = [
  'name',
  'telephone',
  'deputy',
  'more',
] as const satisfies readonly (keyof FocalPoint)[];

/**
 * UTF-16 units that each field takes. A list of forty services with their hours and numbers has some 2,000; together
 * they are far below what a note holds.
 */
export const FOCAL_POINT_LENGTHS: Readonly<Record<keyof FocalPoint, number>> = {
  name: 200,
  telephone: 200,
  deputy: 200,
  more: 4_000,
};

/**
 * The id of the one note that holds the focal point (decision 020): `stableNoteId('focal point')`, written out, since
 * the first screen needs it and no hashing. Part of the record's format.
 */
export const FOCAL_POINT_NOTE_ID = 'd4d6e838-c48e-8cbd-8510-a63d95b5f83e';

/**
 * The note's text: name, telephone and deputy on a line each, then the rest. It reads as a list where it is shown as a
 * plain note, in the notebook or by an older version.
 */
export function focalPointText({ name, telephone, deputy, more }: FocalPoint): string {
  return [...[name, telephone, deputy].map((line) => line.replace(/\s+/gu, ' ').trim()), more.trim()]
    .join('\n')
    .trimEnd();
}

/** Reads the note's text, also one that was edited as a plain note: every line is in one of the fields. */
export function readFocalPoint(text: string): FocalPoint {
  const [name = '', telephone = '', deputy = '', ...more] = text.split(/\r\n?|\n/u);
  return { name: name.trim(), telephone: telephone.trim(), deputy: deputy.trim(), more: more.join('\n').trim() };
}
