import { parseCitations } from '../markdown/citations';
import type { Problem } from '../reading/problem';
import type { ModuleSource } from '../reading/series-source';
import { partsOf } from '../types';
import { everyModule } from './rule';

interface WrittenSource {
  readonly text: string;
  readonly file: string;
  readonly line: number;
}

/** Rule `question-source`: the sources of a question are citations; the first supports its key. */
export const questionSources = everyModule((module) =>
  writtenSources(module)
    .filter(({ text }) => parseCitations(text) === undefined)
    .map(({ text, file, line }) => ({
      file,
      line,
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
  const lines = whole.map(({ line }) => line).join(', ');
  const most = `${Math.round(standards.wholeSourceShare * 100)} %`;
  const message = `${whole.length} of ${all.length} questions name a source without article or paragraph (lines ${lines}); at most ${most} may.`;
  return [{ file: module.quizFile, line: 1, rule: 'question-place', message }] satisfies Problem[];
});

function writtenSources(module: ModuleSource): readonly WrittenSource[] {
  return module.questions.flatMap(({ value, file, line }) => {
    const own = { text: value.source, file, line: line('source') };
    const ofParts = partsOf(value).flatMap((part, index) =>
      part.source === undefined ? [] : [{ text: part.source, file, line: line('parts', index, 'source') }],
    );
    return [own, ...ofParts];
  });
}
