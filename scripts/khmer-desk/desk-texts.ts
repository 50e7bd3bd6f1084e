import { join, resolve } from 'node:path';
import type { Problem } from '../../src/authoring/reading/problem';
import { readSeries } from '../../src/authoring/reading/read-series';
import { loadSeriesFiles, type SeriesFiles } from '../../src/authoring/reading/series-files';
import type { SeriesSource } from '../../src/authoring/reading/series-source';
import { numbersOfAll, readTranslation } from '../../src/authoring/translating/read-translation';
import { readStates, stateOf, textHash, type States } from '../../src/authoring/translating/states';
import { textKey, type TextPair } from '../../src/authoring/translating/text-pair';
import type { TranslationState } from '../../src/domain/series/translation';
import { APP_STATES, appPairs, inMany, placeholderProblems, readAppFiles } from './app-texts';

/** This repository. */
export const REPOSITORY = resolve(import.meta.dirname, '../..');

/** The course's folder below a repository. */
export const COURSE = 'resources/series';

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
  /** Key of one of the app's files -> text. */
  readonly appFiles: ReadonlyMap<string, string>;
  readonly pairs: readonly TextPair[];
  readonly states: States;
  readonly terms: readonly DeskTerm[];
  readonly problems: readonly Problem[];
}

/** Reads all Khmer texts of a repository. */
export async function readTranslated(root: string = REPOSITORY): Promise<Translated> {
  const { files, problems } = await loadSeriesFiles(join(root, COURSE));
  const translated = translatedOf(files, readAppFiles(root));
  return { ...translated, problems: [...problems, ...translated.problems] };
}

/** The texts in files that were read, and whatever is wrong with them. */
export function translatedOf(course: SeriesFiles, appFiles: ReadonlyMap<string, string>): Translated {
  const english = readSeries(course);
  const translation = readTranslation(course);
  const ofApp = appPairs(appFiles);
  const appStates = readStates(APP_STATES, appFiles.get(APP_STATES), ofApp);
  return {
    course,
    appFiles,
    pairs: [...(translation.value?.pairs ?? []), ...ofApp],
    states: new Map([...(translation.value?.states ?? []), ...appStates.value]),
    terms: english.value ? termsOf(english.value, translation.value?.source) : [],
    problems: [
      ...english.problems,
      ...translation.problems,
      ...appStates.problems,
      ...ofApp.flatMap(placeholderProblems),
      ...numbersOfAll(ofApp.map(inMany), appStates.value),
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
