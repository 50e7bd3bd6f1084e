import type { Problem } from '../reading/problem';
import type { ModuleSource } from '../reading/series-source';
import type { GradedEntry } from '../types';
import type { GradedSource } from '../types/entry-rules';
import type { ContentStandards } from './content-standards';
import { gradedSources } from './quiz-entries';
import type { SeriesRule } from './rule';

/** A single-choice question of the bank, or of a case. */
type SingleSource = GradedSource<Extract<GradedEntry, { type: 'single' }>>;

type Options = readonly { readonly text: string; readonly correct: boolean }[];

/**
 * Rules `longest-option`, `shortest-option` and `key-position`, in each module and over all of them: neither length nor
 * place may give the right option away.
 */
export const keySpread: SeriesRule = ({ card, modules }, standards) => {
  const all = modules.flatMap(singleChoiceSources);
  return [
    ...modules.flatMap((module) =>
      spreadProblems(singleChoiceSources(module), { file: module.quizFile, line: 1 }, '', standards),
    ),
    ...spreadProblems(all, { file: card.file, line: card.line('modules') }, ' of all modules', standards),
  ];
};

function spreadProblems(
  singles: readonly SingleSource[],
  at: { readonly file: string; readonly line: number },
  whose: string,
  standards: ContentStandards,
): readonly Problem[] {
  if (singles.length < standards.shareSample) return [];
  const kind = `single-choice questions${whose}`;
  const lengths = [
    { rule: 'longest-option', end: 'longest', isRight: isLongestRight, most: standards.longestRightShare },
    { rule: 'shortest-option', end: 'shortest', isRight: isShortestRight, most: standards.shortestRightShare },
  ].flatMap(({ rule, end, isRight, most }): readonly Problem[] => {
    const given = singles.filter(({ entry }) => isRight(entry.options));
    if (given.length <= singles.length * most) return [];
    const names = given.map(({ name }) => name).join(', ');
    const message = `The ${end} option is the right one in ${given.length} of ${singles.length} ${kind} (${names}); at most ${percent(most)} may be so. Change the length of other options.`;
    return [{ ...at, rule, message }];
  });
  const places = [0, 1, 2, 3, 4].flatMap((place): readonly Problem[] => {
    const there = singles.filter(({ entry }) => keyPlace(entry.options) === place).length;
    if (there <= singles.length * standards.keyPlaceShare) return [];
    const message = `The right option is at place ${place + 1} in ${there} of ${singles.length} ${kind}; at most ${percent(standards.keyPlaceShare)} may be at the same place.`;
    return [{ ...at, rule: 'key-position', message }];
  });
  return [...lengths, ...places];
}

/** The single-choice questions of a module, parts of cases included. */
export function singleChoiceSources(module: ModuleSource): readonly SingleSource[] {
  return gradedSources(module).flatMap((source) => {
    const { entry } = source;
    return entry.type === 'single' ? [{ ...source, entry }] : [];
  });
}

/** Place of the right option of a single-choice question, from 0; -1 where none is right. */
export function keyPlace(options: readonly { readonly correct: boolean }[]): number {
  return options.findIndex((option) => option.correct);
}

/** Whether no option is longer than the right one. Where all are equally long, length gives nothing away. */
export function isLongestRight(options: Options): boolean {
  return isAtEnd(options, Math.max);
}

/** Whether no option is shorter than the right one. Where all are equally long, length gives nothing away. */
export function isShortestRight(options: Options): boolean {
  return isAtEnd(options, Math.min);
}

function isAtEnd(options: Options, pick: (...lengths: readonly number[]) => number): boolean {
  const lengths = options.map(({ text }) => [...text].length);
  if (new Set(lengths).size === 1) return false;
  return lengths[keyPlace(options)] === pick(...lengths);
}

function percent(share: number): string {
  return `${Math.round(share * 100)} %`;
}
