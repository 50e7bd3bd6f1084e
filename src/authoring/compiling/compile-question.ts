import type { Citation } from '../../domain/series/citation';
import type { GradedQuestion, Option, Question } from '../../domain/series/question';
import { distinctCitations, parseCitations } from '../markdown/citation';
import { inModule, inQuestion } from './global-ids';
import type { GradedEntry, OptionEntry, PartEntry, QuestionEntry } from '../schemas/question-schema';

interface Placed {
  readonly id: string;
  readonly objectiveId: string;
  readonly sectionId: string;
  readonly bloom: QuestionEntry['bloom'];
  readonly rationale: string;
  readonly sources: readonly Citation[];
}

/** A question as the app asks it. What a part of a case doesn't say itself (section, objective, level, sources) it takes from its case. */
export function compileQuestion(entry: QuestionEntry, moduleId: string): Question {
  const placed: Placed = {
    id: inModule(moduleId, entry.id),
    objectiveId: inModule(moduleId, entry.objective),
    sectionId: inModule(moduleId, entry.section),
    bloom: entry.bloom,
    rationale: entry.rationale,
    sources: questionSources(entry.source),
  };
  switch (entry.type) {
    case 'case':
      return {
        ...placed,
        type: 'case',
        stem: entry.stem,
        scenario: entry.scenario,
        parts: entry.parts.map((part) => compileGraded(part, placePart(part, placed, moduleId))),
      };
    case 'reflection':
      return { ...placed, type: 'reflection', stem: entry.stem };
    default:
      return compileGraded(entry, placed);
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

function compileGraded(entry: GradedEntry, placed: Placed): GradedQuestion {
  switch (entry.type) {
    case 'single':
    case 'multiple':
      return { ...placed, type: entry.type, stem: entry.stem, options: entry.options.map(compileOption) };
    case 'true-false':
      return { ...placed, type: 'true-false', stem: entry.stem, options: judgements(entry.answer, entry.feedback) };
    case 'ordering': {
      const items = entry.items.map(({ id, text, feedback }) => ({ id, text, feedback: feedback ?? '' }));
      return { ...placed, type: 'ordering', stem: entry.stem, items };
    }
    case 'matching': {
      const pairs = entry.pairs.map(({ id, left, right, feedback }) => ({ id, left, right, feedback: feedback ?? '' }));
      return { ...placed, type: 'matching', stem: entry.stem, pairs, extras: entry.extras };
    }
  }
}

function compileOption({ id, text, correct, feedback }: OptionEntry): Option {
  return { id, text, correct, feedback: feedback ?? '' };
}

/** The two options of a true/false question. Their ids are what counts; the app words them in the learner's language. */
function judgements(
  answer: boolean,
  feedback: { readonly true?: string | undefined; readonly false?: string | undefined },
): readonly Option[] {
  return [
    { id: 'true', text: 'True', correct: answer, feedback: feedback.true ?? '' },
    { id: 'false', text: 'False', correct: !answer, feedback: feedback.false ?? '' },
  ];
}

/** The places that a question rests on, each once; the first carries its key. A malformed text is reported by the rule `question-source`. */
function questionSources(text: string): readonly Citation[] {
  return distinctCitations(parseCitations(text) ?? [{ sourceId: text, locator: '' }]);
}
