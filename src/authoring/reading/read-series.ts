import type * as v from 'valibot';
import { readEntries, readEntry, type Entry, type Reading } from './entries';
import { layoutProblems } from './file-layout';
import { createStudyMarkdown } from '../markdown/study-markdown';
import type { Problem } from './problem';
import { readModule } from './read-module';
import { characterProblems } from './refused-characters';
import { sourceSchema, termSchema } from '../schemas/reference-schema';
import { seriesSchema } from '../schemas/card-schemas';
import type { SeriesFiles } from './series-files';
import type { SeriesSource } from './series-source';
import { readYaml } from './yaml-document';

/** How a series is read. */
export interface ReadOptions {
  /**
   * Reads each module's `sources.fragment.yaml` and `glossary.fragment.yaml` too: for authors, before the fragments are
   * merged.
   */
  readonly withFragments?: boolean;
}

/**
 * Reads a series from its files. Undefined only where `series.yaml` can't be read; every other problem is reported and
 * its part omitted.
 */
export function readSeries(files: SeriesFiles, options: ReadOptions = {}): Reading<SeriesSource | undefined> {
  const text = files.get('series.yaml');
  if (text === undefined) {
    const message = 'This file is missing: it names the series and its modules.';
    return { value: undefined, problems: [{ file: 'series.yaml', line: 1, rule: 'layout', message }] };
  }
  const card = readEntry(readYaml('series.yaml', text), seriesSchema);
  if (!card.value) return { value: undefined, problems: card.problems };
  const markdown = createStudyMarkdown();
  const modules = card.value.value.modules.map((folder) => readModule(markdown, files, folder));
  const sources = readLists(files, 'sources', sourceSchema, options);
  const terms = readLists(files, 'glossary', termSchema, options);
  const problems = [...modules, sources, terms].flatMap((reading) => reading.problems);
  return {
    value: {
      card: card.value,
      modules: modules.flatMap((reading) => (reading.value ? [reading.value] : [])),
      sources: sources.value,
      terms: terms.value,
    },
    problems: [...problems, ...layoutProblems(files, card.value), ...characterProblems(files)],
  };
}

function readLists<const TSchema extends v.GenericSchema<unknown, { readonly id: string }>>(
  files: SeriesFiles,
  name: 'sources' | 'glossary',
  schema: TSchema,
  options: ReadOptions,
): Reading<readonly Entry<v.InferOutput<TSchema>>[]> {
  const names = [`${name}.yaml`];
  if (options.withFragments === true)
    names.push(...[...files.keys()].filter((file) => file.endsWith(`/${name}.fragment.yaml`)).sort());
  const entries: Entry<v.InferOutput<TSchema>>[] = [];
  const problems: Problem[] = [];
  for (const file of names) {
    const text = files.get(file);
    if (text === undefined) {
      if (options.withFragments !== true)
        problems.push({ file, line: 1, rule: 'layout', message: 'This file is missing.' });
      continue;
    }
    const reading = readEntries(readYaml(file, text), schema);
    // Several modules' fragments may hold the same source; the first is used until they are merged.
    const known = new Set(file.endsWith('.fragment.yaml') ? entries.map((entry) => entry.value.id) : []);
    entries.push(...reading.value.filter((entry) => !known.has(entry.value.id)));
    problems.push(...reading.problems);
  }
  return { value: entries, problems };
}
