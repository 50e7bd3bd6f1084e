import { expect } from 'vitest';
import { checkSeries } from '../../../../src/authoring/checking/check-series';
import type { Problem } from '../../../../src/authoring/reading/problem';
import { filesOf, validSeries, type SeriesDraft } from './valid-series';

/** Problems of these files; where they hold no `ids.lock`, without the one that its ids are new. */
export function problemsOfFiles(files: Map<string, string>): readonly Problem[] {
  const { problems } = checkSeries({ files, problems: [] });
  return files.has('ids.lock') ? problems : problems.filter(({ rule }) => rule !== 'ids-lock');
}

/** Problems of the valid series after one change to its data. */
export function problemsAfter(change: (draft: SeriesDraft) => void): readonly Problem[] {
  const draft = validSeries();
  change(draft);
  return problemsOfFiles(filesOf(draft));
}

/** Problems of the valid series after one change to the text of one of its files; `from` must stand in it. */
export function problemsAfterEdit(file: string, from: string, to: string): readonly Problem[] {
  return problemsOfFiles(editedFiles(file, from, to));
}

/**
 * The valid series with a text exchanged in one file. @throws where the text isn't there, so that no test passes by
 * accident.
 */
export function editedFiles(file: string, from: string, to: string): Map<string, string> {
  const files = filesOf(validSeries());
  const text = files.get(file);
  if (text === undefined || !text.includes(from)) throw new Error(`${file} does not hold "${from}".`);
  return files.set(
    file,
    text.replace(from, () => to),
  );
}

/** Expects that the edit breaks exactly this rule, at the line of `needle` in the edited file. */
export function breaks(rule: string, file: string, from: string, to: string, needle = to): void {
  const files = editedFiles(file, from, to);
  expect(places(problemsOfFiles(files))).toEqual([`${file}:${lineIn(files, file, needle)} ${rule}`]);
}

/** Where problems stand and which rules they break: what the tests compare. */
export function places(problems: readonly Problem[]): readonly string[] {
  return problems.map(({ file, line, rule }) => `${file}:${line} ${rule}`);
}

/** Line from 1 of the given text in a file of a draft. @throws where the text isn't there. */
export function lineIn(files: ReadonlyMap<string, string>, file: string, needle: string, occurrence = 1): number {
  let left = occurrence;
  const lines = (files.get(file) ?? '').split('\n');
  for (const [index, line] of lines.entries()) {
    if (line.includes(needle) && (left -= 1) === 0) return index + 1;
  }
  throw new Error(`${file} does not hold "${needle}" ${occurrence} time(s).`);
}
