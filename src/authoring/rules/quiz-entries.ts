import { parseCitations } from '../markdown/citations';
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

/** The sources of a question, or of a part of a case, as they are written. */
interface WrittenSource {
  readonly text: string;
  /** Finds the line in the quiz's file, which takes longer than the look at the text. */
  readonly lineOf: () => number;
}

/** The sources of every question of a module; a part of a case without its own has those of the case. */
export function writtenSources(module: ModuleSource): readonly WrittenSource[] {
  return module.questions.flatMap(({ value, line }) => {
    const own = { text: value.source, lineOf: () => line('source') };
    const ofParts = partsOf(value).flatMap(({ source }, index) =>
      source === undefined ? [] : [{ text: source, lineOf: () => line('parts', index, 'source') }],
    );
    return [own, ...ofParts];
  });
}

/** Ids of the sources that a module's sections and questions cite, each once. */
export function citedSources(module: ModuleSource): ReadonlySet<string> {
  const inText = module.sections.flatMap(({ citations }) => citations.map(({ value }) => value));
  const inQuiz = writtenSources(module).flatMap(({ text }) => parseCitations(text) ?? []);
  return new Set([...inText, ...inQuiz].map(({ sourceId }) => sourceId));
}

/** Local ids of the objectives that a question serves; a case serves those of its parts too. */
export function servedObjectives(question: QuestionEntry): ReadonlySet<string> {
  return new Set([question.objective, ...partsOf(question).flatMap((part) => part.objective ?? [])]);
}
