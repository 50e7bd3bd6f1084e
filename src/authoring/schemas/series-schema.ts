import * as v from 'valibot';
import { idSchema, textSchema } from './text-schema';

/** `series.yaml`: the series itself, the folders of its modules in order, and its sequences. */
export const seriesSchema = v.strictObject({
  id: idSchema,
  title: textSchema,
  organiser: textSchema,
  summary: textSchema,
  modules: v.pipe(v.array(idSchema), v.minLength(1, 'The series has no module.')),
  sequences: v.array(
    v.strictObject({
      id: idSchema,
      title: textSchema,
      modules: v.pipe(v.array(idSchema), v.minLength(2, 'A sequence has at least two modules.')),
      order: v.picklist(['advised', 'enforced']),
    }),
  ),
});

export type SeriesCard = v.InferOutput<typeof seriesSchema>;
