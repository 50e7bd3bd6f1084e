import type { Problem } from '../reading/problem';
import type { ModuleSource } from '../reading/series-source';
import type { GradedEntry } from '../types';
import type { GradedSource } from '../types/entry-rules';
import { gradedSources } from './quiz-entries';
import { everyModule } from './rule';

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

/** The single-choice questions of a module, parts of cases included. */
export function singleChoiceSources(
  module: ModuleSource,
): readonly GradedSource<Extract<GradedEntry, { type: 'single' }>>[] {
  return gradedSources(module).flatMap((source) => {
    const { entry } = source;
    return entry.type === 'single' ? [{ ...source, entry }] : [];
  });
}

/** Place of the right option of a single-choice question, from 0; -1 where none is right. */
export function keyPlace(options: readonly { readonly correct: boolean }[]): number {
  return options.findIndex((option) => option.correct);
}

/** Whether the right option alone is the longest; ties give nothing away. */
export function isLongestRight(options: readonly { readonly text: string; readonly correct: boolean }[]): boolean {
  const lengths = options.map((option) => [...option.text].length);
  const longest = Math.max(...lengths);
  const places = lengths.flatMap((length, index) => (length === longest ? [index] : []));
  return places.length === 1 && places[0] === keyPlace(options);
}

function percent(share: number): string {
  return `${Math.round(share * 100)} %`;
}
