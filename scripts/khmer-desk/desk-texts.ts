import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { Problem } from '../../src/authoring/reading/problem';
import { readSeries } from '../../src/authoring/reading/read-series';
import { loadSeriesFiles, type SeriesFiles } from '../../src/authoring/reading/series-files';
import type { SeriesSource } from '../../src/authoring/reading/series-source';
import { numbersOfAll, readTranslation } from '../../src/authoring/translating/read-translation';
import { readStates, stateOf, textHash, type States } from '../../src/authoring/translating/states';
import { textKey, type TextPair } from '../../src/authoring/translating/text-pair';
import type { TranslationState } from '../../src/domain/series/translation';

const root = resolve(import.meta.dirname, '../..');

/** Where the Khmer texts stand: the course's folder, and that of the interface's texts. */
export interface TextFolders {
  readonly course: string;
  readonly interface: string;
}

/** This repository's own. */
export const TEXT_FOLDERS: TextFolders = {
  course: join(root, 'resources/series'),
  interface: join(root, 'src/renderer/src/i18n'),
};

/** Name of the file that says who has read the interface's texts, in their folder. */
export const INTERFACE_STATES = 'translation.km.yaml';

const INTERFACE_FILES = ['start', 'screens'] as const;

/** A term of the glossary that stands in a text. */
export interface DeskTerm {
  readonly english: string;
  readonly khmer: string;
  /** Where the Khmer was read; `composed` where nobody's text has it. */
  readonly source: string;
}

/** A text as a reader sees it. */
export interface DeskText {
  readonly key: string;
  readonly english: string;
  readonly khmer: string;
  /** Of both texts: what was read of other words doesn't count. */
  readonly hash: string;
  readonly state: TranslationState;
  /** Who read it, and what they remarked; absent for a draft. */
  readonly read?: { readonly by: string; readonly on: string; readonly remark: string };
  readonly terms: readonly DeskTerm[];
}

/** The texts of both languages, with what readers said of them. */
export interface Translated {
  readonly course: SeriesFiles;
  /** Path below the interface's folder -> text. */
  readonly interfaceFiles: ReadonlyMap<string, string>;
  readonly pairs: readonly TextPair[];
  readonly states: States;
  readonly terms: readonly DeskTerm[];
  readonly problems: readonly Problem[];
}

/** Reads all Khmer texts from their folders. */
export async function readTranslated(folders: TextFolders = TEXT_FOLDERS): Promise<Translated> {
  const { files, problems } = await loadSeriesFiles(folders.course);
  const names = INTERFACE_FILES.flatMap((name) => [`locales/en/${name}.json`, `locales/km/${name}.json`]);
  const found = [...names, INTERFACE_STATES].filter((name) => existsSync(join(folders.interface, name)));
  const interfaceFiles = new Map(found.map((name) => [name, readFileSync(join(folders.interface, name), 'utf8')]));
  const translated = translatedOf(files, interfaceFiles);
  return { ...translated, problems: [...problems, ...translated.problems] };
}

/** The texts in files that were read, and whatever is wrong with them. */
export function translatedOf(course: SeriesFiles, interfaceFiles: ReadonlyMap<string, string>): Translated {
  const english = readSeries(course);
  const translation = readTranslation(course);
  const interfacePairs = INTERFACE_FILES.flatMap((name) => pairsOfInterface(name, interfaceFiles));
  const interfaceStates = readStates(INTERFACE_STATES, interfaceFiles.get(INTERFACE_STATES), interfacePairs);
  return {
    course,
    interfaceFiles,
    pairs: [...(translation.value?.pairs ?? []), ...interfacePairs],
    states: new Map([...(translation.value?.states ?? []), ...interfaceStates.value]),
    terms: english.value ? termsOf(english.value, translation.value?.source) : [],
    problems: [
      ...english.problems,
      ...translation.problems,
      ...interfaceStates.problems,
      ...interfacePairs.flatMap(placeholderProblems),
      ...numbersOfAll(interfacePairs.map(inMany), interfaceStates.value),
    ],
  };
}

/** A text with its state and the terms that stand in it. */
export function deskText(pair: TextPair, { states, terms }: Pick<Translated, 'states' | 'terms'>): DeskText {
  const key = textKey(pair);
  const written = states.get(key);
  const state = stateOf(pair, states);
  return {
    key,
    english: pair.english,
    khmer: pair.translation,
    hash: textHash(pair),
    state,
    ...(written && state !== 'draft' ? { read: { by: written.by, on: written.on, remark: written.remark ?? '' } } : {}),
    terms: terms.filter(({ english }) => new RegExp(`\\b${escaped(english)}\\b`, 'iu').test(pair.english)),
  };
}

/** Each text of the interface that has its Khmer; the line is that of the Khmer. */
function pairsOfInterface(name: string, files: ReadonlyMap<string, string>): readonly TextPair[] {
  const file = `locales/km/${name}.json`;
  const khmerText = files.get(file) ?? '{}';
  const khmer = new Map(leaves(JSON.parse(khmerText)));
  const lines = khmerText.split('\n');
  let line = 0;
  return leaves(JSON.parse(files.get(`locales/en/${name}.json`) ?? '{}')).flatMap(([path, english]) => {
    const translation = khmer.get(path);
    if (translation === undefined) return [];
    // Both files are sorted, so the next line with these words is this text's.
    const written = lines.findIndex((text, index) => index >= line && text.includes(JSON.stringify(translation)));
    if (written >= 0) line = written;
    return [{ file, path: path.split('/'), line: line + 1, english, translation }];
  });
}

function leaves(part: unknown, path: readonly string[] = []): readonly (readonly [string, string])[] {
  if (typeof part === 'string') return [[path.join('/'), part]];
  if (typeof part !== 'object' || part === null) return [];
  return Object.entries(part).flatMap(([name, inner]) => leaves(inner, [...path, name]));
}

/** With the English that counts many: Khmer has one form for every number. */
function inMany(pair: TextPair): TextPair {
  return { ...pair, english: pair.english.split(' | ').at(-1) ?? '' };
}

/** What the app fills in stands in both texts; `{n}` may be left out, as it is of “one”. */
function placeholderProblems({ file, line, path, english, translation }: TextPair): readonly Problem[] {
  const names = (text: string): string =>
    [...new Set(text.match(/\{\w+\}/gu))]
      .filter((name) => name !== '{n}')
      .sort()
      .join(' ');
  const [source, own] = [names(english), names(translation)];
  if (source === own) return [];
  const message = `“${path.join('.')}”: the app fills in ${source || 'nothing'}, and the Khmer has ${own || 'nothing'}.`;
  return [{ file, line, rule: 'placeholders', message }];
}

function termsOf(english: SeriesSource, own: SeriesSource | undefined): readonly DeskTerm[] {
  const translated = new Map((own?.terms ?? []).map(({ value }) => [value.id, value.term]));
  return english.terms.map(({ value: { id, term, khmer, khmerSource } }) => ({
    english: term,
    khmer: khmer ?? translated.get(id) ?? '',
    source: khmerSource ?? 'composed',
  }));
}

function escaped(text: string): string {
  return text.replaceAll(/[.*+?^${}()|[\]\\]/gu, '\\$&');
}
