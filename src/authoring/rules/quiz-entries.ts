import type { ModuleSource } from '../reading/series-source';
import { partsOf, type GradedEntry, type QuestionEntry } from '../types';
import type { GradedSource } from '../types/entry-rules';

/** Every question of a module that is graded by itself, parts of cases included, in the file's order. */
export function gradedSources(module: ModuleSource): readonly GradedSource<GradedEntry>[] {
  return module.questions.flatMap(({ value, file, line }): readonly GradedSource<GradedEntry>[] => {
    if (value.type === 'reflection') return [];
    if (value.type !== 'case') return [{ name: value.id, entry: value, file, line }];
    return value.parts.map((entry, index) => ({
      name: `${value.id}/${entry.id}`,
      entry,
      file,
      line: (...path) => line('parts', index, ...path),
    }));
  });
}

/** Local ids of the objectives that a question serves; a case serves those of its parts too. */
export function servedObjectives(question: QuestionEntry): ReadonlySet<string> {
  return new Set([question.objective, ...partsOf(question).flatMap((part) => part.objective ?? [])]);
}
