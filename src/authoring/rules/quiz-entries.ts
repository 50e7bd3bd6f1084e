import type { GradedEntry, QuestionEntry } from '../schemas/question-schema';
import type { ModuleSource } from '../reading/series-source';
import type { YamlPath } from '../reading/yaml-document';

/** A question that is graded by itself, with the lines of its parts: one of the bank, or a part of a case. */
export interface GradedSource<TEntry extends GradedEntry = GradedEntry> {
  /** As authors know it, e.g. `q06` or `q06/p1`. */
  readonly name: string;
  readonly entry: TEntry;
  readonly file: string;
  readonly line: (...path: YamlPath) => number;
}

/** Every question of a module that is graded by itself, parts of cases included, in the file's order. */
export function gradedSources(module: ModuleSource): readonly GradedSource[] {
  return module.questions.flatMap(({ value, file, line }): readonly GradedSource[] => {
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

/** The single-choice questions among them. */
export function singleChoiceSources(
  module: ModuleSource,
): readonly GradedSource<Extract<GradedEntry, { type: 'single' }>>[] {
  return gradedSources(module).flatMap((source) => {
    const { entry } = source;
    return entry.type === 'single' ? [{ ...source, entry }] : [];
  });
}

/** Local ids of the objectives that a question serves; a case serves those of its parts too. */
export function servedObjectives(question: QuestionEntry): ReadonlySet<string> {
  const parts = question.type === 'case' ? question.parts.flatMap((part) => part.objective ?? []) : [];
  return new Set([question.objective, ...parts]);
}

/** Place of the right option of a single-choice question, from 0; -1 where none is right. */
export function keyPlace(options: readonly { readonly correct: boolean }[]): number {
  return options.findIndex((option) => option.correct);
}

/** Whether the right option alone is the longest; ties give nothing away. */
export function isLongestRight(options: readonly { readonly text: string; readonly correct: boolean }[]): boolean {
  const lengths = options.map((option) => [...option.text].length);
  const longest = Math.max(...lengths);
  const places = lengths.flatMap((length, index) => (length === longest ? [index] : []));
  return places.length === 1 && places[0] === keyPlace(options);
}
