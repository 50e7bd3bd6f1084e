import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { checkSeries } from './checking/check-series';
import { compileSeries } from './compiling/compile-series';
import { contentIds } from './compiling/content-ids';
import { contentTable } from './checking/content-table';
import { extendLock, LOCK_FILE } from './checking/ids-lock';
import { formatProblems } from './reading/problem';
import { loadSeriesFiles } from './reading/series-files';
import { outdatedProtocols } from './translating/compile-translation';

/** The command's arguments. */
export interface CheckArguments {
  /** Adds new ids to `ids.lock` before checking. */
  readonly acceptNewIds: boolean;
  /** Reads the modules' fragments of sources and glossary too. */
  readonly withFragments: boolean;
}

/** Reads the command's arguments. @throws RangeError that names an argument it doesn't know. */
export function parseCheckArguments(words: readonly string[]): CheckArguments {
  const unknown = words.find((word) => word !== '--accept-new-ids' && word !== '--with-fragments');
  if (unknown !== undefined)
    throw new RangeError(`Unknown argument "${unknown}". Known are --accept-new-ids and --with-fragments.`);
  return { acceptNewIds: words.includes('--accept-new-ids'), withFragments: words.includes('--with-fragments') };
}

/** Checks the series in a folder and prints the table and the problems. Returns whether there are none. */
export async function checkContent(
  folder: string,
  { acceptNewIds, withFragments }: CheckArguments,
  print: (text: string) => void,
): Promise<boolean> {
  let loaded = await loadSeriesFiles(folder);
  let checked = checkSeries(loaded, { withFragments });
  if (acceptNewIds && checked.source) {
    await writeFile(join(folder, LOCK_FILE), extendLock(loaded.files.get(LOCK_FILE), contentIds(checked.source)));
    loaded = await loadSeriesFiles(folder);
    checked = checkSeries(loaded, { withFragments });
  }
  const { source, translation, problems } = checked;
  // The table is longer than a screen: what is wrong is read at the end.
  if (source) print(`${contentTable(source)}\n`);
  if (source && translation)
    for (const { moduleId, version } of outdatedProtocols(translation, compileSeries(source)))
      print(
        `The protocol of ${moduleId} is shown in English: its Khmer is of another text (translates: ${version}).\n`,
      );
  if (problems.length > 0) print(`${formatProblems(problems)}\n`);
  print(
    problems.length === 0 ? 'The course content is in order.' : `${problems.length} problem(s) in the course content.`,
  );
  return problems.length === 0;
}
