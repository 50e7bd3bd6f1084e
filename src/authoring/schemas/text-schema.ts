import * as v from 'valibot';
import { LANGUAGES } from '../../domain/text/language';

/** Text that is not empty. */
export const textSchema = v.pipe(
  v.string(),
  v.transform((text) => text.trim()),
  v.minLength(1, 'It is empty.'),
);

/** A local id: lower case letters, digits, single hyphens; at most 60 characters. */
export const idSchema = v.pipe(
  v.string(),
  v.regex(/^[a-z0-9]+(-[a-z0-9]+)*$/u, 'An id has lower case letters, digits and single hyphens only.'),
  v.maxLength(60, 'An id has at most 60 characters.'),
);

/**
 * Text that authors also write as a bare whole number, such as a year. Decimals need quotes, as YAML would drop their
 * zeros (`1.10`).
 */
export const textOrNumberSchema = v.union([
  textSchema,
  v.pipe(
    v.number(),
    v.integer('Put it in quotation marks.'),
    v.transform((number) => String(number)),
  ),
]);

/** Language of a text or a session. */
export const languageSchema = v.picklist(LANGUAGES);
