import { absoluteWords } from './absolute-words';
import { agreementChecks } from './agreement-checks';
import { answerBalance } from './answer-balance';
import { decisions, figureTexts } from './figure-text';
import { jobAids } from './job-aid';
import { keySpread } from './key-spread';
import { moduleShape, sectionShape } from './module-shape';
import { plainSentences } from './plain-sentences';
import { questionPlaces, questionSources } from './question-sources';
import { questionWording } from './question-wording';
import { quizShape } from './quiz-shape';
import { references } from './references';
import type { SeriesRule } from './rule';
import { sameNames, uniqueIds } from './unique-names';
import { glossaryShape, seriesShape } from './series-shape';
import { questionsPerObjective, unusedFigures, unusedObjectives, unusedSources, unusedTerms } from './unused';
import { forbiddenWords, plainFields, quotationMarks } from './words';

/** Every rule that is applied to a series once it has been read. */
export const RULES: readonly SeriesRule[] = [
  uniqueIds,
  sameNames,
  references,
  unusedSources,
  unusedTerms,
  unusedFigures,
  unusedObjectives,
  seriesShape,
  moduleShape,
  sectionShape,
  plainSentences,
  glossaryShape,
  quizShape,
  questionsPerObjective,
  keySpread,
  absoluteWords,
  answerBalance,
  questionWording,
  questionSources,
  questionPlaces,
  figureTexts,
  decisions,
  jobAids,
  forbiddenWords,
  plainFields,
  quotationMarks,
  agreementChecks,
];
