import * as v from 'valibot';
import type { Citation } from '../../domain/series/citation';
import type { BloomLevel, GradedQuestion } from '../../domain/series/question';
import type { Problem } from '../reading/problem';
import type { YamlPath } from '../reading/yaml-document';
import { idSchema, textSchema, typedSchema } from '../schemas/text-schema';

/** Bloom's levels that a question may ask for, from the lowest. */
export const BLOOM_LEVELS = [
  'remember',
  'understand',
  'apply',
  'analyse',
  'evaluate',
] as const satisfies readonly BloomLevel[];

const bloomSchema = v.picklist(BLOOM_LEVELS);

/** The fields of every question of the bank, besides those of its type. */
export const BANK_FIELDS = {
  id: idSchema,
  objective: idSchema,
  section: idSchema,
  bloom: bloomSchema,
  rationale: textSchema,
  source: typedSchema,
};

/** The same for a part of a case, which takes missing fields from its case. */
const PART_FIELDS = {
  id: idSchema,
  objective: v.optional(idSchema),
  section: v.optional(idSchema),
  bloom: v.optional(bloomSchema),
  rationale: textSchema,
  source: v.optional(typedSchema),
};

/** The two schemas of a type that is graded by itself: as a question of the bank, and as a part of a case. */
export function entrySchemas<const TFields extends v.ObjectEntries>(fields: TFields) {
  return {
    bank: v.strictObject({ ...BANK_FIELDS, ...fields }),
    part: v.strictObject({ ...PART_FIELDS, ...fields }),
  };
}

/** A list within a number of items. */
export function between<const TItem extends v.GenericSchema>(item: TItem, least: number, most: number, what: string) {
  const message = `It has ${least} to ${most} ${what}.`;
  return v.pipe(v.array(item), v.minLength(least, message), v.maxLength(most, message));
}

/** Feedback is optional here: a missing one is the rule `feedback`, which names the option in the author's words. */
export const feedbackSchema = v.optional(textSchema);

/** The fields of a compiled question, besides those of its type. */
export interface Placed {
  readonly id: string;
  readonly objectiveId: string;
  readonly sectionId: string;
  readonly bloom: BloomLevel;
  readonly rationale: string;
  readonly sources: readonly Citation[];
}

/** A question that is graded by itself, with the lines of its parts: one of the bank, or a part of a case. */
export interface GradedSource<TEntry> {
  /** As authors know it, e.g. `q06` or `q06/p1`. */
  readonly name: string;
  readonly entry: TEntry;
  readonly file: string;
  readonly line: (...path: YamlPath) => number;
}

/** Feedback as written: its subject and its place. */
export interface WrittenFeedback {
  readonly about: string;
  readonly text: string | undefined;
  readonly path: YamlPath;
}

/** The authoring rules of a question type that is graded by itself; the app's rules are in `domain/quiz/types`. */
export interface EntryRules<TEntry> {
  readonly bank: v.GenericSchema;
  readonly part: v.GenericSchema;
  compile(entry: TEntry, placed: Placed): GradedQuestion;
  /** Local ids of what can be chosen, ordered or matched: learners' answers hold them. */
  answerIds(entry: TEntry): readonly string[];
  feedback(entry: TEntry): readonly WrittenFeedback[];
  /** Texts between which a learner chooses, by field: two that read alike can't be told apart. */
  alternatives(entry: TEntry): readonly { readonly field: string; readonly texts: readonly string[] }[];
  /** Rules of this type alone. */
  check?(source: GradedSource<TEntry>): readonly Problem[];
}
