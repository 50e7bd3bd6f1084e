import type { Reading } from './entries';
import { sortProblems, type Problem } from './problem';
import { readSeries, type ReadOptions } from './read-series';
import type { LoadedFiles } from './series-files';
import type { SeriesSource } from './series-source';

/** A series as read, and everything that is wrong with it. */
export interface CheckedSeries {
  /** Undefined only where `series.yaml` can't be read. */
  readonly source: SeriesSource | undefined;
  readonly problems: readonly Problem[];
}

/** Reads a series and applies every rule to it. All problems are collected, not only the first. */
export function checkSeries(loaded: LoadedFiles, options: ReadOptions = {}): CheckedSeries {
  const reading: Reading<SeriesSource | undefined> = readSeries(loaded.files, options);
  return { source: reading.value, problems: sortProblems([...loaded.problems, ...reading.problems]) };
}
