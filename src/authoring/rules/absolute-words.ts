import type { Problem } from '../reading/problem';
import { gradedSources } from './quiz-entries';
import type { SeriesRule } from './rule';

const ABSOLUTE =
  /\b(?:all|always|any|completely|entirely|every|everybody|everyone|everything|must|never|no one|nobody|none|nothing|only|solely|without exception)\b/giu;

/** How many words that allow no exception a text has: learners of tests strike out the options that have them. */
export function absoluteWordCount(text: string): number {
  return text.match(ABSOLUTE)?.length ?? 0;
}

/** Rule `absolute-words`: over all modules, right and wrong options have words such as "only" about equally often. */
export const absoluteWords: SeriesRule = ({ modules }, { absoluteWordsGap }) => {
  const options = modules.flatMap(gradedSources).flatMap(({ entry, name, file, line }) => {
    if (entry.type !== 'single' && entry.type !== 'multiple') return [];
    return entry.options.map(({ id, text, correct }, index) => ({
      correct,
      absolute: absoluteWordCount(text) > 0,
      name: `${name} ${id}`,
      file,
      line: line('options', index),
    }));
  });
  const [right, wrong] = [true, false].map((correct) => {
    const such = options.filter((option) => option.correct === correct);
    const absolute = such.filter((option) => option.absolute);
    return { absolute, share: absolute.length / Math.max(1, such.length) };
  });
  if (!right || !wrong || Math.abs(right.share - wrong.share) <= absoluteWordsGap) return [];
  const { absolute } = right.share > wrong.share ? right : wrong;
  const places = absolute.map(({ name, file }) => `${file} ${name}`).join(', ');
  const message = `Words such as “only” or “every” are in ${percent(right.share)} of the right options and ${percent(wrong.share)} of the wrong ones; at most ${percent(absoluteWordsGap)} may lie between. Look at ${places}.`;
  return absolute.slice(0, 1).map(({ file, line }): Problem => ({ file, line, rule: 'absolute-words', message }));
};

function percent(share: number): string {
  return `${(share * 100).toFixed(1)} %`;
}
