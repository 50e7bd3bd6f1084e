import type { Citation } from '../../domain/series/citation';
import type { Question, Revised } from '../../domain/series/question';
import { questionRevision } from '../../domain/quiz/question-revision';
import { distinctCitations, parseCitations } from '../markdown/citations';
import { entryRules, type PartEntry, type QuestionEntry } from '../types';
import type { Placed } from '../types/entry-rules';
import { inModule, inQuestion } from './content-ids';

/**
 * A question as the app asks it. A part of a case takes what it doesn't specify (section, objective, level, sources)
 * from its case.
 */
export function compileQuestion(entry: QuestionEntry, moduleId: string): Question & Revised {
  const question = asked(entry, moduleId);
  return { ...question, revision: questionRevision(question) };
}

function asked(entry: QuestionEntry, moduleId: string): Question {
  const placed: Placed = {
    id: inModule(moduleId, entry.id),
    objectiveId: inModule(moduleId, entry.objective),
    sectionId: inModule(moduleId, entry.section),
    bloom: entry.bloom,
    rationale: entry.rationale,
    sources: questionSources(entry.source),
  };
  switch (entry.type) {
    case 'case': {
      const { stem = '', scenario } = entry;
      const parts = entry.parts.map((part) => entryRules(part).compile(part, placePart(part, placed, moduleId)));
      return { ...placed, type: 'case', stem, scenario, parts };
    }
    case 'reflection':
      return { ...placed, type: 'reflection', stem: entry.stem };
    default:
      return entryRules(entry).compile(entry, placed);
  }
}

function placePart(part: PartEntry, whole: Placed, moduleId: string): Placed {
  return {
    id: inQuestion(whole.id, part.id),
    objectiveId: part.objective === undefined ? whole.objectiveId : inModule(moduleId, part.objective),
    sectionId: part.section === undefined ? whole.sectionId : inModule(moduleId, part.section),
    bloom: part.bloom ?? whole.bloom,
    rationale: part.rationale,
    sources: part.source === undefined ? whole.sources : questionSources(part.source),
  };
}

/**
 * The sources of a question, each once; the first supports its key. A malformed text is reported by the rule
 * `question-source`.
 */
function questionSources(text: string): readonly Citation[] {
  return distinctCitations(parseCitations(text) ?? [{ sourceId: text, locator: '' }]);
}
