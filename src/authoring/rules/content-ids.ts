import { inModule, inQuestion, inSection } from '../compiling/global-ids';
import type { GradedEntry } from '../schemas/question-schema';
import type { ModuleSource, SeriesSource } from '../reading/series-source';

/** Every id that a learner's record may hold, each with its kind (`section diversion/six-safeguards`), sorted. */
export function contentIds(series: SeriesSource): readonly string[] {
  const sequences = series.card.value.sequences.map((sequence) => `sequence ${sequence.id}`);
  return [...new Set([...sequences, ...series.modules.flatMap(moduleIds)])].sort();
}

function moduleIds(module: ModuleSource): readonly string[] {
  const { id, objectives } = module.card.value;
  const ids = [`module ${id}`, ...objectives.map((objective) => `objective ${inModule(id, objective.id)}`)];
  for (const section of module.sections) {
    const sectionId = inModule(id, section.head.value.id);
    ids.push(`section ${sectionId}`, ...section.blocks.map((block) => `block ${inSection(sectionId, block.id)}`));
  }
  for (const { value } of module.questions) {
    const questionId = inModule(id, value.id);
    ids.push(`question ${questionId}`);
    if (value.type === 'case') {
      for (const part of value.parts)
        ids.push(`question ${inQuestion(questionId, part.id)}`, ...optionIds(part, inQuestion(questionId, part.id)));
    } else if (value.type !== 'reflection') ids.push(...optionIds(value, questionId));
  }
  if (module.agreement) {
    const agreement = module.agreement.value;
    ids.push(`agreement ${agreement.id}`, ...agreement.checks.map((check) => `check ${agreement.id}/${check.id}`));
  }
  return ids;
}

function optionIds(question: GradedEntry, questionId: string): readonly string[] {
  return answerIds(question).map((id) => `option ${questionId}/${id}`);
}

/** Local ids of what can be chosen, ordered or matched in a question. */
export function answerIds(question: GradedEntry): readonly string[] {
  switch (question.type) {
    case 'single':
    case 'multiple':
      return question.options.map((option) => option.id);
    case 'ordering':
      return question.items.map((item) => item.id);
    case 'matching':
      return [...question.pairs, ...question.extras].map((side) => side.id);
    case 'true-false':
      return [];
  }
}
