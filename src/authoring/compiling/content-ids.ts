import type { ModuleSource, SeriesSource } from '../reading/series-source';
import { entryRules, partsOf, type GradedEntry } from '../types';

// Authors write local ids; learners' records hold these global ones. They are part of the record's format: changing how
// they are composed loses progress.

/** Id of a section or question: `<module>/<local id>`. */
export function inModule(moduleId: string, localId: string): string {
  return `${moduleId}/${localId}`;
}

/** Id of a block: `<section id>#<local id>`; `sectionId` is the global one. */
export function inSection(sectionId: string, blockId: string): string {
  return `${sectionId}#${blockId}`;
}

/** Id of a case's part: `<question id>/<local id>`; `questionId` is the global one. */
export function inQuestion(questionId: string, partId: string): string {
  return `${questionId}/${partId}`;
}

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
    if (value.type !== 'case' && value.type !== 'reflection') ids.push(...optionIds(value, questionId));
    for (const part of partsOf(value)) {
      const partId = inQuestion(questionId, part.id);
      ids.push(`question ${partId}`, ...optionIds(part, partId));
    }
  }
  if (module.agreement) {
    const agreement = module.agreement.value;
    ids.push(`agreement ${agreement.id}`, ...agreement.checks.map((check) => `check ${agreement.id}/${check.id}`));
  }
  return ids;
}

function optionIds(question: GradedEntry, questionId: string): readonly string[] {
  return entryRules(question)
    .answerIds(question)
    .map((id) => `option ${questionId}/${id}`);
}
