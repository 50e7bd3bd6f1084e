import * as v from 'valibot';
import { idSchema, textOrNumberSchema, textSchema } from './text-schema';

/** An entry of `sources.yaml`. */
export const sourceSchema = v.strictObject({
  id: idSchema,
  short: textSchema,
  title: textSchema,
  publisher: textSchema,
  year: textOrNumberSchema,
  symbol: v.optional(textOrNumberSchema),
  kind: v.picklist(['instrument', 'other']),
});

export type SourceEntry = v.InferOutput<typeof sourceSchema>;

/** An entry of `glossary.yaml`. */
export const termSchema = v.strictObject({
  id: idSchema,
  term: textSchema,
  khmer: v.optional(textSchema),
  definition: textSchema,
  module: idSchema,
});

export type TermEntry = v.InferOutput<typeof termSchema>;
