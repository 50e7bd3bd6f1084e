import type { Problem } from '../reading/problem';
import type { ModuleSource } from '../reading/series-source';
import { gradedSources } from './quiz-entries';
import type { SeriesRule } from './rule';

/**
 * Rules `key-count` and `true-false-share`, over all modules: a learner who hasn't read can't know how many options are
 * right, nor that statements are mostly true.
 */
export const answerBalance: SeriesRule = ({ modules }, standards) => [
  ...keyCounts(modules, standards),
  ...truths(modules, standards),
];

const keyCounts: BalanceRule = (modules, { keysPerMultiple: { least, most }, keyCountShare, shareSample }) => {
  const multiples = modules.flatMap(gradedSources).flatMap(({ entry, name, file, line }) => {
    if (entry.type !== 'multiple') return [];
    const keys = entry.options.filter(({ correct }) => correct).length;
    // None right, or all of them: the rule `multiple-keys`.
    if (keys === 0 || keys === entry.options.length) return [];
    return [{ name, file, line: line('options'), keys }];
  });
  const report = (message: string, { file, line }: { readonly file: string; readonly line: number }): Problem => ({
    file,
    line,
    rule: 'key-count',
    message,
  });
  const outside = multiples
    .filter(({ keys }) => keys < least || keys > most)
    .map((at) => report(`${at.name}: ${at.keys} options are right; it should be ${least} to ${most}.`, at));
  if (multiples.length < shareSample) return outside;
  const counts = [...new Set(multiples.map(({ keys }) => keys))];
  const crowded = counts.flatMap((count) => {
    const such = multiples.filter(({ keys }) => keys === count);
    if (such.length <= multiples.length * keyCountShare) return [];
    const message = `${such.length} of ${multiples.length} multiple-choice questions of all modules have ${count} right options; at most ${Math.round(keyCountShare * 100)} % may have the same number.`;
    return such.slice(0, 1).map((at) => report(message, at));
  });
  return [...outside, ...crowded];
};

const truths: BalanceRule = (modules, { trueShare: { least, most }, shareSample }) => {
  const statements = modules.flatMap(gradedSources).flatMap(({ entry, file, line }) => {
    return entry.type === 'true-false' ? [{ file, line: line('answer'), isTrue: entry.answer }] : [];
  });
  const right = statements.filter(({ isTrue }) => isTrue).length;
  const wrong = statements.length - right;
  const share = right / Math.max(1, statements.length);
  if (statements.length < shareSample) return [];
  // An odd number of statements can't come nearer to half than one apart.
  if (Math.abs(right - wrong) <= 1 || (share >= least && share <= most)) return [];
  const message = `${right} of ${statements.length} statements of all modules are true; it should be ${Math.round(least * 100)} to ${Math.round(most * 100)} %.`;
  return statements
    .filter(({ isTrue }) => isTrue === right > wrong)
    .slice(0, 1)
    .map(({ file, line }): Problem => ({ file, line, rule: 'true-false-share', message }));
};

type BalanceRule = (modules: readonly ModuleSource[], standards: Parameters<SeriesRule>[1]) => readonly Problem[];
