import * as v from 'valibot';
import { addressSchema, daySchema } from './address-schema';
import { idSchema, languageSchema, textSchema, typedSchema } from './text-schema';

/** `series.yaml`: the series itself, the folders of its modules in order, and its sequences. */
export const seriesSchema = v.strictObject({
  id: idSchema,
  title: typedSchema,
  /** Edition of the course's text. */
  edition: typedSchema,
  organiser: typedSchema,
  /** `account.homePage` of learners in xAPI statements: an address that is the organiser's, fixed for ever. */
  accountHomePage: addressSchema,
  /** The organiser's page on the sessions, and the day on which it was read. */
  sessionsPage: v.optional(v.strictObject({ address: addressSchema, read: daySchema })),
  modules: v.pipe(v.array(idSchema), v.minLength(1, 'The series has no module.')),
  sequences: v.array(
    v.strictObject({
      id: idSchema,
      title: typedSchema,
      modules: v.pipe(v.array(idSchema), v.minLength(2, 'A sequence has at least two modules.')),
      order: v.picklist(['advised', 'enforced']),
    }),
  ),
});

export type SeriesCard = v.InferOutput<typeof seriesSchema>;

/** What a module is for a reader, and the three sections to begin with. */
const readerSchema = v.strictObject({
  text: textSchema,
  sections: v.pipe(v.array(idSchema), v.length(3, 'A reader begins with three sections.')),
});

/** `module.yaml`: the module's card. The rules, not the schema, limit its words and objectives. */
export const moduleSchema = v.strictObject({
  id: idSchema,
  number: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(99)),
  // Titles and names travel in certificates: they are written with curly marks and stay as they are typed.
  title: typedSchema,
  shortTitle: typedSchema,
  presenters: v.pipe(
    v.array(v.strictObject({ name: typedSchema, organisation: typedSchema })),
    v.minLength(1, 'A module names who presented the session.'),
  ),
  spokenLanguage: languageSchema,
  topics: v.array(textSchema),
  summary: textSchema,
  objectives: v.array(v.strictObject({ id: idSchema, text: textSchema })),
  readers: v.optional(v.strictObject({ lawyer: readerSchema, 'social-worker': readerSchema, ngo: readerSchema })),
  passMark: v.pipe(
    v.number(),
    v.minValue(0.1, 'The pass mark lies between 0.1 and 1.'),
    v.maxValue(1, 'The pass mark lies between 0.1 and 1.'),
  ),
  draw: v.pipe(v.number(), v.integer(), v.minValue(1, 'A quiz draws at least one question.'), v.maxValue(50)),
  agreement: v.optional(v.literal('agreement.yaml')),
});

export type ModuleCard = v.InferOutput<typeof moduleSchema>;

/** Front matter of a section. */
export const sectionHeadSchema = v.strictObject({
  id: idSchema,
  title: textSchema,
  /** Day of the last correction of what it says; what was read before is marked as changed. */
  corrected: v.optional(daySchema),
  objectives: v.pipe(v.array(idSchema), v.minLength(1, 'A section serves at least one objective.')),
});

export type SectionHead = v.InferOutput<typeof sectionHeadSchema>;
