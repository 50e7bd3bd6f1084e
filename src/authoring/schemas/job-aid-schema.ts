import * as v from 'valibot';
import { JOB_AID_KINDS, JOB_AID_STYLES } from '../../domain/series/job-aid';
import { SOURCE_LANGUAGE } from '../../domain/text/language';
import { idSchema, languageSchema, textSchema, typedSchema } from './text-schema';

/** `job-aid.yaml`: the one page that a module ends in. */
export const jobAidSchema = v.strictObject({
  kind: v.picklist(JOB_AID_KINDS),
  language: v.optional(languageSchema, SOURCE_LANGUAGE),
  title: textSchema,
  purpose: textSchema,
  parts: v.pipe(
    v.array(
      v.strictObject({
        heading: textSchema,
        style: v.picklist(JOB_AID_STYLES),
        section: idSchema,
        source: v.optional(typedSchema),
        /** Id of the module's decision that is printed below the items. */
        decision: v.optional(idSchema),
        items: v.pipe(v.array(textSchema), v.minLength(1, 'A part has items.')),
      }),
    ),
    v.minLength(2, 'A page has at least two parts.'),
  ),
});

export type JobAidFile = v.InferOutput<typeof jobAidSchema>;
