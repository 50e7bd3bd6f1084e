import { parseCitations } from '../markdown/citations';
import type { Problem } from '../reading/problem';
import { writtenSources } from './quiz-entries';
import { everyModule } from './rule';

/** Rule `question-source`: the sources of a question are citations; the first supports its key. */
export const questionSources = everyModule((module) =>
  writtenSources(module)
    .filter(({ text }) => parseCitations(text) === undefined)
    .map(({ text, lineOf }) => ({
      file: module.quizFile,
      line: lineOf(),
      rule: 'question-source',
      message: `“${text}” is not a citation. Write it like "@crc art. 4".`,
    })),
);

/**
 * Rule `question-place`: most questions name the article or paragraph of their source. Not all can: some facts are
 * about a document as a whole, and a rule without exceptions would make authors invent numbers.
 */
export const questionPlaces = everyModule((module, standards) => {
  const all = writtenSources(module);
  const whole = all.filter(({ text }) => parseCitations(text)?.[0]?.locator === '');
  if (whole.length <= all.length * standards.wholeSourceShare) return [];
  const lines = whole.map(({ lineOf }) => lineOf()).join(', ');
  const most = `${Math.round(standards.wholeSourceShare * 100)} %`;
  const message = `${whole.length} of ${all.length} questions name a source without article or paragraph (lines ${lines}); at most ${most} may.`;
  return [{ file: module.quizFile, line: 1, rule: 'question-place', message }] satisfies Problem[];
});
