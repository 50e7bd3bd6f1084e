import type { ModuleContent } from '../series/module';
import type { Revised } from '../series/question';
import { fnv1a } from '../quiz/seeded-random';

/** What the review and the overview of study need of a question, without its text. */
export interface IndexedQuestion extends Revised {
  readonly objectiveId: string;
  /** Where its answer is taught. */
  readonly sectionId: string;
}

/** Every graded question of the series, by id. */
export type QuestionIndex = Readonly<Record<string, IndexedQuestion>>;

/** The index of these modules' questions. */
export function questionIndex(modules: readonly ModuleContent[]): QuestionIndex {
  return Object.fromEntries(
    modules
      .flatMap(({ questions }) => questions)
      .filter(({ type }) => type !== 'reflection')
      .map(({ id, objectiveId, sectionId, revision }) => [id, { objectiveId, sectionId, revision }]),
  );
}

/** A short mark of all questions of an index and of what they ask. */
export function bankRevision(index: QuestionIndex): string {
  const questions = Object.entries(index).map(([id, { revision }]) => `${id} ${revision}`);
  return fnv1a(questions.sort().join('\n'));
}
