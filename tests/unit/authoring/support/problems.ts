import { expect } from 'vitest';
import { checkSeries } from '../../../../src/authoring/checking/check-series';
import type { Problem } from '../../../../src/authoring/reading/problem';
import { CONTENT_STANDARDS, type ContentStandards } from '../../../../src/authoring/rules/content-standards';
import { filesOf, thinSeries, validSeries, type SeriesDraft } from './valid-series';

/** What a thin but complete course meets: two sections and eight questions over four types in each module. */
export const THIN_STANDARDS: ContentStandards = {
  ...CONTENT_STANDARDS,
  sections: { least: 2, most: 7 },
  moduleWords: { least: 1000, most: 3600 },
  objectives: { least: 1, most: 7 },
  figures: 0,
  jobAidWords: { least: 0, most: 480 },
  questions: 8,
  questionsPerObjective: 1,
  questionTypes: 4,
  caseParts: 0,
  reflections: 0,
  termsPerModule: 0,
  terms: 0,
};

/** What a case does to a series that breaks no rule, and what is found then. */
export interface Cases {
  /** Problems of these files; where they hold no `ids.lock`, without the one that its ids are new. */
  problemsOfFiles(files: ReadonlyMap<string, string>): readonly Problem[];
  /** Problems after one change to the series' data. */
  problemsAfter(change: (draft: SeriesDraft) => void): readonly Problem[];
  /** Problems after one change to the text of one of the series' files; `from` must stand in it. */
  problemsAfterEdit(file: string, from: string, to: string): readonly Problem[];
  /**
   * The series' files with a text exchanged in one of them. @throws where the text isn't there, so that no test passes
   * by accident.
   */
  editedFiles(file: string, from: string, to: string): Map<string, string>;
  /** Expects that the edit breaks exactly this rule, at the line of `needle` in the edited file. */
  breaks(rule: string, file: string, from: string, to: string, needle?: string): void;
}

function casesOn(draftOf: () => SeriesDraft, standards: ContentStandards): Cases {
  const cases: Cases = {
    problemsOfFiles: (files) => {
      const { problems } = checkSeries({ files, problems: [] }, {}, standards);
      return files.has('ids.lock') ? problems : problems.filter(({ rule }) => rule !== 'ids-lock');
    },
    problemsAfter: (change) => {
      const draft = draftOf();
      change(draft);
      return cases.problemsOfFiles(filesOf(draft));
    },
    problemsAfterEdit: (file, from, to) => cases.problemsOfFiles(cases.editedFiles(file, from, to)),
    editedFiles: (file, from, to) => {
      const files = filesOf(draftOf());
      const text = files.get(file);
      if (text === undefined || !text.includes(from)) throw new Error(`${file} does not hold "${from}".`);
      return files.set(
        file,
        text.replace(from, () => to),
      );
    },
    breaks: (rule, file, from, to, needle = to) => {
      const files = cases.editedFiles(file, from, to);
      expect(places(cases.problemsOfFiles(files))).toEqual([`${file}:${lineIn(files, file, needle)} ${rule}`]);
    },
  };
  return cases;
}

/** Cases on a series of full size, for what the finished course is measured by. */
export const fullCases: Cases = casesOn(validSeries, CONTENT_STANDARDS);

/** Cases on a thin course, which takes a third of the work to check, for rules that hold whatever the size. */
export const thinCases: Cases = casesOn(thinSeries, THIN_STANDARDS);

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
