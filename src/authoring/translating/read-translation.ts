import { stringify } from 'yaml';
import { isObject } from '../../domain/json/json-value';
import { SECTION_FILE } from '../reading/file-layout';
import type { Problem } from '../reading/problem';
import { readSeries } from '../reading/read-series';
import type { SeriesFiles } from '../reading/series-files';
import type { SeriesSource } from '../reading/series-source';
import { readYaml } from '../reading/yaml-document';
import { mergeSection } from './merge-section';
import { mergeTexts } from './merge-texts';
import { NUMBER_ORDER, numberProblems } from './numbers';
import { readStates, stateOf, STATES_FILE, type States } from './states';
import type { TextPair } from './text-pair';

/** The course in another language, where it has one: its texts in the place of the source's. */
export interface Translation {
  readonly source: SeriesSource;
  readonly pairs: readonly TextPair[];
  readonly states: States;
}

/** The file of a translation's texts beside a source's file; undefined for files that aren't translated. */
export function translationOf(file: string): string | undefined {
  const inside = file.slice(file.indexOf('/') + 1);
  if (SECTION_FILE.test(inside)) return file.replace(/\.en\.md$/u, '.km.md');
  const isTranslated = /^(?:series|glossary)\.yaml$|\/(?:module|quiz|agreement|job-aid|figures\/[^/.]+)\.yaml$/u;
  return isTranslated.test(file) ? file.replace(/\.yaml$/u, '.km.yaml') : undefined;
}

/** Reads the texts of the other language, and compares them with the source's. Undefined where there are none. */
export function readTranslation(files: SeriesFiles): {
  readonly value: Translation | undefined;
  readonly problems: readonly Problem[];
} {
  const merged = new Map(files);
  const pairs: TextPair[] = [];
  const problems: Problem[] = [];
  const read = new Set<string>([STATES_FILE]);
  for (const [file, text] of files) {
    const translation = translationOf(file);
    const own = translation === undefined ? undefined : files.get(translation);
    if (translation === undefined || own === undefined) continue;
    read.add(translation);
    const result = file.endsWith('.md')
      ? mergeSection(text, translation, own)
      : mergeYaml(file, text, translation, own);
    merged.set(file, result.text);
    pairs.push(...result.pairs);
    problems.push(...result.problems);
  }
  for (const file of files.keys())
    if (/\.km\.(?:md|yaml)$/u.test(file) && !read.has(file))
      problems.push({ file, line: 1, rule: 'layout', message: 'There is no source file that it translates.' });
  if (pairs.length === 0) return { value: undefined, problems };
  const states = readStates(STATES_FILE, files.get(STATES_FILE), pairs);
  problems.push(...numbersOfAll(pairs, states.value));
  const series = readSeries(merged);
  return {
    value: series.value && { source: series.value, pairs, states: states.value },
    problems: [...problems, ...states.problems],
  };
}

/** What is wrong with the numbers of texts; their order is asked of what nobody has read yet. */
export function numbersOfAll(pairs: readonly TextPair[], states: States): readonly Problem[] {
  return pairs.flatMap((pair) =>
    numberProblems(pair).filter(({ rule }) => rule !== NUMBER_ORDER || stateOf(pair, states) === 'draft'),
  );
}

function mergeYaml(
  file: string,
  text: string,
  translation: string,
  own: string,
): { readonly text: string; readonly pairs: readonly TextPair[]; readonly problems: readonly Problem[] } {
  const [source, document] = [readYaml(file, text), readYaml(translation, own)];
  if (source.problems.length > 0 || document.problems.length > 0)
    return { text, pairs: [], problems: document.problems };
  // A protocol's translation says beside its texts which version of the source it translates.
  const { translates, ...texts } = isObject(document.value) ? document.value : {};
  const { value, pairs, problems } = mergeTexts(source.value, { ...document, value: texts });
  return {
    text: stringify(translates === undefined || !isObject(value) ? value : { ...value, translates }),
    pairs,
    problems,
  };
}
