import type { Problem } from '../reading/problem';
import { gradedSources, isLongestRight, keyPlace, singleChoiceSources } from './quiz-entries';
import { everyModule } from './rule';

/** Rules `single-key` and `multiple-keys`: how many options of a question are right. */
export const keyCounts = everyModule((module) =>
  gradedSources(module).flatMap(({ entry, name, file, line }): readonly Problem[] => {
    if (entry.type !== 'single' && entry.type !== 'multiple') return [];
    const right = entry.options.filter((option) => option.correct).length;
    if (entry.type === 'single' && right !== 1) {
      const message = `${name}: ${right} options are marked “correct: true”; a single-choice question has exactly one.`;
      return [{ file, line: line('options'), rule: 'single-key', message }];
    }
    if (entry.type === 'multiple' && (right === 0 || right === entry.options.length)) {
      const message = `${name}: at least one option must be right and at least one wrong; ${right} of ${entry.options.length} are right.`;
      return [{ file, line: line('options'), rule: 'multiple-keys', message }];
    }
    return [];
  }),
);

/** Rules `longest-option` and `key-position`: neither length nor place may give the right option away. */
export const keySpread = everyModule((module, standards) => {
  const singles = singleChoiceSources(module);
  if (singles.length < standards.shareSample) return [];
  const problems: Problem[] = [];
  const report = (rule: string, message: string): void => {
    problems.push({ file: module.quizFile, line: 1, rule, message });
  };
  const longest = singles.filter(({ entry }) => isLongestRight(entry.options));
  if (longest.length > singles.length * standards.longestRightShare) {
    const names = longest.map(({ name }) => name).join(', ');
    report(
      'longest-option',
      `The longest option is the right one in ${longest.length} of ${singles.length} single-choice questions (${names}); at most ${percent(standards.longestRightShare)} may be so. Lengthen other options.`,
    );
  }
  for (let place = 0; place < 5; place += 1) {
    const there = singles.filter(({ entry }) => keyPlace(entry.options) === place).length;
    if (there > singles.length * standards.keyPlaceShare)
      report(
        'key-position',
        `The right option stands at place ${place + 1} in ${there} of ${singles.length} single-choice questions; at most ${percent(standards.keyPlaceShare)} may stand at the same place.`,
      );
  }
  return problems;
});

function percent(share: number): string {
  return `${Math.round(share * 100)} %`;
}
