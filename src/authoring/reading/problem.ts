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
    (a, b) => compare(a.file, b.file) || a.line - b.line || compare(a.rule, b.rule) || compare(a.message, b.message),
  );
}

/** The list as text: a heading for each file, and below it one line a problem. */
export function formatProblems(problems: readonly Problem[]): string {
  const lines: string[] = [];
  let file: string | undefined;
  for (const problem of sortProblems(problems)) {
    if (problem.file !== file) lines.push('', problem.file);
    file = problem.file;
    lines.push(`  line ${problem.line}: ${problem.message} [${problem.rule}]`);
  }
  return lines.join('\n').trimStart();
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
