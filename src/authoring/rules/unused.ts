import type { Problem } from '../reading/problem';
import { citedSources, servedObjectives } from './quiz-entries';
import { everyModule, type SeriesRule } from './rule';

/** Rule `unused-source`: every source is cited by a section or a question. */
export const unusedSources: SeriesRule = (series) => {
  const used = new Set(series.modules.flatMap((module) => [...citedSources(module)]));
  return series.sources
    .filter((entry) => !used.has(entry.value.id))
    .map((entry) => ({
      file: entry.file,
      line: entry.line('id'),
      rule: 'unused-source',
      message: `No section and no question cites “${entry.value.id}”.`,
    }));
};

/** Rule `unused-term`: every term is opened by a link in the module that teaches it. */
export const unusedTerms: SeriesRule = (series) => {
  const linked = new Map(
    series.modules.map((module) => [
      module.card.value.id,
      new Set(module.sections.flatMap((section) => section.terms.map((term) => term.value))),
    ]),
  );
  return series.terms
    .filter(({ value }) => linked.get(value.module)?.has(value.id) === false)
    .map(({ value, file, line }) => {
      const message = `No section of “${value.module}” links to this term with [${value.term}](term:${value.id}).`;
      return { file, line: line('id'), rule: 'unused-term', message };
    });
};

/** Rule `unused-figure`: every figure is placed once in the text. */
export const unusedFigures = everyModule((module) => {
  const placed = module.sections.flatMap((section) => section.figures.map((figure) => figure.value));
  return module.figures.flatMap(({ id, entry }): readonly Problem[] => {
    const times = placed.filter((figure) => figure === id).length;
    if (times === 1) return [];
    const message =
      times === 0
        ? `No section places this figure with “::: figure ${id}”.`
        : `The figure “${id}” is placed ${times} times.`;
    return [{ file: entry.file, line: 1, rule: 'unused-figure', message }];
  });
});

/** Rule `unused-objective`: every objective is served by a section. */
export const unusedObjectives = everyModule(({ card, sections }) => {
  const served = new Set(sections.flatMap((section) => section.head.value.objectives));
  return card.value.objectives.flatMap(({ id }, index): readonly Problem[] => {
    if (served.has(id)) return [];
    return [
      {
        file: card.file,
        line: card.line('objectives', index),
        rule: 'unused-objective',
        message: `No section serves the objective “${id}”.`,
      },
    ];
  });
});

/** Rule `questions-per-objective`: the bank asks about every objective often enough for a draw by objective. */
export const questionsPerObjective = everyModule(({ card, questions }, standards) =>
  card.value.objectives.flatMap(({ id }, index): readonly Problem[] => {
    if (questions.length === 0) return [];
    const asked = questions.filter((question) => servedObjectives(question.value).has(id)).length;
    if (asked >= standards.questionsPerObjective) return [];
    const message = `The quiz has ${asked} question(s) for the objective “${id}”; at least ${standards.questionsPerObjective} are needed.`;
    return [{ file: card.file, line: card.line('objectives', index), rule: 'questions-per-objective', message }];
  }),
);
