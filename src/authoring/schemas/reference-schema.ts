import * as v from 'valibot';
import { addressSchema, daySchema } from './address-schema';
import { idSchema, nameSchema, textOrNumberSchema, textSchema, typedOrNumberSchema, typedSchema } from './text-schema';

/** An entry of `sources.yaml`. */
export const sourceSchema = v.pipe(
  v.strictObject({
    id: idSchema,
    short: nameSchema,
    /** Its name in the course's Khmer, where one was read or stands in the glossary; without it, `short` is used. */
    khmer: v.optional(nameSchema),
    title: nameSchema,
    publisher: nameSchema,
    year: textOrNumberSchema,
    symbol: v.optional(typedOrNumberSchema),
    kind: v.picklist(['instrument', 'other']),
    /** Where the document can be opened. */
    address: v.optional(addressSchema),
    /** The day on which its text was read. */
    read: v.optional(daySchema),
    /** `true` where the text was read in another copy than this address's. */
    copy: v.optional(v.literal(true, 'It is true, or left out.')),
  }),
  v.forward(
    v.check(
      ({ address, read }) => (address === undefined) === (read === undefined),
      'An address and the day on which its text was read come together.',
    ),
    ['address'],
  ),
  v.forward(
    v.check(({ address, copy }) => copy === undefined || address !== undefined, 'It belongs to an address.'),
    ['copy'],
  ),
);

export type SourceEntry = v.InferOutput<typeof sourceSchema>;

/** An entry of `glossary.yaml`. */
export const termSchema = v.pipe(
  v.strictObject({
    id: idSchema,
    term: textSchema,
    khmer: v.optional(textSchema),
    /** The text in which the Khmer term was read, as it is shown. */
    khmerSource: v.optional(textSchema),
    definition: textSchema,
    /** Citations, e.g. `"@gc24 para. 15; @crc art. 40"`. */
    source: typedSchema,
    module: idSchema,
  }),
  v.forward(
    v.check(
      ({ khmer, khmerSource }) => (khmer === undefined) === (khmerSource === undefined),
      'A Khmer term and the text in which it was read come together.',
    ),
    ['khmer'],
  ),
);

export type TermEntry = v.InferOutput<typeof termSchema>;
