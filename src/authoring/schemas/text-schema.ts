import * as v from 'valibot';
import { LANGUAGES } from '../../domain/text/language';
import { setMarks, setText } from '../markdown/set-text';

/** Text that isn't empty and that programs read: citations, short forms, symbols. It stays as it is typed. */
export const typedSchema = v.pipe(
  v.string(),
  v.transform((text) => text.trim()),
  v.minLength(1, 'It is empty.'),
);

/** The name of a document or a body, which a person reads and may copy. */
export const nameSchema = v.pipe(typedSchema, v.transform(setMarks));

/** Text that isn't empty and that a person reads, set in type. */
export const textSchema = v.pipe(typedSchema, v.transform(setText));

/** A local id: lower case letters, digits, single hyphens; at most 60 characters. */
export const idSchema = v.pipe(
  v.string(),
  v.regex(/^[a-z0-9]+(-[a-z0-9]+)*$/u, 'An id has lower case letters, digits and single hyphens only.'),
  v.maxLength(60, 'An id has at most 60 characters.'),
);

const wholeNumberSchema = v.pipe(
  v.number(),
  v.integer('Put it in quotation marks.'),
  v.transform((number) => String(number)),
);

/**
 * Text that authors also write as a bare whole number, such as a year. Decimals need quotes, as YAML would drop their
 * zeros (`1.10`).
 */
export const textOrNumberSchema = v.union([textSchema, wholeNumberSchema]);

/** The same for what programs read. */
export const typedOrNumberSchema = v.union([typedSchema, wholeNumberSchema]);

/** Language of a text or a session. */
export const languageSchema = v.picklist(LANGUAGES);
