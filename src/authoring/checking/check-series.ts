import { contentIds } from '../compiling/content-ids';
import { CONTENT_STANDARDS, type ContentStandards } from '../rules/content-standards';
import { LOCK_FILE, lockProblems } from './ids-lock';
import { sortProblems, type Problem } from '../reading/problem';
import { readSeries, type ReadOptions } from '../reading/read-series';
import { RULES } from '../rules';
import type { LoadedFiles } from '../reading/series-files';
import type { SeriesSource } from '../reading/series-source';
import { readTranslation, type Translation } from '../translating/read-translation';

/** A series as read, with all its problems. */
export interface CheckedSeries {
  /** Undefined only where `series.yaml` can't be read. */
  readonly source: SeriesSource | undefined;
  /** Undefined where no text is translated. */
  readonly translation: Translation | undefined;
  readonly problems: readonly Problem[];
}

/** Reads a series and applies every rule to it. All problems are collected, not only the first. */
export function checkSeries(
  loaded: LoadedFiles,
  options: ReadOptions = {},
  standards: ContentStandards = CONTENT_STANDARDS,
): CheckedSeries {
  const { value: source, problems } = readSeries(loaded.files, options);
  const found = [...loaded.problems, ...problems];
  const translation = source && readTranslation(loaded.files);
  if (translation) found.push(...translation.problems);
  if (source) {
    for (const rule of RULES) found.push(...rule(source, standards));
    found.push(...lockProblems(loaded.files.get(LOCK_FILE), contentIds(source)));
  }
  return { source, translation: translation?.value, problems: sortProblems(found) };
}
