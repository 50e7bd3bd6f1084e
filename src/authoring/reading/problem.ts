import { compareText } from '../../domain/text/compare-text';

/** One problem of the content, in words for people who don't program. */
export interface Problem {
  /** Path below `resources/series/`, with forward slashes on every system. */
  readonly file: string;
  /** Line from 1. */
  readonly line: number;
  /** Short name of the rule, e.g. `section-words`; the tests and `docs/authoring.md` use the same names. */
  readonly rule: string;
  readonly message: string;
}

/** Sorts by file, then line, then rule, so that two runs over the same content print the same list. */
export function sortProblems(problems: readonly Problem[]): readonly Problem[] {
  return [...problems].sort(
    (a, b) =>
      compareText(a.file, b.file) ||
      a.line - b.line ||
      compareText(a.rule, b.rule) ||
      compareText(a.message, b.message),
  );
}

/** A sorted list as text: a heading for each file, and below it one line a problem. */
export function formatProblems(problems: readonly Problem[]): string {
  const lines: string[] = [];
  let file: string | undefined;
  for (const problem of problems) {
    if (problem.file !== file) lines.push('', problem.file);
    file = problem.file;
    lines.push(`  line ${problem.line}: ${problem.message} [${problem.rule}]`);
  }
  return lines.join('\n').trimStart();
}
